// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.model;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.hibernate.Session;

/**
 * Counts attempts in windows of time. The rows of a charge are locked in the order of their keys, and stay locked to the end of the
 * transaction: of those that try the same at once, each sees what the others have used.
 */
@Dependent
public class AttemptBudgetRepository {
    private final EntityManager entities;

    @Inject
    public AttemptBudgetRepository(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * A window to be charged with one attempt.
     *
     * @param expiresAt when it ends, if it begins now
     */
    @SuppressWarnings("ArrayRecordComponent") // a row, never compared
    public record Window(byte[] key, Instant expiresAt) {
        private static final Comparator<Window> BY_KEY = (a, b) -> Arrays.compareUnsigned(a.key, b.key);
    }

    /**
     * A window after the charge.
     *
     * @param used how many attempts, this one included
     * @param expiresAt when it ends
     */
    @SuppressWarnings("ArrayRecordComponent") // a row, never compared
    public record Charged(byte[] key, int used, Instant expiresAt) {}

    /**
     * Charges each with one attempt, in one statement; a window that has ended begins anew. Two that begin the same window at once: on
     * H2 one gets a constraint violation, and must try again in a new transaction.
     *
     * @param windows of different keys
     */
    public List<Charged> charge(List<Window> windows, Instant now) {
        List<Window> ordered = new ArrayList<>(windows);
        ordered.sort(Window.BY_KEY);
        Query query = entities.createNativeQuery(statement(ordered.size())).setParameter("now", now);
        for (int i = 0; i < ordered.size(); i++) {
            query.setParameter("key" + i, ordered.get(i).key())
                    .setParameter("end" + i, ordered.get(i).expiresAt());
        }
        return NativeRows.of(query).stream()
                .map(row -> new Charged((byte[]) row[0], (int) NativeRows.number(row[1]), NativeRows.instant(row[2])))
                .toList();
    }

    /** Takes one attempt back from each. Only for windows that this transaction has charged. */
    public void refund(List<byte[]> keys) {
        entities.createNativeQuery("update attempt_budget set used = used - 1 where budget_key in (:keys)")
                .setParameter("keys", keys)
                .executeUpdate();
    }

    /**
     * Forgets windows that have ended, a batch at a time; rows that another node is deleting are passed over.
     *
     * @return how many were deleted
     */
    public int deleteExpired(Instant now, int skipped, int batch) {
        return ExpiredRowsRepository.delete(entities, "attempt_budget", "budget_key", now, skipped, batch);
    }

    private String statement(int windows) {
        return isOnH2(entities) ? H2Attempts.charge(windows) : PostgresqlAttempts.charge(windows);
    }

    /** Whether the database is H2; otherwise it is PostgreSQL. */
    static boolean isOnH2(EntityManager entities) {
        return entities.unwrap(Session.class)
                .doReturningWork(connection ->
                        connection.getMetaData().getDatabaseProductName().equals("H2"));
    }
}
