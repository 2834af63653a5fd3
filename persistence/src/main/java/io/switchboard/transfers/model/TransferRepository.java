// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.model;

import io.switchboard.shared.model.DueRowsRepository;
import io.switchboard.shared.model.ListRepository;
import io.switchboard.shared.model.NativeRows;
import io.switchboard.shared.model.PageRequest;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.ApiClientId;
import io.switchboard.shared.wire.TerminalId;
import io.switchboard.transfers.wire.Relay;
import io.switchboard.transfers.wire.TransferFilter;
import io.switchboard.transfers.wire.TransferId;
import io.switchboard.transfers.wire.TransferState;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds and keeps transfers with their deliveries. */
@Dependent
public class TransferRepository {
    private static final String SIDE = "(t.source.accountId = :side or t.target.accountId = :side)";

    private final EntityManager entities;

    @Inject
    public TransferRepository(EntityManager entities) {
        this.entities = entities;
    }

    /** Keeps a new one. */
    public void add(Transfer transfer) {
        entities.persist(transfer);
    }

    /** One that an account is in, with its deliveries in the same statement: as they were at one moment. */
    public Optional<Transfer> find(TransferId id, AccountId side) {
        return entities
                .createQuery(
                        "select t from Transfer t left join fetch t.deliveries where t.id = :id and " + SIDE,
                        Transfer.class)
                .setParameter("id", id.value())
                .setParameter("side", side.value())
                .getResultList()
                .stream()
                .findFirst();
    }

    /** One that a private server has asked for with this API client. */
    public Optional<Transfer> find(TransferId id, ApiClientId askedBy) {
        return entities
                .createQuery("select t from Transfer t where t.id = :id and t.askedBy = :client", Transfer.class)
                .setParameter("id", id.value())
                .setParameter("client", askedBy.value())
                .getResultList()
                .stream()
                .findFirst();
    }

    /** Which of these were taken back by their source. */
    public Set<TransferId> cancelled(Collection<TransferId> some) {
        return entities.createQuery(
                        "select t.id from Transfer t where t.id in (:some) and t.state = :cancelled", UUID.class)
                .setParameter("some", some.stream().map(TransferId::value).toList())
                .setParameter("cancelled", TransferState.CANCELLED)
                .getResultStream()
                .map(TransferId::new)
                .collect(Collectors.toSet());
    }

    /** By id, when the account is one of its sides, locked for a move. Nobody else's transfer is ever locked. */
    public Optional<Transfer> lock(TransferId id, AccountId side) {
        return entities
                .createQuery("select t from Transfer t where t.id = :id and " + SIDE, Transfer.class)
                .setParameter("id", id.value())
                .setParameter("side", side.value())
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList()
                .stream()
                .findFirst();
    }

    /** The same of one that may have been read before without the lock: read anew. */
    public Optional<Transfer> relock(TransferId id, AccountId side) {
        Optional<Transfer> locked = lock(id, side);
        locked.ifPresent(entities::refresh);
        return locked;
    }

    /**
     * The transfer as its deadline has made it by now, for reading: a copy that is never written back, so that a late janitor changes
     * nothing that anybody can see.
     */
    public Transfer asOf(Transfer transfer, Instant now) {
        transfer.loadDeliveries();
        entities.detach(transfer);
        transfer.settle(now);
        return transfer;
    }

    /** Transfers to the account, newest first; which of them, but for a state that a deadline may have brought, the filter says. */
    public List<Transfer> incoming(AccountId account, TransferFilter asked, PageRequest page) {
        return ListRepository.of(entities, Transfer.class)
                .where("x.target.accountId = :account", "account", account.value())
                .where("(x.relay is null or x.relay = :fetched)", "fetched", Relay.FETCHED)
                .whereAsked("x.state = :state", "state", stillOpen(asked))
                .during("x.createdAt", asked.since(), asked.until())
                .page(page);
    }

    /** Transfers by the account, newest first; which of them, but for a state that a deadline may have brought, the filter says. */
    public List<Transfer> outgoing(AccountId account, TransferFilter asked, PageRequest page) {
        return ListRepository.of(entities, Transfer.class)
                .where("x.source.accountId = :account", "account", account.value())
                .where("(x.relay is null or x.relay <> :lent)", "lent", Relay.LENT)
                .whereAsked("x.source.notes.externalId = :externalId", "externalId", asked.externalId())
                .whereAsked("x.state = :state", "state", stillOpen(asked))
                .during("x.createdAt", asked.since(), asked.until())
                .page(page);
    }

    /** What is open has not been written to be over; everything else may have come by its deadline since it was written. */
    private static @Nullable TransferState stillOpen(TransferFilter asked) {
        return asked.state() == TransferState.OPEN ? TransferState.OPEN : null;
    }

