// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.client;

import io.switchboard.accounts.client.TerminalKeyStore;
import io.switchboard.accounts.client.TerminalSession;
import io.switchboard.calls.wire.CallEventType;
import io.switchboard.calls.wire.CallId;
import io.switchboard.calls.wire.CallView;
import io.switchboard.mailbox.client.ChannelListener;
import io.switchboard.mailbox.client.EventChannel;
import io.switchboard.mailbox.client.Transport;
import io.switchboard.shared.client.CommandFailedException;
import io.switchboard.shared.client.SwitchboardClient;
import io.switchboard.shared.wire.CloudEvent;
import io.switchboard.shared.wire.PublishedName;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A terminal that plays a part: it has its own keys and channel, and remembers what it heard. */
final class DemoTerminal implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final String name;
    private final TerminalSession session;
    private final Clock clock;
    private final List<CloudEvent> heard = new ArrayList<>();
    private boolean ready;
    private final EventChannel channel;

    private DemoTerminal(String name, TerminalSession session) {
        this.name = name;
        this.session = session;
        this.clock = session.session().server().surroundings().clock();
        this.channel = EventChannel.open(session, new Ears());
    }

    static DemoTerminal enrol(SwitchboardClient server, String code, String name) {
        return new DemoTerminal(name, TerminalSession.enrol(server, code, name, TerminalKeyStore.inMemory()));
    }

    String name() {
        return name;
    }

    TerminalSession session() {
        return session;
    }

    Calls calls() {
        return Calls.of(session);
    }

    /** Waits until its channel stands. */
    synchronized void awaitReady() throws InterruptedException {
        Instant until = clock.instant().plus(PATIENCE);
        while (!ready && clock.instant().isBefore(until)) {
            wait(100);
        }
        if (!ready) {
            throw new CommandFailedException(name + " did not get its channel in time.");
        }
    }

    /** Waits until it has heard this about a call. */
    synchronized CallView await(CallEventType type, CallId call) throws InterruptedException {
        Instant until = clock.instant().plus(PATIENCE);
        Optional<CallView> found = find(type, call);
        while (found.isEmpty() && clock.instant().isBefore(until)) {
            wait(100);
            found = find(type, call);
        }
        return found.orElseThrow(() -> new CommandFailedException(name + " has not heard " + PublishedName.of(type)
                + " of its call within " + PATIENCE.toSeconds() + " s."));
    }

    /** Of how many calls it has heard this so far. */
    synchronized long heardOf(CallEventType type) {
        return heard.stream().filter(type::is).count();
    }

    @Override
    public void close() {
        channel.close();
    }

    private Optional<CallView> find(CallEventType type, CallId call) {
        return heard.stream()
                .filter(type::is)
                .filter(event -> CallEvents.isAbout(event, call))
                .findFirst()
                .flatMap(CallEvents::call);
    }

    private final class Ears implements ChannelListener {
        @Override
        public void onEvent(CloudEvent event) {
            synchronized (DemoTerminal.this) {
                heard.add(event);
                DemoTerminal.this.notifyAll();
            }
        }

        @Override
        public void onConnected(Transport way, long position) {
            synchronized (DemoTerminal.this) {
                ready = true;
                DemoTerminal.this.notifyAll();
            }
        }
    }
}
