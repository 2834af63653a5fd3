// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.client;

import io.switchboard.mailbox.wire.ChannelClose;
import io.switchboard.shared.client.ProblemException;
import io.switchboard.shared.client.UnreachableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Reads connections one after the other, and remembers across them where the listener stands: drops what it has had, delivers what
 * follows, acknowledges what it has dealt with, many events at once. Used by the channel's thread alone.
 */
final class ChannelReader {
    private static final Duration ACKNOWLEDGE_WITHIN = Duration.ofMillis(200);
    private static final int ACKNOWLEDGE_AT_MOST = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(25);

    private static final Set<Outcome> ORDERLY =
            EnumSet.of(Outcome.CLOSED, Outcome.LISTENER_FAILED, Outcome.RETIRED, Outcome.GAP, Outcome.SENT_AWAY);

    private final ChannelListener listener;
    private final Gate gate;
    private final Clock clock;
    private OptionalLong position = OptionalLong.empty();
    private long acknowledged;
    private int unacknowledged;
    private Instant firstUnacknowledged = Instant.MAX;
    private OptionalLong gapAfter = OptionalLong.empty();

    ChannelReader(ChannelListener listener, Gate gate, Clock clock) {
        this.listener = listener;
        this.gate = gate;
        this.clock = clock;
    }

    /** How reading one connection came to its end. */
    enum Outcome {
        CLOSED,
        REVOKED,
        DISPLACED,
        LISTENER_FAILED,
        RETIRED,
        GAP,
        PURGED,
        RESUMED,
        SENT_AWAY,
        LOST
    }

    /** How, what to tell people, and when to come back where the server has said that. */
    record Result(Outcome outcome, String reason, Optional<Duration> retryAfter) {
        Result(Outcome outcome, String reason) {
            this(outcome, reason, Optional.empty());
        }
    }

    /** The last sequence that the listener has dealt with; empty before the first connection. */
    OptionalLong position() {
        return position;
    }

    /**
     * Reads a connection to its end and closes it.
     *
     * @param way by which the connection goes
     * @param connected called when the server has said that the connection stands
     */
    Result read(Transport way, EventTransport.Connection connection, Runnable connected) throws InterruptedException {
        try {
            Result result = readOn(way, connection, connected);
            if (ORDERLY.contains(result.outcome())) {
                settle(connection);
            }
            return result;
        } catch (InterruptedException | UnreachableException failure) {
            if (!gate.closed()) {
                throw failure;
            }
            settle(connection);
            return new Result(Outcome.CLOSED, "closed");
        } finally {
            connection.close();
        }
    }

    private Result readOn(Transport way, EventTransport.Connection connection, Runnable connected)
            throws InterruptedException {
        while (!gate.closed()) {
            Incoming incoming = connection.next(patience());
            if (incoming instanceof Incoming.Event event) {
                Optional<Result> stopped = deliver(event);
                if (stopped.isPresent()) {
                    return stopped.get();
                }
            } else if (incoming instanceof Incoming.Connected standing) {
                connected.run();
                connected(way, standing);
            } else if (incoming instanceof Incoming.CaughtUp end) {
                tell(() -> listener.onCaughtUp(end.position()));
            } else if (incoming instanceof Incoming.Purged purged) {
                return purged(purged.oldest());
            } else if (incoming instanceof Incoming.SentAway sentAway) {
                return new Result(
                        Outcome.SENT_AWAY, "the server stops, or starts anew", Optional.of(sentAway.retryAfter()));
            } else if (incoming instanceof Incoming.Retired) {
                return new Result(Outcome.RETIRED, "taking turns");
            } else if (incoming instanceof Incoming.Closed closed) {
                if (closed.code() == ChannelClose.NEVER_SENT) {
                    forgetPosition();
                }
                return new Result(outcome(closed), reason(closed));
            }
            if (due(incoming)) {
                acknowledge(connection);
            }
        }
        return new Result(Outcome.CLOSED, "closed");
    }

    /** Asks the listener whether to go on after the oldest position that can be read after. */
    Result purged(long oldest) {
        OptionalLong stood = position;
        if (stood.isPresent() && oldest <= stood.getAsLong()) {
            return new Result(
                    Outcome.LOST, "the server says that events were purged, and names a position before them");
        }
        boolean goOn = gate.enter() && inside(() -> listener.onPurged(stood, oldest));
        if (!goOn) {
            return new Result(
                    Outcome.PURGED, "events up to " + oldest + " were purged before this terminal has read them");
        }
        position = OptionalLong.of(oldest);
        gapAfter = OptionalLong.empty();
        // What is gone is acknowledged, or every reader to come would be told of it again.
        unacknowledged = 1;
        firstUnacknowledged = clock.instant();
        return new Result(Outcome.RESUMED, "events up to " + oldest + " were purged; going on after them");
    }

