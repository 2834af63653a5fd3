// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.client;

import io.switchboard.accounts.client.TerminalKeyStore;
import io.switchboard.accounts.client.TerminalSession;
import io.switchboard.shared.client.CommandFailedException;
import io.switchboard.shared.client.SwitchboardClient;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.CloudEvent;
import io.switchboard.shared.wire.EventType;
import io.switchboard.shared.wire.TypedId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A terminal that plays a part: it has its own keys and channel, and remembers what it heard. Thread-safe. */
public final class DemoTerminal implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final String name;
    private final TerminalSession session;
    private final Clock clock;
    private final List<CloudEvent> heard = new ArrayList<>();
    private boolean ready;
    private final EventChannel channel;

    private DemoTerminal(String name, TerminalSession session, TerminalSession listening) {
        this.name = name;
        this.session = session;
        this.clock = session.session().server().surroundings().clock();
        this.channel = EventChannel.open(listening, new Ears());
    }

    /** Enrols one at a server, and has it listen there or at another. */
    static DemoTerminal enrol(SwitchboardClient server, String code, String name, SwitchboardClient listensAt) {
        TerminalSession session = TerminalSession.enrol(server, code, name, TerminalKeyStore.inMemory());
        TerminalSession listening =
                listensAt.equals(server) ? session : TerminalSession.of(listensAt, session.identity());
        return new DemoTerminal(name, session, listening);
    }

    /** Whose and what: {@code Ada's phone}. */
    public String name() {
        return name;
    }

    /** Its session with the server where it is enrolled. */
    public TerminalSession session() {
        return session;
    }

    /** The account that it is of. */
    public AccountId account() {
        return session.identity().accountId();
    }

    /**
     * Waits until its channel stands.
     *
     * @throws CommandFailedException when it does not in a few seconds
     */
    public synchronized void awaitReady() throws InterruptedException {
        Instant until = clock.instant().plus(PATIENCE);
        while (!ready && clock.instant().isBefore(until)) {
            wait(100);
        }
        if (!ready) {
            throw new CommandFailedException(name + " did not get its channel in time.");
        }
    }

    /**
     * Waits until it has heard this about something.
     *
     * @return what it heard first
     * @throws CommandFailedException when it does not hear it in a few seconds
     */
    public CloudEvent await(EventType type, TypedId subject) throws InterruptedException {
        return awaited(
                type,
                () -> heard.stream()
                        .filter(type::is)
                        .filter(event -> subject.toString().equals(event.subject()))
                        .findFirst());
    }

    /**
     * Waits until it has heard this once more.
     *
     * @param before how often it had heard it ({@link #heardOf})
     * @throws CommandFailedException when it does not hear it in a few seconds
     */
    public CloudEvent awaitNext(EventType type, long before) throws InterruptedException {
        return awaited(type, () -> heard.stream().filter(type::is).skip(before).findFirst());
    }

    private synchronized CloudEvent awaited(EventType type, Supplier<Optional<CloudEvent>> search)
            throws InterruptedException {
        Instant until = clock.instant().plus(PATIENCE);
        Optional<CloudEvent> found = search.get();
        while (found.isEmpty() && clock.instant().isBefore(until)) {
            wait(100);
            found = search.get();
        }
        return found.orElseThrow(() -> new CommandFailedException(
                name + " has not heard " + named(type) + " within " + PATIENCE.toSeconds() + " s."));
    }

    /** How often it has heard this so far. */
    public synchronized long heardOf(EventType type) {
        return heard.stream().filter(type::is).count();
    }

    @Override
    public void close() {
        channel.close();
    }

    private static String named(EventType type) {
        return type.type().substring(CloudEvent.TYPE_PREFIX.length());
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
