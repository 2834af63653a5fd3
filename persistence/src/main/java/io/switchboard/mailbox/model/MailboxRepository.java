// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.model;

import io.switchboard.shared.model.ExpiredRowsRepository;
import io.switchboard.shared.model.NativeRows;
import io.switchboard.shared.wire.TerminalId;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.hibernate.Session;

/** Appends to mailboxes, reads them, and moves their positions. Plain SQL: counters are never changed through a mapped entity. */
@Dependent
public class MailboxRepository {
    private final EntityManager entities;

    @Inject
    public MailboxRepository(EntityManager entities) {
        this.entities = entities;
    }

    /** Opens an empty mailbox. */
    public void create(TerminalId terminal) {
        entities.createNativeQuery("""
                        insert into mailbox (terminal_id, last_sequence, acknowledged, channel_epoch, open)
                        values (:terminal, 0, 0, 0, true)""")
                .setParameter("terminal", terminal.value())
                .executeUpdate();
    }

    /** Closes it for good: nothing is appended any more, no channel may be open, and what nobody can read any more is purged next. */
    public void close(TerminalId terminal) {
        entities.createNativeQuery("""
                        update mailbox set open = false, channel_epoch = channel_epoch + 1,
                        purge_to = last_sequence, purge_at = :now where terminal_id = :terminal""")
                .setParameter("now", Instant.EPOCH)
                .setParameter("terminal", terminal.value())
                .executeUpdate();
    }

    /**
     * Appends to several mailboxes: three statements, however many. The rows are locked in the order of their ids and stay locked to
     * the commit. Mailboxes that are closed get nothing.
     *
     * @return the terminals that got something
     */
    public List<TerminalId> append(SortedMap<UUID, List<NewEvent>> events) {
        Map<UUID, Long> positions = lock(events.keySet());
        entities.unwrap(Session.class).doWork(connection -> {
            raise(connection, events, positions);
            insert(connection, events, positions);
        });
        return positions.keySet().stream().sorted().map(TerminalId::new).toList();
    }

    private Map<UUID, Long> lock(Collection<UUID> terminals) {
        Map<UUID, Long> positions = new HashMap<>();
        NativeRows.of(entities.createNativeQuery("""
                                select terminal_id, last_sequence from mailbox
                                where terminal_id in (:terminals) and open = true order by terminal_id for update""").setParameter("terminals", terminals))
                .forEach(row -> positions.put(NativeRows.uuid(row[0]), NativeRows.number(row[1])));
        return positions;
    }

    private static void raise(Connection connection, SortedMap<UUID, List<NewEvent>> events, Map<UUID, Long> positions)
            throws SQLException {
        try (var update = connection.prepareStatement("update mailbox set last_sequence = ? where terminal_id = ?")) {
            for (var entry : events.entrySet()) {
                Long position = positions.get(entry.getKey());
                if (position != null) {
                    update.setLong(1, position + entry.getValue().size());
                    update.setObject(2, entry.getKey());
                    update.addBatch();
                }
            }
            update.executeBatch();
        }
    }

    private static void insert(Connection connection, SortedMap<UUID, List<NewEvent>> events, Map<UUID, Long> positions)
            throws SQLException {
        try (var insert = connection.prepareStatement("""
                insert into mailbox_event (terminal_id, sequence, event_id, type, subject, occurred_at, data, expires_at)
                values (?, ?, ?, ?, ?, ?, ?, ?)""")) {
            for (var entry : events.entrySet()) {
                Long position = positions.get(entry.getKey());
                if (position == null) {
                    continue;
                }
                long sequence = position;
                for (NewEvent event : entry.getValue()) {
                    insert.setObject(1, entry.getKey());
                    insert.setLong(2, ++sequence);
                    insert.setObject(3, event.id());
                    insert.setString(4, event.type());
                    insert.setString(5, event.subject());
                    insert.setObject(6, event.time().atOffset(ZoneOffset.UTC));
                    insert.setString(7, event.data());
                    insert.setObject(8, event.expiresAt().atOffset(ZoneOffset.UTC));
                    insert.addBatch();
                }
            }
            insert.executeBatch();
        }
    }

    /** The events after a position, in order. */
    public List<StoredEvent> read(TerminalId terminal, long after, int limit) {
        List<StoredEvent> events = new ArrayList<>();
        NativeRows.of(entities.createNativeQuery("""
                                select sequence, event_id, type, subject, occurred_at, data, expires_at from mailbox_event
                                where terminal_id = :terminal and sequence > :after
                                order by sequence fetch first :limit rows only""")
                        .setParameter("terminal", terminal.value())
                        .setParameter("after", after)
                        .setParameter("limit", limit))
                .forEach(row -> events.add(new StoredEvent(
                        NativeRows.number(row[0]),
                        NativeRows.uuid(row[1]),
                        (String) row[2],
                        (String) row[3],
                        NativeRows.instant(row[4]),
                        (String) row[5],
                        NativeRows.instant(row[6]))));
        return events;
    }

    /** The newest event of a mailbox that has expired and was not purged yet; empty when there is none. */
    public OptionalLong lastExpired(TerminalId terminal, Instant now) {
        Object last = entities.createNativeQuery("""
                        select max(sequence) from mailbox_event
                        where terminal_id = :terminal and expires_at <= :now""")
                .setParameter("terminal", terminal.value())
                .setParameter("now", now)
                .getSingleResult();
        return last == null ? OptionalLong.empty() : OptionalLong.of(NativeRows.number(last));
    }

