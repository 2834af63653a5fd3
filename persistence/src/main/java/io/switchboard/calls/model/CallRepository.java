// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.model;

import io.switchboard.calls.wire.CallFilter;
import io.switchboard.calls.wire.CallId;
import io.switchboard.calls.wire.CallState;
import io.switchboard.shared.model.DueRowsRepository;
import io.switchboard.shared.model.ListRepository;
import io.switchboard.shared.model.NativeRows;
import io.switchboard.shared.model.PageRequest;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.TerminalId;
import io.switchboard.shared.wire.VirtualIdentifierId;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Finds and keeps calls, and the reservations they hold on their identifier's quota. */
@Dependent
public class CallRepository {
    private final EntityManager entities;
    private final IdentifierRepository identifiers;

    @Inject
    public CallRepository(EntityManager entities, IdentifierRepository identifiers) {
        this.entities = entities;
        this.identifiers = identifiers;
    }

    /**
     * Keeps a new call with the use it has taken from the quota.
     *
     * @param counted whether the use is spent already; otherwise it is reserved until the answer
     */
    public void add(Call call, boolean counted) {
        entities.persist(call);
        entities.createNativeQuery(
                        "insert into call_reservation (call_id, identifier_id, state) values (:call, :identifier, :state)")
                .setParameter("call", call.id().value())
                .setParameter("identifier", call.identifier().value())
                .setParameter("state", counted ? "COMMITTED" : "RESERVED")
                .executeUpdate();
    }

    /**
     * Spends the reserved use. Nothing happens when it was spent or given back before.
     *
     * @return whether it was counted just now
     */
    public boolean commitUse(Call call) {
        boolean left = leaveReserved(call.id(), "COMMITTED");
        if (left) {
            identifiers.countReserved(call.identifier().value());
        }
        return left;
    }

    /** Gives the reserved use back to the quota. Nothing happens when it was spent or given back before. */
    public void releaseUse(Call call) {
        if (leaveReserved(call.id(), "RELEASED")) {
            identifiers.giveBack(call.identifier().value());
        }
    }

    private boolean leaveReserved(CallId call, String state) {
        return entities.createNativeQuery("""
                        update call_reservation set state = :state
                        where call_id = :call and state = 'RESERVED'""")
                        .setParameter("state", state)
                        .setParameter("call", call.value())
                        .executeUpdate()
                == 1;
    }

    /** The identifier that a call came by, when it is this account's. */
    public Optional<VirtualIdentifierId> identifierOf(CallId id, AccountId owner) {
        return entities
                .createQuery(
                        "select c.identifierId from Call c where c.id = :id and c.ownerAccountId = :owner", UUID.class)
                .setParameter("id", id.value())
                .setParameter("owner", owner.value())
                .getResultList()
                .stream()
                .findFirst()
                .map(VirtualIdentifierId::new);
    }

    /** Who placed a call, as the owner of the identifier that it came by sees it. */
    public Optional<String> pseudonymOf(CallId id, VirtualIdentifierId identifier) {
        return entities
                .createQuery(
                        "select c.caller.pseudonym from Call c where c.id = :id and c.identifierId = :identifier",
                        String.class)
                .setParameter("id", id.value())
                .setParameter("identifier", identifier.value())
                .getResultList()
                .stream()
                .findFirst();
    }

    /** By id, when the account is one of its sides, locked for a move. Nobody else's call is ever locked. */
    public Optional<Call> lock(CallId id, AccountId side) {
        return entities
                .createQuery(
                        "select c from Call c where c.id = :id and (c.ownerAccountId = :side or c.caller.accountId = :side)",
                        Call.class)
                .setParameter("id", id.value())
                .setParameter("side", side.value())
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList()
                .stream()
                .findFirst();
    }

    /** Some of the identifier's calls that a deadline has reached, locked: they may hold uses that are free by now. */
    public List<Call> lockDue(VirtualIdentifierId identifier, Instant now, int limit) {
        return entities.createQuery(
                        "select c from Call c where c.identifierId = :identifier and c.state = :ringing and c.dueAt <= :now order by c.id",
                        Call.class)
                .setParameter("identifier", identifier.value())
                .setParameter("now", now)
                .setParameter("ringing", CallState.RINGING)
                .setMaxResults(limit)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList();
    }

