// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * What a timer runs of work that is done again and again: it hands the next round to a worker and is done, so that a round which waits for
 * a slow database holds up no timer. Rounds do not overlap. While one is under way, and for a while after its end, the timer comes in
 * vain.
 */
final class Repetition implements Runnable {
    private static final Logger LOG = Logger.getLogger(Repetition.class);

    private final Runnable round;
    private final Executor workers;
    private final LongSupplier nanos;
    private final long rest;
    private final AtomicBoolean underWay = new AtomicBoolean();
    private volatile long notBefore;

    /**
     * @param round throws nothing
     * @param pause of the timer; half of it at least is between the end of a round and the beginning of the next
     * @param nanos a clock of which only differences mean anything
     */
    Repetition(Runnable round, Executor workers, Duration pause, LongSupplier nanos) {
        this.round = round;
        this.workers = workers;
        this.nanos = nanos;
        this.rest = pause.toNanos() / 2;
        this.notBefore = nanos.getAsLong();
    }

    @Override
    public void run() {
        if (!underWay.compareAndSet(false, true)) {
            return;
        }
        if (nanos.getAsLong() - notBefore < 0) {
            underWay.set(false);
            return;
        }
        try {
            workers.execute(this::carryOut);
        } catch (RejectedExecutionException e) {
            LOG.debug("No worker for a round", e);
            underWay.set(false);
        }
    }

    private void carryOut() {
        try {
            round.run();
        } finally {
            notBefore = nanos.getAsLong() + rest;
            underWay.set(false);
        }
    }
}
