// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import io.switchboard.shared.model.DatabaseFailure;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.wire.SharedRefusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Runs a transaction again when the database gave up on it for its own reasons: deadlock, lock time-out, serialisation failure, and two
 * that insert the same key at the same moment (the second time, the work finds the other's row).
 */
@ApplicationScoped
public class Retries {
    private static final Logger LOG = Logger.getLogger(Retries.class);
    private static final int ATTEMPTS = 5;
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(8);
    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    /**
     * Runs it, at most {@value #ATTEMPTS} times, and not again once it has taken long: whoever asked has an idempotency lease and a
     * patience of their own.
     *
     * @param transaction begins and ends its own transaction; must not be called inside one
     * @throws RefusedException {@code busy} when the database gives up every time, or has no connection to spare
     * @throws IllegalStateException when a key was taken every time
     */
    public <V> V run(Supplier<V> transaction) {
        long begun = System.nanoTime();
        for (int attempt = 1; ; attempt++) {
            try {
                return transaction.get();
            } catch (RuntimeException e) {
                boolean noConnection = DatabaseFailure.isWithoutConnection(e);
                if (!noConnection && !DatabaseFailure.isRetriable(e)) {
                    throw e;
                }
                if (noConnection || attempt == ATTEMPTS || System.nanoTime() - begun > LONGEST_NANOS) {
                    throw givenUp(e, attempt);
                }
                LOG.debugf(e, "Attempt %d failed; trying again", attempt);
                pause(attempt);
            }
        }
    }

    /** A key that is taken every time is nobody's haste: the rows contradict each other, and to repeat the request does not help. */
    private static RuntimeException givenUp(RuntimeException failure, int attempts) {
        String description = DatabaseFailure.describe(failure);
        if (attempts == ATTEMPTS && DatabaseFailure.isDuplicateKey(failure)) {
            // Without its cause, whose words hold the values of the row.
            return new IllegalStateException("Failed " + attempts + " times: " + description);
        }
        LOG.warnf("Gave up after %d attempts: %s", attempts, description);
        return RefusedException.of(SharedRefusal.BUSY);
    }

    private static void pause(int attempt) {
        long longest = FIRST_PAUSE_NANOS << attempt;
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(longest / 2, longest));
    }
}
