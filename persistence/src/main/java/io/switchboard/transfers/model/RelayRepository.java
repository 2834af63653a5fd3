// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.model;

import io.switchboard.shared.model.DueRowsRepository;
import io.switchboard.shared.model.NativeRows;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.transfers.wire.TransferId;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Finds and keeps what a private server has to do with its central. */
@Dependent
public class RelayRepository {
    private final EntityManager entities;

    @Inject
    public RelayRepository(EntityManager entities) {
        this.entities = entities;
    }

    /** Keeps a new one. */
    public void add(TransferRelay relay) {
        entities.persist(relay);
    }

    /** Keeps a new one. */
    public void add(CentralFetch fetch) {
        entities.persist(fetch);
    }

    /** Forgets one. */
    public void remove(TransferRelay relay) {
        entities.remove(relay);
    }

    /** Forgets one. */
    public void remove(CentralFetch fetch) {
        entities.remove(fetch);
    }

    /** Whose transfer it is, which does not change; empty when there is nothing to do for it any more. */
    public Optional<AccountId> source(TransferId transfer) {
        return entities.createQuery(
                        "select r.accountId from TransferRelay r where r.transferId = :transfer", UUID.class)
                .setParameter("transfer", transfer.value())
                .getResultStream()
                .findFirst()
                .map(AccountId::new);
    }

    /** That of a transfer, without a lock. */
    public Optional<TransferRelay> find(TransferId transfer) {
        return Optional.ofNullable(entities.find(TransferRelay.class, transfer.value()));
    }

    /** That of a transfer whose row is locked, locked as well. It must not have been read before in the same transaction. */
    public Optional<TransferRelay> lock(TransferId transfer) {
        return Optional.ofNullable(
                entities.find(TransferRelay.class, transfer.value(), LockModeType.PESSIMISTIC_WRITE));
    }

    /** Who fetches a content, locked. */
    public Optional<CentralFetch> lock(CentralFetch.Code code) {
        return Optional.ofNullable(entities.find(CentralFetch.class, code, LockModeType.PESSIMISTIC_WRITE));
    }

    /**
     * Which transfers are due, the longest due first, each put off until then: nobody else looks at them meanwhile.
     *
     * @param until by when whoever looks has put them off again
     */
    public List<TransferId> takeDue(Instant now, Instant until, int most) {
        List<?> ids = DueRowsRepository.lock(entities, "transfer_relay", "transfer_id", "due_at", now, 0, most);
        if (!ids.isEmpty()) {
            entities.createNativeQuery(
                            "update transfer_relay set due_at = :until, version = version + 1 where transfer_id in (:ids)")
                    .setParameter("until", until)
                    .setParameter("ids", ids)
                    .executeUpdate();
        }
        return ids.stream().map(NativeRows::uuid).map(TransferId::new).toList();
    }

    /** All that wait for the same content as this one are due now: it is here. Those that somebody looks at are passed over. */
    public void hurry(TransferId of, Instant now) {
        List<?> ids =
                entities.createNativeQuery("""
                        select transfer_id from transfer_relay
                        where proven = true and digest = (select digest from transfer_relay where transfer_id = :of)
                        for update skip locked""").setParameter("of", of.value()).getResultList();
        if (!ids.isEmpty()) {
            entities.createNativeQuery(
                            "update transfer_relay set due_at = :now, version = version + 1 where transfer_id in (:ids)")
                    .setParameter("now", now)
                    .setParameter("ids", ids)
                    .executeUpdate();
        }
    }
}
