// SPDX-License-Identifier: Apache-2.0
package io.switchboard.servers.model;

import io.switchboard.shared.wire.ApiClientId;
import io.switchboard.shared.wire.EnterpriseId;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Finds and keeps what is known of other servers. */
@Dependent
public class ServerRepository {
    private static final int MOST = 100;

    private final EntityManager entities;

    @Inject
    public ServerRepository(EntityManager entities) {
        this.entities = entities;
    }

    /** Keeps a new one. */
    public void add(PrivateServer server) {
        entities.persist(server);
    }

    /** Keeps a new one. */
    public void add(CentralPosition position) {
        entities.persist(position);
    }

    /** That of an API client, locked. */
    public Optional<PrivateServer> lock(ApiClientId client) {
        return Optional.ofNullable(entities.find(PrivateServer.class, client.value(), LockModeType.PESSIMISTIC_WRITE));
    }

    /**
     * An enterprise's that have announced themselves at this time or later, and whose API client is not revoked, in the order of their
     * clients; a hundred at most.
     */
    public List<PrivateServer> announced(EnterpriseId enterprise, Instant since) {
        return entities.createQuery("""
                        select s from PrivateServer s where s.enterpriseId = :enterprise and s.announcedAt >= :since
                        and exists (select c.id from ApiClient c where c.id = s.clientId and c.revokedAt is null)
                        order by s.clientId""", PrivateServer.class)
                .setParameter("enterprise", enterprise.value())
                .setParameter("since", since)
                .setMaxResults(MOST)
                .getResultList();
    }

    /** How far the revocations of an enterprise are read; empty before any were. */
    public Optional<CentralPosition> position(EnterpriseId enterprise) {
        return Optional.ofNullable(entities.find(CentralPosition.class, enterprise.value()));
    }

    /** The same, locked. */
    public Optional<CentralPosition> lockPosition(EnterpriseId enterprise) {
        return Optional.ofNullable(
                entities.find(CentralPosition.class, enterprise.value(), LockModeType.PESSIMISTIC_WRITE));
    }
}
