// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.rest;

import io.switchboard.mailbox.service.ChannelService;
import io.switchboard.mailbox.service.FindableChannels;
import io.switchboard.mailbox.service.Watcher;
import io.switchboard.mailbox.service.Watchers;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.service.Workers;
import io.switchboard.shared.wire.TerminalId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One terminal's open channel, of whatever kind. Sends the mailbox from a position on, one message outstanding at a time, so that a slow
 * reader costs at most one batch of memory; a reader that takes too long is closed, and resumes later.
 *
 * <p>At most one thread works on it: {@code work} counts the reasons to look, and whoever raises it from zero looks until it is zero
 * again. While a message is outstanding that duty rests with its completion.
 */
final class Channel implements Watcher {
    private static final Logger LOG = Logger.getLogger(Channel.class);

    /** What it needs from its surroundings. */
    record Surroundings(
            ChannelService channels,
            Watchers watchers,
            FindableChannels findable,
            Workers workers,
            ChannelMessages messages) {}

    private final Outlet outlet;
    private final long epoch;
    private final boolean findable;
    private final Surroundings around;
    private final Deque<ChannelMessage> outgoing = new ArrayDeque<>(1);
    private final AtomicInteger work = new AtomicInteger();

    private volatile long position;
    private volatile boolean broken;
    private volatile @Nullable Duration leaving;
    private boolean toldCaughtUp;
    private @Nullable Ending farewell;

    Channel(Outlet outlet, ChannelService.Opened opened, Surroundings around) {
        this.outlet = outlet;
        this.epoch = opened.epoch();
        this.position = opened.position();
        this.findable = opened.address() != null;
        this.around = around;
        outgoing.add(around.messages().connected(position, opened.address()));
    }

    void start() {
        if (findable) {
            around.findable().add(terminal(), epoch);
        }
        around.watchers().add(this);
        wake();
    }

    /** No more looks. Again is harmless. */
    void stop() {
        around.watchers().remove(this);
        around.findable().remove(terminal(), epoch);
    }

    @Override
    public TerminalId terminal() {
        return around.messages().terminal();
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

    @Override
    public void leave(Duration retryAfter) {
        leaving = retryAfter;
        wake();
    }

    @Override
    public void beat() {
        if (!outlet.beat()) {
            close(Ending.VANISHED);
        }
    }

    /** Were the work not taken, nobody would look any more: then the terminal had better connect again. */
    private void proceedSoon() {
        try {
            around.workers().run(this::proceed);
        } catch (RejectedExecutionException e) {
            LOG.debug("No worker for a channel", e);
            close(Ending.TRY_AGAIN);
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
            outlet.send(outgoing.remove(), this::sent);
        } catch (RuntimeException e) {
            LOG.debug("A channel cannot go on", e);
            close(Ending.FAILED);
        }
    }

    private void sent(boolean taken) {
        if (taken) {
            proceedSoon();
        } else {
            close(Ending.TOO_SLOW);
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
            // What the reader has not read is gone: it is told from where it could read on, and then closed.
            takeLeave(around.messages().purged(Objects.requireNonNull(refused.oldest())), Ending.EVENTS_PURGED);
            return true;
        } catch (RuntimeException e) {
            LOG.debug("A channel could not look; it rests until the next round", e);
            broken = true;
            work.set(0);
            return false;
        }
    }

    /** Fills the queue with what is new; false when the channel was closed. */
    private boolean look() {
        Ending decided = farewell;
        if (decided != null) {
            close(decided);
            return false;
        }
        if (!outlet.isOpen()) {
            stop();
            return false;
        }
        Duration retryAfter = leaving;
        if (retryAfter != null) {
            takeLeave(around.messages().reconnect(retryAfter), Ending.RESTART);
            return true;
        }
        ChannelService.Look look = around.channels().look(terminal(), epoch, position);
        if (look.revoked()) {
            close(Ending.REVOKED);
            return false;
        }
        if (look.displaced()) {
            close(Ending.DISPLACED);
            return false;
        }
        look.events().forEach(event -> {
            outgoing.add(ChannelMessage.of(event));
            position = event.sequence() == null ? position : event.sequence();
        });
        if (!toldCaughtUp && position >= look.lastSequence()) {
            toldCaughtUp = true;
            outgoing.add(around.messages().caughtUp(position));
        }
        return true;
    }

    /** One last message, and the end once it has left. */
    private void takeLeave(ChannelMessage last, Ending ending) {
        outgoing.add(last);
        farewell = ending;
    }

    private void close(Ending ending) {
        outlet.end(ending);
        stop();
    }
}