    /**
     * Rewrites what these mailboxes say of a subject.
     *
     * @param rewritten from what an event says to what it may go on saying
     */
    public void rewrite(Collection<TerminalId> terminals, String subject, UnaryOperator<String> rewritten) {
        if (terminals.isEmpty()) {
            return;
        }
        NativeRows.of(entities.createNativeQuery("""
                                select terminal_id, sequence, data from mailbox_event
                                where terminal_id in (:terminals) and subject = :subject
                                order by terminal_id, sequence for update""")
                        .setParameter(
                                "terminals",
                                terminals.stream().map(TerminalId::value).toList())
                        .setParameter("subject", subject))
                .forEach(row -> entities.createNativeQuery("""
                                update mailbox_event set data = :data
                                where terminal_id = :terminal and sequence = :sequence""")
                        .setParameter("data", rewritten.apply((String) row[2]))
                        .setParameter("terminal", NativeRows.uuid(row[0]))
                        .setParameter("sequence", NativeRows.number(row[1]))
                        .executeUpdate());
    }

    /** Where each of these mailboxes stands, in one statement. */
    public List<MailboxPosition> positions(Collection<UUID> terminals) {
        if (terminals.isEmpty()) {
            return List.of();
        }
        List<MailboxPosition> positions = new ArrayList<>();
        NativeRows.of(entities.createNativeQuery("""
                                select terminal_id, last_sequence, acknowledged, purged, channel_epoch, open from mailbox
                                where terminal_id in (:terminals)""").setParameter("terminals", terminals))
                .forEach(row -> positions.add(new MailboxPosition(
                        NativeRows.uuid(row[0]),
                        NativeRows.number(row[1]),
                        NativeRows.number(row[2]),
                        NativeRows.number(row[3]),
                        NativeRows.number(row[4]),
                        (Boolean) row[5])));
        return positions;
    }

    /** Where this mailbox stands; empty when there is none. */
    public Optional<MailboxPosition> position(TerminalId terminal) {
        return positions(List.of(terminal.value())).stream().findFirst();
    }

    /**
     * Makes a new channel the one in force and displaces the one before, on whichever node it is.
     *
     * @return where the mailbox stands, with the new channel's epoch; empty when it is closed
     */
    public Optional<MailboxPosition> openChannel(TerminalId terminal) {
        int updated = entities.createNativeQuery("""
                        update mailbox set channel_epoch = channel_epoch + 1
                        where terminal_id = :terminal and open = true""")
                .setParameter("terminal", terminal.value())
                .executeUpdate();
        return updated == 1 ? position(terminal) : Optional.empty();
    }

    /**
     * Moves the acknowledged position forward, in one statement that also checks that the event exists. What is acknowledged is purged
     * at a time of its own: this one, when nothing waits for that yet, or else after what waits.
     *
     * @return false when it moved nothing: acknowledged before, or never sent
     */
    public boolean acknowledge(TerminalId terminal, long sequence, Instant purgeAt) {
        return entities.createNativeQuery("""
                        update mailbox set acknowledged = :sequence,
                        purge_to = case when purge_at is null then :sequence else purge_to end,
                        purge_at = coalesce(purge_at, :purgeAt)
                        where terminal_id = :terminal and acknowledged < :sequence and last_sequence >= :sequence""")
                        .setParameter("terminal", terminal.value())
                        .setParameter("sequence", sequence)
                        .setParameter("purgeAt", purgeAt)
                        .executeUpdate()
                == 1;
    }

    /** Keeps a ticket. */
    public void addTicket(byte[] ticketMac, TerminalId terminal, Instant expiresAt) {
        entities.createNativeQuery(
                        "insert into mailbox_ticket (ticket_mac, terminal_id, expires_at) values (:mac, :terminal, :expires)")
                .setParameter("mac", ticketMac)
                .setParameter("terminal", terminal.value())
                .setParameter("expires", expiresAt)
                .executeUpdate();
    }

    /** Uses a ticket up. Of two that try at once, one finds it. */
    public Optional<TerminalId> redeemTicket(byte[] ticketMac, Instant now) {
        List<?> terminals = entities.createNativeQuery("""
                        select terminal_id from mailbox_ticket
                        where ticket_mac = :mac and expires_at > :now for update""")
                .setParameter("mac", ticketMac)
                .setParameter("now", now)
                .getResultList();
        int deleted = terminals.isEmpty()
                ? 0
                : entities.createNativeQuery("delete from mailbox_ticket where ticket_mac = :mac")
                        .setParameter("mac", ticketMac)
                        .executeUpdate();
        return deleted == 1 ? Optional.of(new TerminalId(NativeRows.uuid(terminals.get(0)))) : Optional.empty();
    }

    /**
     * Forgets tickets that nobody used, a batch at a time.
     *
     * @return how many were deleted
     */
    public int deleteExpiredTickets(Instant now, int skipped, int batch) {
        return ExpiredRowsRepository.delete(entities, "mailbox_ticket", "ticket_mac", now, skipped, batch);
    }
}
