// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.model;

import io.switchboard.shared.model.NativeRows;
import io.switchboard.shared.wire.TerminalId;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.Session;

/**
 * Takes events out of mailboxes, always from the oldest on and always under the lock of the mailbox's row, so that {@code purged} says
 * truly where reading can begin. Rows that somebody else holds are passed over: a purge waits
 * for nobody, and who writes to a mailbox waits for one batch at most.
 */
@Dependent
public class MailboxPurgeRepository {
    /** Events of one mailbox that go at a time; sequences have no gap, so that a stretch of them is as many rows. */
    static final long STRETCH = 50;

    private final EntityManager entities;

    @Inject
    public MailboxPurgeRepository(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * A mailbox, its row locked.
     *
     * @param purged what is gone already
     * @param to what should be gone
     */
    public record Purge(UUID terminal, long purged, long to) {
        long reached() {
            return Math.max(purged, Math.min(to, purged + STRETCH));
        }

        boolean isFinished() {
            return reached() >= to;
        }
    }

    /**
     * Expired events.
     *
     * @param events how many
     * @param newest the newest of them by mailbox
     */
    public record Expired(int events, Map<UUID, Long> newest) {}

    /** The mailboxes whose acknowledged events are due, the longest due first. */
    public List<Purge> acknowledged(Instant now, int skipped, int batch) {
        List<Purge> due = new ArrayList<>();
        NativeRows.of(entities.createNativeQuery("""
                                select terminal_id, purged, purge_to from mailbox where purge_at <= :now order by purge_at
                                offset :skipped rows fetch next :batch rows only for update skip locked""")
                        .setParameter("now", now)
                        .setParameter("skipped", skipped)
                        .setParameter("batch", batch))
                .forEach(row -> due.add(
                        new Purge(NativeRows.uuid(row[0]), NativeRows.number(row[1]), NativeRows.number(row[2]))));
        return due;
    }

    /**
     * The longest expired events. An expired event takes with it whatever is before it: they expire in
     * their order, unless the retention was shortened between the two.
     */
    public Expired expired(Instant now, int skipped, int batch) {
        Map<UUID, Long> newest = new HashMap<>();
        List<Object[]> rows = NativeRows.of(entities.createNativeQuery("""
                                select terminal_id, sequence from mailbox_event where expires_at <= :now order by expires_at
                                offset :skipped rows fetch next :batch rows only""")
                .setParameter("now", now)
                .setParameter("skipped", skipped)
                .setParameter("batch", batch));
        rows.forEach(row -> newest.merge(NativeRows.uuid(row[0]), NativeRows.number(row[1]), Math::max));
        return new Expired(rows.size(), newest);
    }

    /** Locks those of the mailboxes that nobody else holds. */
    public List<Purge> lock(Map<UUID, Long> newest) {
        if (newest.isEmpty()) {
            return List.of();
        }
        List<Purge> locked = new ArrayList<>();
        NativeRows.of(entities.createNativeQuery("""
                                select terminal_id, purged from mailbox
                                where terminal_id in (:terminals) for update skip locked""").setParameter("terminals", newest.keySet()))
                .forEach(row -> {
                    UUID terminal = NativeRows.uuid(row[0]);
                    locked.add(new Purge(terminal, NativeRows.number(row[1]), newest.getOrDefault(terminal, 0L)));
                });
        return locked;
    }

    /**
     * Deletes acknowledged events, of each mailbox at most {@value #STRETCH}. Where there are more the mailbox stays due; where it was
     * the last, what was acknowledged meanwhile is due next.
     */
    public void purgeAcknowledged(Collection<Purge> purges, Instant next) {
        delete(purges);
        run("""
                update mailbox set purged = ?, purge_at = case when acknowledged > purge_to then ? else null end,
                purge_to = greatest(purge_to, acknowledged) where terminal_id = ?""", purges.stream().filter(Purge::isFinished).toList(), (update, purge) -> {
            update.setLong(1, purge.reached());
            update.setObject(2, next.atOffset(ZoneOffset.UTC));
            update.setObject(3, purge.terminal());
        });
        raise(purges.stream().filter(purge -> !purge.isFinished()).toList());
    }

    /** Deletes expired events, of each mailbox at most {@value #STRETCH}. */
    public void purgeExpired(Collection<Purge> purges) {
        delete(purges);
        raise(purges);
    }

    /**
     * Deletes the oldest events of a mailbox, whoever has read them.
     *
     * @param most how many
     * @return how many were deleted
     */
    public int purgeOldest(TerminalId terminal, int most) {
        List<Object[]> found = NativeRows.of(entities.createNativeQuery(
                        "select purged, last_sequence from mailbox where terminal_id = :terminal for update")
                .setParameter("terminal", terminal.value()));
        if (found.isEmpty()) {
            return 0;
        }
        long purged = NativeRows.number(found.get(0)[0]);
        long to = Math.min(NativeRows.number(found.get(0)[1]), purged + Math.min(most, STRETCH));
        if (to > purged) {
            purgeExpired(List.of(new Purge(terminal.value(), purged, to)));
        }
        return (int) (to - purged);
    }

    private void delete(Collection<Purge> purges) {
        run(
                "delete from mailbox_event where terminal_id = ? and sequence > ? and sequence <= ?",
                purges,
                (delete, purge) -> {
                    delete.setObject(1, purge.terminal());
                    delete.setLong(2, purge.purged());
                    delete.setLong(3, purge.reached());
                });
    }

    private void raise(Collection<Purge> purges) {
        run("update mailbox set purged = ? where terminal_id = ?", purges, (update, purge) -> {
            update.setLong(1, purge.reached());
            update.setObject(2, purge.terminal());
        });
    }

    private interface Binding {
        void bind(PreparedStatement statement, Purge purge) throws SQLException;
    }

    private void run(String sql, Collection<Purge> purges, Binding binding) {
        if (purges.isEmpty()) {
            return;
        }
        entities.unwrap(Session.class).doWork(connection -> run(connection, sql, purges, binding));
    }

    private static void run(Connection connection, String sql, Collection<Purge> purges, Binding binding)
            throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (Purge purge : purges) {
                binding.bind(statement, purge);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }
}