    /** The next open ones to a whole account after the one with this id, locked, in the order of their ids. */
    public List<Transfer> lockOpenTo(AccountId account, UUID after, int most) {
        return entities.createQuery(
                        "select t from Transfer t where t.target.accountId = :account and t.target.whole = true"
                                + " and t.state = :open and t.id > :after order by t.id",
                        Transfer.class)
                .setParameter("account", account.value())
                .setParameter("open", TransferState.OPEN)
                .setParameter("after", after)
                .setMaxResults(most)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList();
    }

    /** The next ones that are on their way to a terminal after the one with this id, locked, in the order of their ids. */
    public List<Transfer> lockOnTheirWayTo(TerminalId terminal, UUID after, int most) {
        List<?> ids = entities.createNativeQuery("""
                        select transfer_id from transfer_delivery
                        where terminal_id = :terminal and transfer_id > :after and state in ('OFFERED', 'FETCHING')
                        order by transfer_id fetch next :most rows only""")
                .setParameter("terminal", terminal.value())
                .setParameter("after", after)
                .setParameter("most", most)
                .getResultList();
        return ids.isEmpty()
                ? List.of()
                : entities.createQuery("select t from Transfer t where t.id in (:ids) order by t.id", Transfer.class)
                        .setParameter("ids", ids.stream().map(NativeRows::uuid).toList())
                        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                        .getResultList();
    }

    /**
     * The next transfers of which an account is this side, whatever their state, after the one with this id, locked.
     *
     * @return in the order of their ids
     */
    public List<Transfer> lock(AccountId account, TransferSide side, UUID after, int most) {
        String whose = side == TransferSide.SOURCE ? "t.source.accountId" : "t.target.accountId";
        return entities.createQuery(
                        "select t from Transfer t where " + whose + " = :account and t.id > :after order by t.id",
                        Transfer.class)
                .setParameter("account", account.value())
                .setParameter("after", after)
                .setMaxResults(most)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList();
    }

    /**
     * Open ones whose content is damaged, locked, in the order of their ids; those that somebody works on are passed over.
     *
     * @param skipped rows to pass over at the head
     */
    public List<Transfer> lockDamaged(int skipped, int batch) {
        List<?> ids = entities.createNativeQuery("""
                        select id from transfer where state = 'OPEN'
                        and content_id in (select c.id from content c where c.state = 'DAMAGED')
                        order by id offset :skipped rows fetch next :batch rows only for update skip locked""")
                .setParameter("skipped", skipped)
                .setParameter("batch", batch)
                .getResultList();
        return byId(ids);
    }

    /**
     * Transfers that their deadline has reached, the longest due first, locked; those that somebody works on are passed over.
     *
     * @param skipped rows to pass over at the head of the queue
     */
    public List<Transfer> lockDue(Instant now, int skipped, int batch) {
        List<UUID> ids = DueRowsRepository.lock(entities, "transfer", "due_at", now, skipped, batch);
        return byId(ids);
    }

    /**
     * Deletes transfers that were over at a moment, the longest ended first, with their deliveries. Those that somebody works on are passed
     * over, and so are those that something is left of, which goes first.
     *
     * @param skipped rows to pass over at the head of the queue
     * @return how many were deleted; fewer than the batch when nothing is left for now
     */
    public int deleteEnded(Instant until, int skipped, int batch) {
        List<?> ids = entities.createNativeQuery("""
                        select t.id from transfer t where t.ended_at <= :until
                        and not exists (select 1 from transfer_upload u where u.transfer_id = t.id)
                        and not exists (select 1 from transfer_relay r where r.transfer_id = t.id)
                        and not exists (select 1 from proof_challenge c where c.transfer_id = t.id)
                        order by t.ended_at
                        offset :skipped rows fetch next :batch rows only for update skip locked""")
                .setParameter("until", until)
                .setParameter("skipped", skipped)
                .setParameter("batch", batch)
                .getResultList();
        if (ids.isEmpty()) {
            return 0;
        }
        entities.createNativeQuery("delete from transfer_delivery where transfer_id in (:ids)")
                .setParameter("ids", ids)
                .executeUpdate();
        return entities.createNativeQuery("delete from transfer where id in (:ids)")
                .setParameter("ids", ids)
                .executeUpdate();
    }

    private List<Transfer> byId(List<?> ids) {
        return ids.isEmpty()
                ? List.of()
                : entities.createQuery("select t from Transfer t where t.id in (:ids) order by t.id", Transfer.class)
                        .setParameter("ids", ids.stream().map(NativeRows::uuid).toList())
                        .getResultList();
    }
}
