// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.wire.SharedRefusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Answers that are given at a fixed time after the request's arrival, so that how long the work has taken tells nothing. Work that takes
 * longer is answered at the next multiple of that time. What waits holds a place, and neither a thread nor a connection to the database;
 * the places of a node are bounded, and are taken before the work, so that a full node tells nothing either.
 */
@ApplicationScoped
public class HeldAnswers {
    /** Of a few kilobytes each. */
    static final int PLACES = 10_000;

    private final Semaphore free = new Semaphore(PLACES);

    @Inject
    Workers workers;

    @Inject
    MonotonicTime time;

    /**
     * Takes a place for a request.
     *
     * @param arrived when the request came, by {@link MonotonicTime}
     * @throws RefusedException {@code busy} when there is none
     */
    public Place enter(long arrived) {
        if (!free.tryAcquire()) {
            throw RefusedException.of(SharedRefusal.BUSY);
        }
        return new Place(arrived);
    }

    /** How long from now to the next multiple of the period after the arrival; never nothing, so that one that is just reached is missed. */
    static Duration untilNext(long arrived, long now, Duration period) {
        long nanos = period.toNanos();
        return Duration.ofNanos(nanos - Math.floorMod(now - arrived, nanos));
    }

    /** One request's. Whoever has it either holds the answer or leaves. */
    public final class Place {
        private final long arrived;
        private final AtomicBoolean left = new AtomicBoolean();

        private Place(long arrived) {
            this.arrived = arrived;
        }

        /**
         * Answers at the next multiple of the period after the arrival, on another thread.
         *
         * @throws RefusedException {@code busy} when the server is being stopped
         */
        public void hold(Duration period, Runnable answer) {
            try {
                workers.putOff(
                        () -> {
                            leave();
                            answer.run();
                        },
                        untilNext(arrived, time.nanos(), period));
            } catch (RejectedExecutionException e) {
                leave();
                throw RefusedException.of(SharedRefusal.BUSY);
            }
        }

        /** Gives the place back, once. */
        public void leave() {
            if (left.compareAndSet(false, true)) {
                free.release();
            }
        }
    }
}
