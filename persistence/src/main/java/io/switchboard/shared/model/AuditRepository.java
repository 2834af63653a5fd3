// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.model;

import io.switchboard.shared.wire.AuditFilter;
import io.switchboard.shared.wire.EnterpriseId;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** Writes the audit trail, and reads it. */
@Dependent
public class AuditRepository {
    private static final String INSERT = """
            insert into audit_entry (id, at, enterprise_id, actor, acting_for, action, resource, outcome, source_address, request_id,
            person, source_wrapped) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private static final String SELECT = """
            select id, at, enterprise_id, actor, acting_for, action, resource, outcome, source_address, request_id,
            person, source_wrapped from audit_entry where""";

    private final EntityManager entities;

    @Inject
    public AuditRepository(EntityManager entities) {
        this.entities = entities;
    }

    /** Appends all entries in one batch. */
    public void append(List<AuditEntry> entries) {
        entities.unwrap(Session.class).doWork(connection -> {
            try (var insert = connection.prepareStatement(INSERT)) {
                for (AuditEntry entry : entries) {
                    insert.setObject(1, entry.id());
                    insert.setObject(2, entry.at().atOffset(java.time.ZoneOffset.UTC));
                    insert.setObject(3, entry.enterprise());
                    insert.setString(4, entry.actor());
                    insert.setObject(5, entry.actingFor());
                    insert.setString(6, entry.action());
                    insert.setString(7, entry.resource());
                    insert.setString(8, entry.outcome());
                    insert.setString(9, entry.sourceAddress());
                    insert.setString(10, entry.requestId());
                    insert.setObject(11, entry.person());
                    insert.setBytes(12, entry.sourceWrapped());
                    insert.addBatch();
                }
                insert.executeBatch();
            }
        });
    }

    /**
     * The newest entries before a place.
     *
     * @param enterprise whose; the server's own when empty
     * @param asked which of them, by who, to what and when
     */
    public List<AuditEntry> list(Optional<EnterpriseId> enterprise, AuditFilter asked, PageRequest page) {
        StringBuilder sql = new StringBuilder(SELECT);
        Map<String, Object> values = new LinkedHashMap<>();
        enterprise.ifPresentOrElse(
                whose -> add(sql, values, " enterprise_id = :enterprise", "enterprise", whose.value()),
                () -> sql.append(" enterprise_id is null"));
        add(sql, values, " and actor = :actor", "actor", asked.actor());
        add(sql, values, " and resource = :resource", "resource", asked.resource());
        if (asked.since() != null) {
            add(sql, values, " and at >= :since", "since", asked.since());
            add(sql, values, " and id >= :sinceId", "sinceId", TimeOrderedIds.since(asked.since()));
        }
        if (asked.until() != null) {
            add(sql, values, " and at < :until", "until", asked.until());
            add(sql, values, " and id < :untilId", "untilId", TimeOrderedIds.until(asked.until()));
        }
        add(sql, values, " and id < :before", "before", page.before());
        sql.append(" order by id desc fetch first :limit rows only");
        Query query = entities.createNativeQuery(sql.toString()).setParameter("limit", page.limit());
        values.forEach(query::setParameter);
        return NativeRows.of(query).stream().map(AuditRepository::entry).toList();
    }

    private static void add(
            StringBuilder sql, Map<String, Object> values, String condition, String name, @Nullable Object value) {
        if (value != null) {
            sql.append(condition);
            values.put(name, value);
        }
    }

    private static AuditEntry entry(Object[] row) {
        return new AuditEntry(
                NativeRows.uuid(row[0]),
                NativeRows.instant(row[1]),
                row[2] == null ? null : NativeRows.uuid(row[2]),
                (String) row[3],
                row[4] == null ? null : NativeRows.uuid(row[4]),
                (String) row[5],
                (String) row[6],
                (String) row[7],
                (String) row[8],
                (String) row[9],
                row[10] == null ? null : NativeRows.uuid(row[10]),
                (byte[]) row[11]);
    }
}
