// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.model;

import io.switchboard.mailbox.wire.EventId;
import io.switchboard.shared.model.ExpiredRowsRepository;
import io.switchboard.shared.model.NativeRows;
import io.switchboard.shared.model.PageRequest;
import io.switchboard.shared.model.TimeOrderedIds;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.EnterpriseId;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** Keeps the events of enterprises and reads them. Their ids are ordered by time, so that a time is a place in the list. */
@Dependent
public class EnterpriseEventRepository {
    private static final String INSERT = """
            insert into enterprise_event (id, enterprise_id, account_id, type, subject, occurred_at, data, expires_at)
            values (?, ?, ?, ?, ?, ?, ?, ?)""";

    private static final String COLUMNS = "id, enterprise_id, account_id, type, subject, occurred_at, data, expires_at";

    private final EntityManager entities;

    @Inject
    public EnterpriseEventRepository(EntityManager entities) {
        this.entities = entities;
    }

    /** Keeps all of these in one batch. */
    public void append(List<EnterpriseEvent> events) {
        entities.unwrap(Session.class).doWork(connection -> {
            try (var insert = connection.prepareStatement(INSERT)) {
                for (EnterpriseEvent event : events) {
                    insert.setObject(1, event.id());
                    insert.setObject(2, event.enterprise());
                    insert.setObject(3, event.account());
                    insert.setString(4, event.type());
                    insert.setString(5, event.subject());
                    insert.setObject(6, event.time().atOffset(ZoneOffset.UTC));
                    insert.setString(7, event.data());
                    insert.setObject(8, event.expiresAt().atOffset(ZoneOffset.UTC));
                    insert.addBatch();
                }
                insert.executeBatch();
            }
        });
    }

    /** The enterprise's, newest first, after the cursor; none that has expired. */
    public List<EnterpriseEvent> list(
            EnterpriseId enterprise, EnterpriseEventFilter filter, Instant now, PageRequest page) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        StringBuilder where = new StringBuilder();
        filter.account().ifPresent(account -> {
            where.append(" and account_id = :account");
            parameters.put("account", account.value());
        });
        filter.since().ifPresent(since -> {
            where.append(" and id >= :since");
            parameters.put("since", TimeOrderedIds.firstOf(since));
        });
        filter.type().ifPresent(pattern -> where.append(" and ").append(type(pattern, "type", parameters)));
        Query query = entities.createNativeQuery("select " + COLUMNS + " from enterprise_event"
                        + " where enterprise_id = :enterprise and id < :before and expires_at > :now" + where
                        + " order by id desc fetch first :limit rows only")
                .setParameter("enterprise", enterprise.value())
                .setParameter("before", page.before())
                .setParameter("now", now)
                .setParameter("limit", page.limit());
        parameters.forEach(query::setParameter);
        return read(query);
    }

    /** One that has not expired. */
    public Optional<EnterpriseEvent> find(EventId id, Instant now) {
        return read(entities.createNativeQuery(
                                "select " + COLUMNS + " from enterprise_event where id = :id and expires_at > :now")
                        .setParameter("id", id.value())
                        .setParameter("now", now))
                .stream()
                .findFirst();
    }

    /**
     * What has happened to the enterprise from a time on, oldest first.
     *
     * @param patterns of {@link EventTypes}; empty for all
     */
    public List<EnterpriseEvent> since(
            EnterpriseId enterprise, Set<String> patterns, Instant since, Instant now, int limit) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        List<String> types = new ArrayList<>();
        for (String pattern : patterns) {
            String name = "type" + types.size();
            types.add(type(pattern, name, parameters));
        }
        Query query = entities.createNativeQuery("select " + COLUMNS + " from enterprise_event"
                        + " where enterprise_id = :enterprise and id >= :since and expires_at > :now"
                        + (types.isEmpty() ? "" : " and (" + String.join(" or ", types) + ")")
                        + " order by id fetch first :limit rows only")
                .setParameter("enterprise", enterprise.value())
                .setParameter("since", TimeOrderedIds.firstOf(since))
                .setParameter("now", now)
                .setParameter("limit", limit);
        parameters.forEach(query::setParameter);
        return read(query);
    }

    private static String type(String pattern, String name, Map<String, Object> parameters) {
        parameters.put(name, EventTypes.begin(pattern) + (EventTypes.isOpen(pattern) ? "%" : ""));
        return (EventTypes.isOpen(pattern) ? "type like :" : "type = :") + name;
    }

    private static List<EnterpriseEvent> read(Query query) {
        List<EnterpriseEvent> events = new ArrayList<>();
        for (@Nullable Object[] row : NativeRows.of(query)) {
            events.add(new EnterpriseEvent(
                    NativeRows.uuid(row[0]),
                    NativeRows.uuid(row[1]),
                    row[2] == null ? null : NativeRows.uuid(row[2]),
                    (String) row[3],
                    (String) row[4],
                    NativeRows.instant(row[5]),
                    (String) row[6],
                    NativeRows.instant(row[7])));
        }
        return events;
    }

    /**
     * Rewrites what an account's events say of a subject.
     *
     * @param since when the subject began
     * @param rewritten from what an event says to what it may go on saying
     */
    public void rewrite(
            EnterpriseId enterprise,
            AccountId account,
            String subject,
            Instant since,
            UnaryOperator<String> rewritten) {
        NativeRows.of(entities.createNativeQuery("""
                                select id, data from enterprise_event
                                where enterprise_id = :enterprise and account_id = :account and id >= :since
                                and subject = :subject order by id for update""")
                        .setParameter("enterprise", enterprise.value())
                        .setParameter("account", account.value())
                        .setParameter("since", TimeOrderedIds.firstOf(since))
                        .setParameter("subject", subject))
                .forEach(row -> entities.createNativeQuery("update enterprise_event set data = :data where id = :id")
                        .setParameter("data", rewritten.apply((String) row[1]))
                        .setParameter("id", NativeRows.uuid(row[0]))
                        .executeUpdate());
    }

    /**
     * Forgets an account's events, the oldest first.
     *
     * @param most how many
     * @return how many were deleted
     */
    public int delete(EnterpriseId enterprise, AccountId account, int most) {
        List<?> ids = entities.createNativeQuery("""
                        select id from enterprise_event where enterprise_id = :enterprise and account_id = :account
                        order by id fetch first :most rows only""")
                .setParameter("enterprise", enterprise.value())
                .setParameter("account", account.value())
                .setParameter("most", most)
                .getResultList();
        return ids.isEmpty()
                ? 0
                : entities.createNativeQuery("delete from enterprise_event where id in (:ids)")
                        .setParameter("ids", ids.stream().map(NativeRows::uuid).toList())
                        .executeUpdate();
    }

    /**
     * Forgets those whose time is over, a batch at a time.
     *
     * @return how many were deleted
     */
    public int deleteExpired(Instant now, int skipped, int batch) {
        return ExpiredRowsRepository.delete(entities, "enterprise_event", "id", now, skipped, batch);
    }
}
