// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.model;

import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;

/** Deletes what has outlived its time, a batch at a time, so that no transaction grows with the backlog. */
public final class ExpiredRowsRepository {
    private ExpiredRowsRepository() {}

    /**
     * Deletes the longest expired; rows that another node is deleting are passed over.
     *
     * @param table with an index on its column {@code expires_at}
     * @param key its primary key, one column
     * @param skipped rows to pass over at the head of the queue
     * @return how many were deleted; fewer than the batch when nothing is left for now
     */
    public static int delete(EntityManager entities, String table, String key, Instant now, int skipped, int batch) {
        return delete(entities, table, key, "expires_at", now, skipped, batch);
    }

    /**
     * The same for rows that are kept for a time after another moment of theirs.
     *
     * @param time the column, with an index, that says when it was
     * @param until the latest moment whose rows are deleted
     */
    public static int delete(
            EntityManager entities, String table, String key, String time, Instant until, int skipped, int batch) {
        List<?> keys = DueRowsRepository.lock(entities, table, key, time, until, skipped, batch);
        return keys.isEmpty()
                ? 0
                : entities.createNativeQuery("delete from " + table + " where " + key + " in (:keys)")
                        .setParameter("keys", keys)
                        .executeUpdate();
    }
}
