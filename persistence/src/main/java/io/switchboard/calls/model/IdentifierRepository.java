// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.model;

import io.switchboard.calls.wire.IdentifierForm;
import io.switchboard.shared.model.DueRowsRepository;
import io.switchboard.shared.model.ListRepository;
import io.switchboard.shared.model.NativeRows;
import io.switchboard.shared.model.OwnedRowsRepository;
import io.switchboard.shared.model.PageRequest;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.VirtualIdentifierId;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds and keeps virtual identifiers, their codes and their quotas. */
@Dependent
public class IdentifierRepository {
    private final EntityManager entities;

    @Inject
    public IdentifierRepository(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * Keeps a new one with its codes and an unused quota.
     *
     * @throws jakarta.persistence.PersistenceException when a code was issued before; the caller draws new ones
     */
    public void add(VirtualIdentifier identifier, Collection<IssuedCode> codes) {
        entities.persist(identifier);
        entities.flush();
        for (IssuedCode code : codes) {
            entities.createNativeQuery("""
                            insert into identifier_code (id, code_mac, identifier_id, form, code_wrapped)
                            values (:id, :mac, :identifier, :form, :wrapped)""")
                    .setParameter("id", code.id())
                    .setParameter("mac", code.mac())
                    .setParameter("identifier", identifier.id().value())
                    .setParameter("form", code.form().name())
                    .setParameter("wrapped", code.wrapped())
                    .executeUpdate();
        }
        entities.createNativeQuery(
                        "insert into identifier_quota (identifier_id, granted, used) values (:identifier, :granted, 0)")
                .setParameter("identifier", identifier.id().value())
                .setParameter("granted", identifier.conditions().maxCalls())
                .executeUpdate();
    }

    /** By code, as it stands; one statement, whether there is such a code or not. */
    @SuppressWarnings("unchecked")
    public Optional<VirtualIdentifier> findByCode(byte[] codeMac) {
        List<VirtualIdentifier> found = entities.createNativeQuery(
                        "select v.* from virtual_identifier v join identifier_code c on c.identifier_id = v.id "
                                + "where c.code_mac = :mac",
                        VirtualIdentifier.class)
                .setParameter("mac", codeMac)
                .getResultList();
        return found.stream().findFirst();
    }

    /** Locks one that was read without a lock, and reads it anew. */
    public void relock(VirtualIdentifier identifier) {
        entities.refresh(identifier, LockModeType.PESSIMISTIC_WRITE);
    }

    /** By id, when it is this account's, locked. Nobody else's identifier is ever locked. */
    public Optional<VirtualIdentifier> lock(VirtualIdentifierId id, AccountId owner) {
        return entities
                .createQuery(
                        "select v from VirtualIdentifier v where v.id = :id and v.accountId = :owner",
                        VirtualIdentifier.class)
                .setParameter("id", id.value())
                .setParameter("owner", owner.value())
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList()
                .stream()
                .findFirst();
    }

    /** The next of the account's identifiers, whatever their state, after the one with this id, locked. */
    public List<VirtualIdentifier> lock(AccountId owner, UUID after, int most) {
        return entities.createQuery(
                        "select v from VirtualIdentifier v where v.accountId = :owner and v.id > :after order by v.id",
                        VirtualIdentifier.class)
                .setParameter("owner", owner.value())
                .setParameter("after", after)
                .setMaxResults(most)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList();
    }

    /** One of an account's. */
    public Optional<VirtualIdentifier> find(AccountId owner, VirtualIdentifierId id) {
        return OwnedRowsRepository.find(entities, VirtualIdentifier.class, id.value(), "accountId", owner.value());
    }

    /** By id, whosever. */
    public Optional<VirtualIdentifier> find(VirtualIdentifierId id) {
        return Optional.ofNullable(entities.find(VirtualIdentifier.class, id.value()));
    }

    /**
     * An account's identifiers, newest first.
     *
     * @param externalId only those that the owner calls so; all when null
     */
    public List<VirtualIdentifier> list(AccountId account, @Nullable String externalId, PageRequest page) {
        return ListRepository.of(entities, VirtualIdentifier.class)
                .where("x.accountId = :account", "account", account.value())
                .whereAsked("x.notes.externalId = :externalId", "externalId", externalId)
                .page(page);
    }

    /** The codes of several identifiers, in one statement. */
    public Map<UUID, List<IssuedCode>> codes(Collection<UUID> identifiers) {
        Map<UUID, List<IssuedCode>> codes = new HashMap<>();
        if (!identifiers.isEmpty()) {
            NativeRows.of(entities.createNativeQuery("""
                                    select identifier_id, id, form, code_mac, code_wrapped from identifier_code
                                    where identifier_id in (:identifiers) order by form""").setParameter("identifiers", identifiers))
                    .forEach(row -> codes.computeIfAbsent(NativeRows.uuid(row[0]), id -> new ArrayList<>())
                            .add(new IssuedCode(
                                    NativeRows.uuid(row[1]),
                                    IdentifierForm.valueOf((String) row[2]),
                                    (byte[]) row[3],
                                    (byte[]) row[4])));
        }
        return codes;
    }

    /**
     * How many uses of each are counted or reserved, in one statement. Reservations of calls that have rung out by now are free, also
     * when no janitor has come by.
     */
    public Map<UUID, Integer> used(Collection<UUID> identifiers, Instant now) {
        Map<UUID, Integer> used = new HashMap<>();
        if (!identifiers.isEmpty()) {
            NativeRows.of(entities.createNativeQuery("""
                                    select q.identifier_id, q.used - (
                                        select count(*) from placed_call c join call_reservation r on r.call_id = c.id
                                        where c.identifier_id = q.identifier_id and c.due_at <= :now
                                        and c.state = 'RINGING' and r.state = 'RESERVED')
                                    from identifier_quota q where q.identifier_id in (:identifiers)""")
                            .setParameter("now", now)
                            .setParameter("identifiers", identifiers))
                    .forEach(row -> used.put(NativeRows.uuid(row[0]), (int) NativeRows.number(row[1])));
        }
        return used;
    }

    /**
     * How it stands between an identifier and a caller: {@link #used} of the one, and whether it blocks the other. One statement, and the
     * same for an identifier that there is not.
     */
    public Standing standing(UUID identifier, String pseudonym, Instant now) {
        return NativeRows.of(entities.createNativeQuery("""
            select q.used - (
                select count(*) from placed_call c join call_reservation r on r.call_id = c.id
                where c.identifier_id = q.identifier_id and c.due_at <= :now
                and c.state = 'RINGING' and r.state = 'RESERVED'), (
                select count(*) from identifier_block b
                where b.identifier_id = q.identifier_id and b.pseudonym = :pseudonym)
            from identifier_quota q where q.identifier_id = :identifier""")
                        .setParameter("now", now)
                        .setParameter("pseudonym", pseudonym)
                        .setParameter("identifier", identifier))
                .stream()
                .findFirst()
                .map(row -> new Standing((int) NativeRows.number(row[0]), NativeRows.number(row[1]) > 0))
                .orElse(Standing.NONE);
    }

    /** Forgets what the codes were, and keeps that they were issued: a code is never issued again. */
    public void forgetCodes(VirtualIdentifierId id) {
        entities.createNativeQuery("update identifier_code set code_wrapped = null where identifier_id = :id")
                .setParameter("id", id.value())
                .executeUpdate();
    }

    /** Changes how many calls are granted. */
    public void grant(VirtualIdentifierId id, int granted) {
        entities.createNativeQuery("update identifier_quota set granted = :granted where identifier_id = :id")
                .setParameter("granted", granted)
                .setParameter("id", id.value())
                .executeUpdate();
    }

    /**
     * Takes one use from the quota.
     *
     * @param counted whether it is counted at once; otherwise it is reserved, and counted or given back later
     * @return false when none is left
     */
    public boolean takeOne(VirtualIdentifierId id, boolean counted) {
        return entities.createNativeQuery("""
                        update identifier_quota set used = used + 1, counted = counted + :counted
                        where identifier_id = :id and used + 1 <= granted""")
                        .setParameter("counted", counted ? 1 : 0)
                        .setParameter("id", id.value())
                        .executeUpdate()
                == 1;
    }

    /** Counts a use that was reserved. Only for a reservation that was just committed. */
    void countReserved(UUID identifier) {
        entities.createNativeQuery("update identifier_quota set counted = counted + 1 where identifier_id = :id")
                .setParameter("id", identifier)
                .executeUpdate();
    }

    /** Whether the use that this transaction has counted was the last one: true for one transaction only, since its row is locked. */
    public boolean isLastCounted(VirtualIdentifierId id) {
        return !entities.createNativeQuery(
                        "select identifier_id from identifier_quota where identifier_id = :id and counted = granted")
                .setParameter("id", id.value())
                .getResultList()
                .isEmpty();
    }

    /** Gives one call back to the quota. Only for a reservation that was just released. */
    void giveBack(UUID identifier) {
        entities.createNativeQuery("update identifier_quota set used = used - 1 where identifier_id = :id")
                .setParameter("id", identifier)
                .executeUpdate();
    }

    /**
     * Identifiers whose expiry is to be announced, the longest due first, locked; those that another node works on are passed over.
     *
     * @param skipped rows to pass over at the head of the queue
     */
    public List<VirtualIdentifier> lockExpired(Instant now, int skipped, int batch) {
        List<UUID> ids = DueRowsRepository.lock(entities, "virtual_identifier", "expiry_due_at", now, skipped, batch);
        return ids.isEmpty()
                ? List.of()
                : entities.createQuery(
                                "select v from VirtualIdentifier v where v.id in (:ids) order by v.id",
                                VirtualIdentifier.class)
                        .setParameter("ids", ids)
                        .getResultList();
    }
}
