// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.client;

import io.switchboard.accounts.client.TerminalSession;
import io.switchboard.mailbox.wire.MailboxRefusal;
import io.switchboard.shared.client.Backoff;
import io.switchboard.shared.client.ProblemException;
import io.switchboard.shared.client.Surroundings;
import io.switchboard.shared.client.UnreachableException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A terminal's events as they happen: each handed to the listener once and in order for as long as this channel lives, over a
 * WebSocket, as server-sent events where WebSockets do not get through, or by long poll where those do not either. Survives lost
 * connections and restarts of the server, and goes on after the last event that the listener has dealt with. It has one thread, which
 * also calls the listener: a slow listener slows the server down and fills no memory.
 */
public final class EventChannel implements AutoCloseable {
    /** Between the attempts to connect, unless the caller says otherwise: about 0.25 s at first, at most 30 s. */
    public static final Backoff BACKOFF = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(30));

    /** What has not said its first word after this is held up on its way, and another way may be free. */
    private static final Duration STANDS_WITHIN = Duration.ofSeconds(5);

    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);
    private static final int UNAUTHENTICATED = 401;

    /** After these the next connection follows at once: nothing went wrong with the last. */
    private static final Set<ChannelReader.Outcome> GOES_ON =
            EnumSet.of(ChannelReader.Outcome.RETIRED, ChannelReader.Outcome.RESUMED);

    private final Transports transports;
    private final Surroundings surroundings;
    private final Backoff backoff;
    private final ChannelReader reader;
    private final Gate gate = new Gate();
    private int failures;
    private int unauthenticated;
    private volatile @Nullable Thread thread;

    EventChannel(Transports transports, Surroundings surroundings, Backoff backoff, ChannelListener listener) {
        this.transports = transports;
        this.surroundings = surroundings;
        this.backoff = backoff;
        this.reader = new ChannelReader(listener, gate, surroundings.clock());
    }

    /**
     * Opens the channel of a terminal and begins to deliver. Returns at once; connecting is the channel's own work. A second channel
     * of the same terminal displaces the first. After a lost connection it waits as {@link #BACKOFF} says.
     */
    public static EventChannel open(TerminalSession terminal, ChannelListener listener) {
        return open(terminal, BACKOFF, listener);
    }

    /**
     * The same with another patience: where a person waits for the server's return, a shorter one.
     *
     * @param backoff how long to wait between the attempts to connect
     */
    public static EventChannel open(TerminalSession terminal, Backoff backoff, ChannelListener listener) {
        return open(terminal, Transport.AUTO, backoff, listener);
    }

    /** The same over one way only; {@link Transport#AUTO} is what most programs want. */
    public static EventChannel open(
            TerminalSession terminal, Transport transport, Backoff backoff, ChannelListener listener) {
        return open(terminal, transport, false, backoff, listener);
    }

    /**
     * The same for a terminal that others of its enterprise may send data to by its IP address while the channel is open.
     *
     * @param findable whether they may; not where events come by long poll, which is no channel
     */
    public static EventChannel open(
            TerminalSession terminal,
            Transport transport,
            boolean findable,
            Backoff backoff,
            ChannelListener listener) {
        EventChannel channel = new EventChannel(
                Transports.of(terminal, transport, findable, STANDS_WITHIN),
                terminal.session().server().surroundings(),
                backoff,
                listener);
        channel.start();
        return channel;
    }

    private void start() {
        thread = surroundings.start("switchboard-channel", this::run);
    }

    /**
     * Ends the channel: no event is delivered any more, and what was dealt with is acknowledged. Waits for a listener that is at work,
     * but not for long, and not when the listener itself closes. Closing twice does no harm.
     */
    @Override
    public void close() {
        gate.close();
        Thread reading = thread;
        if (reading != null && !reading.equals(Thread.currentThread())) {
            try {
                reading.join(CLOSE_PATIENCE.toMillis());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Waits until the channel is over for good. */
    public void awaitEnd() throws InterruptedException {
        Thread reading = thread;
        if (reading != null) {
            reading.join();
        }
    }

    /** Delivers until the end; on the channel's own thread. */
    void run() {
        gate.readBy(Thread.currentThread());
        Optional<Stop> stop = Optional.empty();
        try {
            while (stop.isEmpty() && !gate.closed()) {
                stop = once();
            }
        } catch (RuntimeException failure) {
            stop = Optional.of(new Stop(ChannelEnd.LISTENER_FAILED, "the listener failed: " + failure));
        }
        reader.stopped(
                stop.map(Stop::end).orElse(ChannelEnd.CLOSED),
                stop.map(Stop::reason).orElse("closed"));
    }

    /** One connection, from opening it to the pause after it; why it was the last, if it was. */
    private Optional<Stop> once() {
        String reason;
        Duration asked = Duration.ZERO;
        try {
            ChannelReader.Result result = readOne(transports.next());
            Optional<Stop> stop = stop(result);
            if (stop.isPresent() || GOES_ON.contains(result.outcome())) {
                return stop;
            }
            reason = result.reason();
            asked = result.retryAfter().orElse(Duration.ZERO);
        } catch (ProblemException refused) {
            if (refused.status() == UNAUTHENTICATED || refused.code().equals("invalid-client")) {
                return Optional.of(new Stop(ChannelEnd.REVOKED, said(refused)));
            }
            Long oldest = refused.problem().oldest();
            if (oldest != null) {
                transports.gotThrough();
                return stop(reader.purged(oldest));
            }
            if (refused.code().equals(MailboxRefusal.NEVER_SENT.code())) {
                transports.gotThrough();
                reader.forgetPosition();
            }
            asked = refused.retryAfter().orElse(Duration.ZERO);
            reason = said(refused);
        } catch (ConnectionLostException lost) {
            unauthenticated = lost.unauthenticated() ? unauthenticated + 1 : 0;
            if (unauthenticated > 1) {
                return Optional.of(new Stop(ChannelEnd.REVOKED, said(lost)));
            }
            reason = said(lost);
        } catch (UnreachableException unreachable) {
            reason = said(unreachable);
        } catch (InterruptedException interrupted) {
            return Optional.empty();
        }
        pause(reason, asked);
        return Optional.empty();
    }

    private ChannelReader.Result readOne(EventTransport transport) throws InterruptedException {
        ChannelReader.Result result = reader.read(transport.way(), transport.open(reader.position()), this::connected);
        if (result.outcome() == ChannelReader.Outcome.RETIRED) {
            transports.retired();
        }
        return result;
    }

    private static Optional<Stop> stop(ChannelReader.Result result) {
        return switch (result.outcome()) {
            case CLOSED -> Optional.of(new Stop(ChannelEnd.CLOSED, result.reason()));
            case REVOKED -> Optional.of(new Stop(ChannelEnd.REVOKED, result.reason()));
            case DISPLACED -> Optional.of(new Stop(ChannelEnd.DISPLACED, result.reason()));
            case LISTENER_FAILED -> Optional.of(new Stop(ChannelEnd.LISTENER_FAILED, result.reason()));
            case PURGED -> Optional.of(new Stop(ChannelEnd.EVENTS_PURGED, result.reason()));
            case RETIRED, RESUMED, SENT_AWAY, GAP, LOST -> Optional.empty();
        };
    }

    private void connected() {
        failures = 0;
        unauthenticated = 0;
        transports.gotThrough();
    }

    /** @param asked what the server asks to wait before the next attempt; the chance comes on top of it */
    private void pause(String reason, Duration asked) {
        if (gate.closed()) {
            return;
        }
        failures++;
        Duration wait = asked.plus(backoff.after(failures, surroundings.random()));
        reader.interrupted(reason, wait);
        try {
            surroundings.pause(wait);
        } catch (InterruptedException closed) {
            // The loop looks at the gate.
        }
    }

    private static String said(RuntimeException failure) {
        return String.valueOf(failure.getMessage());
    }

    private record Stop(ChannelEnd end, String reason) {}
}