    private boolean inside(BooleanSupplier question) {
        try {
            return question.getAsBoolean();
        } finally {
            gate.leave();
        }
    }

    /** Hands an event over if it is the next one. A gap is looked at twice: the second time it is true, its events have been purged. */
    private Optional<Result> deliver(Incoming.Event event) {
        if (position.isPresent()) {
            long last = position.getAsLong();
            if (event.sequence() <= last) {
                return Optional.empty();
            }
            if (event.sequence() > last + 1 && !gapAfter.equals(position)) {
                gapAfter = position;
                return Optional.of(new Result(Outcome.GAP, "events after " + last + " are missing"));
            }
        }
        if (!gate.enter()) {
            return Optional.empty();
        }
        try {
            listener.onEvent(event.event());
        } catch (RuntimeException failure) {
            return Optional.of(new Result(
                    Outcome.LISTENER_FAILED, "the listener failed on event " + event.sequence() + ": " + failure));
        } finally {
            gate.leave();
        }
        position = OptionalLong.of(event.sequence());
        unacknowledged++;
        if (unacknowledged == 1) {
            firstUnacknowledged = clock.instant();
        }
        return Optional.empty();
    }

    private void connected(Transport way, Incoming.Connected standing) {
        long at = standing.position();
        if (position.isEmpty()) {
            position = OptionalLong.of(at);
            acknowledged = at;
        }
        tell(() -> listener.onConnected(way, position.orElse(at)));
        tell(() -> listener.onFindable(standing.address()));
    }

    /** The server knows of no such position, as after a restored backup: begin again where it says that the acknowledged one is. */
    void forgetPosition() {
        position = OptionalLong.empty();
        gapAfter = OptionalLong.empty();
        unacknowledged = 0;
    }

    void interrupted(String reason, Duration retryAfter) {
        tell(() -> listener.onInterrupted(reason, retryAfter));
    }

    /** The last word, even after closing. */
    void stopped(ChannelEnd end, String reason) {
        listener.onStopped(end, reason);
    }

    private void tell(Runnable news) {
        if (gate.enter()) {
            try {
                news.run();
            } finally {
                gate.leave();
            }
        }
    }

    private Duration patience() {
        if (unacknowledged == 0) {
            return PATIENCE;
        }
        Duration left = Duration.between(clock.instant(), firstUnacknowledged.plus(ACKNOWLEDGE_WITHIN));
        return left.isNegative() ? Duration.ZERO : left;
    }

    private boolean due(Incoming incoming) {
        return unacknowledged > 0
                && (incoming instanceof Incoming.Nothing
                        || unacknowledged >= ACKNOWLEDGE_AT_MOST
                        || patience().isZero());
    }

    /** What cannot be acknowledged now is acknowledged with what follows. */
    private void acknowledge(EventTransport.Connection connection) throws InterruptedException {
        long upTo = position.orElse(acknowledged);
        connection.acknowledge(upTo);
        acknowledged = upTo;
        unacknowledged = 0;
    }

    /** The last acknowledgement on a connection. The interruption that closing made has done its work. */
    private void settle(EventTransport.Connection connection) {
        clearInterruption();
        if (unacknowledged > 0) {
            try {
                acknowledge(connection);
            } catch (ProblemException | UnreachableException | ConnectionLostException lost) {
                // These events come again.
            } catch (InterruptedException again) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @SuppressWarnings("ResultOfMethodCallIgnored")
    private static void clearInterruption() {
        Thread.interrupted();
    }

    private static Outcome outcome(Incoming.Closed closed) {
        return switch (closed.code()) {
            case ChannelClose.REVOKED -> Outcome.REVOKED;
            case ChannelClose.DISPLACED -> Outcome.DISPLACED;
            default -> Outcome.LOST;
        };
    }

    private static String reason(Incoming.Closed closed) {
        return switch (closed.code()) {
            case ChannelClose.REVOKED -> "this terminal was revoked";
            case ChannelClose.DISPLACED -> "a newer channel of this terminal has taken over";
            case ChannelClose.TOO_SLOW -> "the reader was too slow";
            case ChannelClose.NEVER_SENT -> "the server's mailbox is older than this reader; beginning anew";
            case ChannelClose.GOING_AWAY, ChannelClose.SERVICE_RESTART -> "the server is going away";
            case Incoming.Closed.BROKEN -> closed.reason().isBlank() ? "the connection broke" : closed.reason();
            default -> closed.reason().isBlank() ? "closed with code " + closed.code() : closed.reason();
        };
    }
}
