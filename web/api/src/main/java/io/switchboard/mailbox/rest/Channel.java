// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.rest;

import io.switchboard.mailbox.service.ChannelService;
import io.switchboard.mailbox.service.Watcher;
import io.switchboard.mailbox.service.Watchers;
import io.switchboard.mailbox.wire.ChannelClose;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.service.WireJson;
import io.switchboard.shared.service.Workers;
import io.switchboard.shared.wire.TerminalId;
import jakarta.websocket.CloseReason;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * One terminal's open channel. Sends the mailbox from a position on, one message outstanding at a time, so that a slow reader costs at
 * most one batch of memory; a reader that takes too long is closed, and resumes later.
 *
 * <p>At most one thread works on it: {@code work} counts the reasons to look, and whoever raises it from zero looks until it is zero
 * again. While a message is outstanding that duty rests with its completion.
 */
final class Channel implements Watcher {
    private static final Logger LOG = Logger.getLogger(Channel.class);
    private static final int UNANSWERED_PINGS = 3;

    /** For the reader to answer the closing; after that its connection is ended without it. */
    private static final Duration FAREWELL = Duration.ofSeconds(10);

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /** What it needs from its surroundings. */
    record Surroundings(ChannelService channels, Watchers watchers, Workers workers, ChannelMessages messages) {}

    private final Session session;
    private final TerminalId terminal;
    private final long epoch;
    private final Surroundings around;
    private final Deque<String> outgoing = new ArrayDeque<>();
    private final AtomicInteger work = new AtomicInteger();
    private final AtomicInteger unanswered = new AtomicInteger();

    private volatile long position;
    private volatile boolean broken;
    private boolean toldCaughtUp;
    private boolean toldPurged;

    Channel(Session session, TerminalId terminal, long epoch, long position, Surroundings around) {
        this.session = session;
        this.terminal = terminal;
        this.epoch = epoch;
        this.position = position;
        this.around = around;
        outgoing.add(around.messages().connected(position));
    }

    void start() {
        around.watchers().add(this);
        wake();
    }

    /** No more looks. Again is harmless. */
    void stop() {
        around.watchers().remove(this);
    }

    @Override
    public TerminalId terminal() {
        return terminal;
    }

    @Override
    public long position() {
        return broken ? -1 : position;
    }

    @Override
    public long epoch() {
        return epoch;
    }

    @Override
    public void wake() {
        if (work.getAndIncrement() == 0) {
            proceedSoon();
        }
    }

    /** Something came from the reader, a pong at least. */
    void heard() {
        unanswered.set(0);
    }

    /** A ping (RFC 6455 section 5.5.2) keeps the path open, and its answer shows that somebody is there. */
    @Override
    public void beat() {
        if (unanswered.getAndIncrement() >= UNANSWERED_PINGS) {
            close(CloseReason.CloseCodes.GOING_AWAY, "vanished");
            return;
        }
        try {
            session.getAsyncRemote().sendPing(NOTHING.duplicate());
        } catch (IOException | RuntimeException e) {
            LOG.debug("A channel was gone before it could be pinged", e);
        }
    }

    /** Were the work not taken, nobody would look any more: then the terminal had better connect again. */
    private void proceedSoon() {
        try {
            around.workers().run(this::proceed);
        } catch (RejectedExecutionException e) {
            LOG.debug("No worker for a channel", e);
            close(CloseReason.CloseCodes.TRY_AGAIN_LATER, "try again");
        }
    }

    /** Sends the next message, or looks for more, or rests. Only the thread that holds the duty is here. */
    private void proceed() {
        try {
            while (outgoing.isEmpty()) {
                int reasons = work.get();
                if (!lookUnlessBroken()) {
                    return;
                }
                if (outgoing.isEmpty() && work.addAndGet(-reasons) == 0) {
                    return;
                }
            }
            session.getAsyncRemote().sendText(outgoing.remove(), this::sent);
        } catch (RuntimeException e) {
            LOG.debug("A channel cannot go on", e);
            close(CloseReason.CloseCodes.UNEXPECTED_CONDITION, "try again");
        }
    }

    private void sent(SendResult result) {
        if (result.isOK()) {
            proceedSoon();
        } else {
            close(code(ChannelClose.TOO_SLOW), "too slow");
        }
    }

    /**
     * A look that fails, because the database has no time, costs no connection: were all channels closed then, all would come back at
     * once. It rests, and the next round of comparing positions wakes it.
     */
    private boolean lookUnlessBroken() {
        try {
            boolean goOn = look();
            broken = false;
            return goOn;
        } catch (RefusedException refused) {
            return purged(refused);
        } catch (RuntimeException e) {
            LOG.debug("A channel could not look; it rests until the next round", e);
            broken = true;
            work.set(0);
            return false;
        }
    }

    /** Fills the queue with what is new; false when the channel was closed. */
    private boolean look() {
        if (!session.isOpen()) {
            stop();
            return false;
        }
        ChannelService.Look look = around.channels().look(terminal, epoch, position);
        if (look.revoked()) {
            close(code(ChannelClose.REVOKED), "revoked");
            return false;
        }
        if (look.displaced()) {
            close(code(ChannelClose.DISPLACED), "displaced");
            return false;
        }
        look.events().forEach(event -> {
            outgoing.add(WireJson.write(event));
            position = event.sequence() == null ? position : event.sequence();
        });
        if (!toldCaughtUp && position >= look.lastSequence()) {
            toldCaughtUp = true;
            outgoing.add(around.messages().caughtUp(position));
        }
        return true;
    }

    /** What the reader has not read is gone: it is told from where it could read on, and then closed. */
    private boolean purged(RefusedException refused) {
        if (toldPurged) {
            close(code(ChannelClose.EVENTS_PURGED), refused.code().code());
            return false;
        }
        toldPurged = true;
        outgoing.add(around.messages().purged(Objects.requireNonNull(refused.oldest())));
        return true;
    }

    private void close(CloseReason.CloseCode code, String reason) {
        stop();
        try {
            session.setMaxIdleTimeout(FAREWELL.toMillis());
            session.close(new CloseReason(code, reason));
        } catch (IOException e) {
            LOG.debug("A channel was gone before it could be closed", e);
        }
    }

    static CloseReason.CloseCode code(int code) {
        return CloseReason.CloseCodes.getCloseCode(code);
    }
}
