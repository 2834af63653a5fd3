// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.model;

import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Finds what a deadline has reached, for the janitors of all nodes at once. */
public final class DueRowsRepository {
    private DueRowsRepository() {}

    /**
     * Locks the longest due; rows that somebody works on are passed over.
     *
     * @param table with the primary key {@code id}, and an index on the time
     * @param time the column of the deadline
     * @param skipped rows to pass over at the head of the queue
     * @return their ids, in the order of their deadlines
     */
    public static List<UUID> lock(
            EntityManager entities, String table, String time, Instant now, int skipped, int batch) {
        return lock(entities, table, "id", time, now, skipped, batch).stream()
                .map(NativeRows::uuid)
                .toList();
    }

    /** The same with another key of one column, as the driver gives it. */
    public static List<?> lock(
            EntityManager entities, String table, String key, String time, Instant now, int skipped, int batch) {
        return entities.createNativeQuery("select " + key + " from " + table
                        + " where " + time + " <= :now order by " + time
                        + " offset :skipped rows fetch next :batch rows only for update skip locked")
                .setParameter("now", now)
                .setParameter("skipped", skipped)
                .setParameter("batch", batch)
                .getResultList();
    }
}
