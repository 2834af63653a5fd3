// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.wire.SharedRefusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.OptimisticLockException;
import jakarta.resource.ResourceException;
import java.sql.SQLException;
import java.util.Set;
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
    private static final Set<String> RETRIABLE = Set.of("40001", "40P01", "HYT00", "55P03", "23505");
    private static final int ATTEMPTS = 5;
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(8);
    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    /**
     * Runs it, at most {@value #ATTEMPTS} times, and not again once it has taken long: whoever asked has an idempotency lease and a
     * patience of their own.
     *
     * @param transaction begins and ends its own transaction; must not be called inside one
     * @throws RefusedException {@code busy} when the database gives up every time, or has no connection to spare
     */
    public <V> V run(Supplier<V> transaction) {
        long begun = System.nanoTime();
        for (int attempt = 1; ; attempt++) {
            try {
                return transaction.get();
            } catch (RuntimeException e) {
                boolean noConnection = isWithoutConnection(e);
                if (!noConnection && !isRetriable(e)) {
                    throw e;
                }
                if (noConnection || attempt == ATTEMPTS || System.nanoTime() - begun > LONGEST_NANOS) {
                    // Not the failure itself: the database words it with the values of the row.
                    LOG.warnf(
                            "Gave up after %d attempts: %s",
                            attempt, e.getClass().getName());
                    throw RefusedException.of(SharedRefusal.BUSY);
                }
                LOG.debugf(e, "Attempt %d failed; trying again", attempt);
                pause(attempt);
            }
        }
    }

    /** Every connection of the pool is at work: to wait again would only make the queue longer. */
    static boolean isWithoutConnection(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ResourceException) {
                return true;
            }
        }
        return false;
    }

    static boolean isRetriable(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof OptimisticLockException) {
                return true;
            }
            if (cause instanceof SQLException sql
                    && sql.getSQLState() != null
                    && RETRIABLE.contains(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    private static void pause(int attempt) {
        long longest = FIRST_PAUSE_NANOS << attempt;
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(longest / 2, longest));
    }
}
