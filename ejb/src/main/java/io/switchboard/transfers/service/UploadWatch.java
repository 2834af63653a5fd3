// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.switchboard.shared.service.MonotonicTime;
import io.switchboard.shared.service.Workers;
import io.switchboard.transfers.wire.TransferId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;

/**
 * Wakes those who read an upload while it runs: at once when this node has received more, and after a while, longer each time, when nothing
 * was heard, because another node may have. Who waits holds no thread. Thread-safe.
 */
@ApplicationScoped
class UploadWatch {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final Map<TransferId, Set<Seat>> watched = new ConcurrentHashMap<>();

    @Inject
    Workers workers;

    @Inject
    MonotonicTime time;

    /** A reader's place, until it is closed. */
    Seat open(TransferId transfer) {
        Seat seat = new Seat(transfer);
        watched.compute(transfer, (same, present) -> {
            Set<Seat> seats = present == null ? new HashSet<>() : present;
            seats.add(seat);
            return seats;
        });
        return seat;
    }

    /** More of a transfer's content is durable, or all of it is decided; after the commit. */
    void moved(TransferId transfer) {
        List<Seat> seats = new ArrayList<>();
        watched.computeIfPresent(transfer, (same, present) -> {
            seats.addAll(present);
            return present;
        });
        seats.forEach(Seat::moved);
    }

    private void close(Seat seat) {
        watched.computeIfPresent(seat.transfer, (same, present) -> {
            present.remove(seat);
            return present.isEmpty() ? null : present;
        });
    }

    /** One reader's. */
    final class Seat {
        private final TransferId transfer;
        private boolean moved;
        private @Nullable Runnable waiting;
        private @Nullable ScheduledFuture<?> timer;
        private Duration pause = FIRST_PAUSE;

        private Seat(TransferId transfer) {
            this.transfer = transfer;
        }

        /** The reader is about to look: what moves from now on wakes it. */
        synchronized void begins() {
            moved = false;
        }

        /** Runs it when something has moved since the reader began to look, or after a while. */
        void await(Runnable again) {
            if (!sits(again)) {
                again.run();
            }
        }

        private synchronized boolean sits(Runnable again) {
            if (moved) {
                return false;
            }
            waiting = again;
            timer = workers.later(this::wake, pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            return true;
        }

        private void moved() {
            synchronized (this) {
                moved = true;
                pause = FIRST_PAUSE;
            }
            wake();
        }

        private void wake() {
            Runnable again = rises();
            if (again != null) {
                again.run();
            }
        }

        private synchronized @Nullable Runnable rises() {
            Runnable again = waiting;
            waiting = null;
            if (timer != null) {
                timer.cancel(false);
                timer = null;
            }
            return again;
        }

        long nanos() {
            return time.nanos();
        }

        /** Nobody sits here any more. */
        void close() {
            UploadWatch.this.close(this);
            Runnable dropped = rises();
            if (dropped != null) {
                throw new IllegalStateException("A reader was closed while it waited");
            }
        }
    }
}
