// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.model;

import jakarta.persistence.OptimisticLockException;
import jakarta.resource.ResourceException;
import java.sql.SQLException;
import java.util.Set;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/** What a failure says of the database, read from its causes. */
public final class DatabaseFailure {
    /** Deadlock, lock time-out, serialisation failure, and two that insert the same key at the same moment. */
    private static final Set<String> RETRIABLE = Set.of("40001", "40P01", "HYT00", "55P03", "23505");

    private static final String DUPLICATE_KEY = "23505";

    /** SQL:2016 class 08, connection exception; PostgreSQL's 57P01 to 57P05, the server is going or coming. */
    private static final String[] OUTAGE = {"08", "57P0"};

    private DatabaseFailure() {}

    /** Whether the database cannot be asked now: no connection to spare, or the connection broke. */
    public static boolean isOutage(Throwable failure) {
        if (isWithoutConnection(failure)) {
            return true;
        }
        String state = sqlState(failure);
        for (String outage : OUTAGE) {
            if (state != null && state.startsWith(outage)) {
                return true;
            }
        }
        return false;
    }

    /** Every connection of the pool is at work: to wait again would only make the queue longer. */
    public static boolean isWithoutConnection(Throwable failure) {
        return find(failure, ResourceException.class) != null;
    }

    /** Whether the database gave up on the transaction for reasons of its own. */
    public static boolean isRetriable(Throwable failure) {
        String state = sqlState(failure);
        return find(failure, OptimisticLockException.class) != null || (state != null && RETRIABLE.contains(state));
    }

    /** Whether a key is taken. */
    public static boolean isDuplicateKey(Throwable failure) {
        return DUPLICATE_KEY.equals(sqlState(failure));
    }

    /** For the log: kinds, the SQL state and the constraint; not the database's own words, which hold the values of the row. */
    public static String describe(Throwable failure) {
        ConstraintViolationException violation = find(failure, ConstraintViolationException.class);
        return failure.getClass().getName()
                + " by " + innermost(failure).getClass().getName()
                + ", SQL state " + sqlState(failure)
                + (violation == null ? "" : ", constraint " + violation.getConstraintName());
    }

    private static @Nullable String sqlState(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState();
            }
        }
        return null;
    }

    private static Throwable innermost(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static <T extends Throwable> @Nullable T find(Throwable failure, Class<T> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }
}