    /**
     * The next calls of which an account is this side, whatever their state, after the one with this id, locked.
     *
     * @return in the order of their ids
     */
    public List<Call> lock(AccountId account, CallSide side, UUID after, int most) {
        String whose = side == CallSide.OWNER ? "c.ownerAccountId" : "c.caller.accountId";
        return entities.createQuery(
                        "select c from Call c where " + whose + " = :account and c.id > :after order by c.id",
                        Call.class)
                .setParameter("account", account.value())
                .setParameter("after", after)
                .setMaxResults(most)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList();
    }

    /** Calls that ring one of these terminals, locked; in the order of their identifiers, whose quotas are changed next. */
    public List<Call> lockRinging(Collection<TerminalId> terminals) {
        List<?> ids = entities.createNativeQuery("""
                        select distinct call_id from call_leg
                        where terminal_id in (:terminals) and state in ('SENT', 'ACKNOWLEDGED')""")
                .setParameter(
                        "terminals", terminals.stream().map(TerminalId::value).toList())
                .getResultList();
        return ids.isEmpty()
                ? List.of()
                : entities
                        .createQuery("select c from Call c where c.id in (:ids) order by c.id", Call.class)
                        .setParameter("ids", ids.stream().map(NativeRows::uuid).toList())
                        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                        .getResultList()
                        .stream()
                        .sorted(Comparator.comparing(Call::identifier).thenComparing(Call::id))
                        .toList();
    }

    /** One that an account is in, with its legs in the same statement: as they were at one moment. */
    public Optional<Call> find(CallId id, AccountId side) {
        return entities
                .createQuery(
                        "select c from Call c left join fetch c.legs where c.id = :id"
                                + " and (c.ownerAccountId = :side or c.caller.accountId = :side)",
                        Call.class)
                .setParameter("id", id.value())
                .setParameter("side", side.value())
                .getResultList()
                .stream()
                .findFirst();
    }

    /**
     * The call as its deadlines have made it by now, for reading: a copy that is never written back, so that a late janitor changes
     * nothing that anybody can see.
     */
    public Call asOf(Call call, Instant now) {
        call.loadLegs();
        entities.detach(call);
        call.settle(now);
        return call;
    }

    /** Calls to the account's identifiers, newest first; which of them, but for their state, the filter says. */
    public List<Call> incoming(AccountId account, CallFilter asked, PageRequest page) {
        VirtualIdentifierId identifier = asked.virtualIdentifierId();
        return ListRepository.of(entities, Call.class)
                .where("x.ownerAccountId = :account", "account", account.value())
                .whereAsked(
                        "x.identifierId = :identifier", "identifier", identifier == null ? null : identifier.value())
                .during("x.placedAt", asked.since(), asked.until())
                .page(page);
    }

    /** Calls that the account placed, newest first; which of them, but for their state, the filter says. */
    public List<Call> outgoing(AccountId account, CallFilter asked, PageRequest page) {
        return ListRepository.of(entities, Call.class)
                .where("x.caller.accountId = :account", "account", account.value())
                .whereAsked("x.caller.notes.externalId = :externalId", "externalId", asked.externalId())
                .during("x.placedAt", asked.since(), asked.until())
                .page(page);
    }

    /**
     * Calls that a deadline has reached, the longest due first, locked; those that somebody works on are passed over.
     *
     * @param skipped rows to pass over at the head of the queue
     * @return in the order of their identifiers
     */
    public List<Call> lockDue(Instant now, int skipped, int batch) {
        List<UUID> ids = DueRowsRepository.lock(entities, "placed_call", "due_at", now, skipped, batch);
        return ids.isEmpty()
                ? List.of()
                : entities.createQuery(
                                "select c from Call c where c.id in (:ids) order by c.identifierId, c.id", Call.class)
                        .setParameter("ids", ids)
                        .getResultList();
    }
}
