// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.model;

import io.switchboard.calls.wire.RefusalCause;
import io.switchboard.shared.model.ExpiredRowsRepository;
import io.switchboard.shared.model.NativeRows;
import io.switchboard.shared.model.PageRequest;
import io.switchboard.shared.model.TimeOrderedIds;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.EnterpriseId;
import io.switchboard.shared.wire.VirtualIdentifierId;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** Finds and keeps the calls that were not let through. */
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

    /** Those to an enterprise's identifiers, newest first. */
    public List<RefusedCall> list(EnterpriseId owner, RefusedCall.Filter filter, PageRequest page) {
        StringBuilder sql = new StringBuilder("""
            select id, identifier_id, caller_account_id, cause, at from refused_call
            where owner_enterprise_id = :owner and id < :before""");
        filter.identifier().ifPresent(identifier -> sql.append(" and identifier_id = :identifier"));
        filter.since().ifPresent(since -> sql.append(" and at >= :since and id >= :first"));
        Query query = entities.createNativeQuery(sql.append(" order by id desc").toString())
                .setParameter("owner", owner.value())
                .setParameter("before", page.before())
                .setMaxResults(page.limit());
        filter.identifier().ifPresent(identifier -> query.setParameter("identifier", identifier.value()));
        filter.since()
                .ifPresent(
                        since -> query.setParameter("since", since).setParameter("first", TimeOrderedIds.since(since)));
        return NativeRows.of(query).stream().map(RefusedCallRepository::refused).toList();
    }

    /**
     * Forgets those of a moment and before, a batch at a time.
     *
     * @return how many were deleted
     */
    public int deleteUntil(Instant moment, int skipped, int batch) {
        return ExpiredRowsRepository.delete(entities, "refused_call", "id", "at", moment, skipped, batch);
    }

    private static RefusedCall refused(Object[] row) {
        return new RefusedCall(
                NativeRows.uuid(row[0]),
                new VirtualIdentifierId(NativeRows.uuid(row[1])),
                new AccountId(NativeRows.uuid(row[2])),
                RefusalCause.valueOf((String) row[3]),
                NativeRows.instant(row[4]));
    }
}
