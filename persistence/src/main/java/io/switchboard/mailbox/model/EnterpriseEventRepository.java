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
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
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

    /** Times the events that are asked for: how many are looked at. */
    private static final int ROUNDS = 5;

    /** How many that come next are searched for the earliest: the order of ids is nearly that of times, and nothing must be left out. */
    private static final int AHEAD = 100;

    private final EntityManager entities;

    /**
     * What happened from some time on.
     *
     * @param events oldest first
     * @param next when the earliest happened of what was not looked at; empty when there is nothing more
     */
    public record Stretch(List<EnterpriseEvent> events, Optional<Instant> next) {}

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
            where.append(" and occurred_at >= :since and id >= :first");
            parameters.put("since", since);
            parameters.put("first", TimeOrderedIds.since(since));
        });
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
     * What has happened to the enterprise from a time on. Reads so many rows and no more, however few of them are wanted.
     *
     * @param patterns of {@link EventTypes}; empty for all
     * @param limit how many events at most
     */
    public Stretch since(EnterpriseId enterprise, Set<String> patterns, Instant since, Instant now, int limit) {
        List<EnterpriseEvent> wanted = new ArrayList<>();
        List<EnterpriseEvent> rest = List.of();
        UUID reached = TimeOrderedIds.since(since);
        for (int round = 0; round == 0 || (round < ROUNDS && !rest.isEmpty()); round++) {
            List<EnterpriseEvent> found = after(reached, enterprise, since, now, limit + AHEAD);
            int sifted = found.size() < limit + AHEAD ? found.size() : limit;
            for (int i = 0; i < sifted; i++) {
                EnterpriseEvent event = found.get(i);
                reached = event.id();
                if (isWanted(event, patterns)) {
                    wanted.add(event);
                }
                if (wanted.size() == limit) {
                    return new Stretch(wanted, earliest(found.subList(i + 1, found.size())));
                }
            }
            rest = found.subList(sifted, found.size());
        }
        return new Stretch(wanted, earliest(rest));
    }

    private static boolean isWanted(EnterpriseEvent event, Set<String> patterns) {
        return patterns.isEmpty() || patterns.stream().anyMatch(pattern -> EventTypes.covers(pattern, event.type()));
    }

    private static Optional<Instant> earliest(List<EnterpriseEvent> events) {
        return events.stream().map(EnterpriseEvent::time).min(Comparator.naturalOrder());
    }

    private List<EnterpriseEvent> after(UUID id, EnterpriseId enterprise, Instant since, Instant now, int limit) {
        return read(entities.createNativeQuery("select " + COLUMNS + " from enterprise_event"
                        + " where enterprise_id = :enterprise and id > :reached and occurred_at >= :since"
                        + " and expires_at > :now order by id fetch first :limit rows only")
                .setParameter("enterprise", enterprise.value())
                .setParameter("reached", id)
                .setParameter("since", since)
                .setParameter("now", now)
                .setParameter("limit", limit));
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
                        .setParameter("since", TimeOrderedIds.since(since))
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
