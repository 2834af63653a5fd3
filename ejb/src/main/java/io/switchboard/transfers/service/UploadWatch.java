// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.switchboard.shared.service.MonotonicTime;
import io.switchboard.shared.service.Workers;
import io.switchboard.shared.wire.TerminalId;
import io.switchboard.transfers.wire.TransferId;
import io.switchboard.transfers.wire.UploadId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Wakes those who read an upload while it runs: at once when this node has received more, and after a while, longer each time, when nothing
 * was heard, because another node may have. Who waits holds no thread; and of all who wait for one transfer, one looks at the database.
 * Thread-safe.
 */
@ApplicationScoped
class UploadWatch {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    /** So long what one reader has seen holds for the others, when nothing was heard meanwhile. */
    private static final long FRESH_NANOS = FIRST_PAUSE.toNanos();

    private final Map<TransferId, Place> watched = new ConcurrentHashMap<>();

    @Inject
    Workers workers;

    @Inject
    MonotonicTime time;

    /** A reader's place, until it is closed. */
    Seat open(TransferId transfer) {
        List<Seat> opened = new ArrayList<>(1);
        watched.compute(transfer, (same, present) -> {
            Place place = present == null ? new Place() : present;
            Seat seat = new Seat(transfer, place);
            place.seats.add(seat);
            opened.add(seat);
            return place;
        });
        return opened.get(0);
    }

    /** More of a transfer's content is durable, or all of it is decided; after the commit. */
    void moved(TransferId transfer) {
        List<Seat> seats = new ArrayList<>();
        watched.computeIfPresent(transfer, (same, present) -> {
            present.moves.incrementAndGet();
            seats.addAll(present.seats);
            return present;
        });
        seats.forEach(Seat::moved);
    }

    private void close(Seat seat) {
        watched.computeIfPresent(seat.transfer, (same, present) -> {
            present.seats.remove(seat);
            return present.seats.isEmpty() ? null : present;
        });
    }

    /** Those who read one transfer. */
    private final class Place {
        /** Inside the map's own operations. */
        private final Set<Seat> seats = new HashSet<>();

        private final AtomicLong moves = new AtomicLong();
        private @Nullable Seen seen;

        /** Looks, unless somebody has since the last move. Who asks meanwhile waits for that. */
        private synchronized DeliveryService.Ahead look(
                TerminalId terminal, @Nullable UploadId from, CutThrough.Look look) {
            long move = moves.get();
            long now = time.nanos();
            Seen last = seen;
            if (last != null && last.holds(terminal, from, move, now)) {
                return last.ahead;
            }
            DeliveryService.Ahead ahead = look.look(from);
            seen = new Seen(from, move, now, ahead);
            return ahead;
        }
    }

    private record Seen(@Nullable UploadId from, long move, long at, DeliveryService.Ahead ahead) {
        /** Not for who has come since. */
        boolean holds(TerminalId terminal, @Nullable UploadId asked, long moves, long now) {
            return moves == move
                    && now - at < FRESH_NANOS
                    && Objects.equals(asked, from)
                    && ahead.fetching().contains(terminal);
        }
    }

    /** One reader's. */
    final class Seat {
        private final TransferId transfer;
        private final Place place;
        private boolean moved;
        private @Nullable Runnable waiting;
        private @Nullable ScheduledFuture<?> timer;
        private Duration pause = FIRST_PAUSE;

        private Seat(TransferId transfer, Place place) {
            this.transfer = transfer;
            this.place = place;
        }

        /** Looks, alone or for all; what moves from now on wakes the reader. */
        DeliveryService.Ahead look(TerminalId terminal, @Nullable UploadId from, CutThrough.Look look) {
            begins();
            return place.look(terminal, from, look);
        }

        private synchronized void begins() {
            moved = false;
        }

        /** The look has brought more: it comes at another node, and more is likely to come soon. */
        synchronized void brought() {
            pause = FIRST_PAUSE;
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

        /** Nobody sits here any more; who waits is not woken. */
        void close() {
            UploadWatch.this.close(this);
            rises();
        }
    }
}
