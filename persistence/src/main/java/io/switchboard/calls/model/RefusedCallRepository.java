// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.model;

import io.switchboard.calls.wire.RefusalCause;
import io.switchboard.calls.wire.VirtualIdentifierId;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.EnterpriseId;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** Keeps the calls that were not let through. */
@Dependent
public class RefusedCallRepository {
    private final EntityManager entities;

    @Inject
    public RefusedCallRepository(EntityManager entities) {
        this.entities = entities;
    }

    /** Records an attempt that was not let through, for the enterprise of the identifier. */
    public void add(
            UUID id,
            @Nullable VirtualIdentifierId identifier,
            @Nullable EnterpriseId owner,
            AccountId caller,
            RefusalCause cause,
            Instant now) {
        // Plain JDBC: an absent uuid in a native query has no type that PostgreSQL accepts.
        entities.unwrap(Session.class).doWork(connection -> {
            try (var insert = connection.prepareStatement("""
                insert into refused_call (id, identifier_id, owner_enterprise_id, caller_account_id, cause, at)
                values (?, ?, ?, ?, ?, ?)""")) {
                insert.setObject(1, id);
                insert.setObject(2, identifier == null ? null : identifier.value());
                insert.setObject(3, owner == null ? null : owner.value());
                insert.setObject(4, caller.value());
                insert.setString(5, cause.name());
                insert.setObject(6, now.atOffset(ZoneOffset.UTC));
                insert.executeUpdate();
            }
        });
    }
}
