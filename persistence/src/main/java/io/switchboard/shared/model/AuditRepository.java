// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.model;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.List;
import org.hibernate.Session;

/** Writes the audit trail. */
@Dependent
public class AuditRepository {
    private static final String INSERT = """
            insert into audit_entry (id, at, enterprise_id, actor, acting_for, action, resource, outcome, source_address, request_id)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

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
                    insert.addBatch();
                }
                insert.executeBatch();
            }
        });
    }
}
