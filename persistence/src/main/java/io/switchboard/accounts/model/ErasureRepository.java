// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.model;

import io.switchboard.accounts.wire.AccountState;
import io.switchboard.shared.model.DueRowsRepository;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.EnterpriseId;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Finds accounts by how far their erasure is. */
@Dependent
public class ErasureRepository {
    private final EntityManager entities;

    @Inject
    public ErasureRepository(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * The account whose erasure has waited longest, locked; those that another node works on are passed over.
     *
     * @param skipped accounts to pass over at the head of the queue
     */
    public Optional<Account> lockErasing(Instant now, int skipped) {
        List<UUID> ids = DueRowsRepository.lock(entities, "account", "erasure_due_at", now, skipped, 1);
        return ids.stream().findFirst().map(id -> entities.find(Account.class, id));
    }

    /** The enterprise's accounts whose erasure began at this time or later, in the order of that. */
    public List<Account> erased(EnterpriseId enterprise, Instant since, int most) {
        return entities.createQuery("""
                        select a from Account a where a.enterpriseId = :enterprise and a.erasedAt >= :since
                        order by a.erasedAt, a.id""", Account.class)
                .setParameter("enterprise", enterprise.value())
                .setParameter("since", since)
                .setMaxResults(most)
                .getResultList();
    }

    /** Which of these are accounts of the enterprise that are in use, in the order of their ids. */
    public List<AccountId> active(EnterpriseId enterprise, Collection<AccountId> ids) {
        return ids.isEmpty()
                ? List.of()
                : entities
                        .createQuery("""
                                select a.id from Account a where a.id in (:ids) and a.enterpriseId = :enterprise
                                and a.state = :active order by a.id""", UUID.class)
                        .setParameter("ids", ids.stream().map(AccountId::value).toList())
                        .setParameter("enterprise", enterprise.value())
                        .setParameter("active", AccountState.ACTIVE)
                        .getResultList()
                        .stream()
                        .map(AccountId::new)
                        .toList();
    }
}
