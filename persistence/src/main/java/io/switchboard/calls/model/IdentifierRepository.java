// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.model;

import io.switchboard.calls.wire.IdentifierForm;
import io.switchboard.calls.wire.VirtualIdentifierId;
import io.switchboard.shared.model.NativeRows;
import io.switchboard.shared.model.PageRequest;
import io.switchboard.shared.wire.AccountId;
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

    /** By code, locked. */
    public Optional<VirtualIdentifier> lockByCode(byte[] codeMac) {
        List<?> ids = entities.createNativeQuery("select identifier_id from identifier_code where code_mac = :mac")
                .setParameter("mac", codeMac)
                .getResultList();
        return ids.stream().findFirst().flatMap(id -> lock(new VirtualIdentifierId(NativeRows.uuid(id))));
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

    private Optional<VirtualIdentifier> lock(VirtualIdentifierId id) {
        return Optional.ofNullable(entities.find(VirtualIdentifier.class, id.value(), LockModeType.PESSIMISTIC_WRITE));
    }

    /** By id. */
    public Optional<VirtualIdentifier> find(VirtualIdentifierId id) {
        return Optional.ofNullable(entities.find(VirtualIdentifier.class, id.value()));
    }

    /** An account's identifiers, newest first. */
    public List<VirtualIdentifier> list(AccountId account, PageRequest page) {
        return entities.createQuery(
                        "select v from VirtualIdentifier v where v.accountId = :account and v.id < :before order by v.id desc",
                        VirtualIdentifier.class)
                .setParameter("account", account.value())
                .setParameter("before", page.before())
                .setMaxResults(page.limit())
                .getResultList();
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

    /** How many calls of each are counted or reserved, in one statement. */
    public Map<UUID, Integer> used(Collection<UUID> identifiers) {
        Map<UUID, Integer> used = new HashMap<>();
        if (!identifiers.isEmpty()) {
            NativeRows.of(entities.createNativeQuery(
                                    "select identifier_id, used from identifier_quota where identifier_id in (:identifiers)")
                            .setParameter("identifiers", identifiers))
                    .forEach(row -> used.put(NativeRows.uuid(row[0]), (int) NativeRows.number(row[1])));
        }
        return used;
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
     * Takes one call from the quota.
     *
     * @return false when none is left
     */
    public boolean takeOne(VirtualIdentifierId id) {
        return entities.createNativeQuery("""
                        update identifier_quota set used = used + 1
                        where identifier_id = :id and used + 1 <= granted""").setParameter("id", id.value()).executeUpdate() == 1;
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
        List<?> ids = entities.createNativeQuery("""
                        select id from virtual_identifier where expiry_due_at <= :now
                        order by expiry_due_at offset :skipped rows fetch next :batch rows only for update skip locked""")
                .setParameter("now", now)
                .setParameter("skipped", skipped)
                .setParameter("batch", batch)
                .getResultList();
        return ids.stream()
                .map(id -> entities.find(VirtualIdentifier.class, NativeRows.uuid(id)))
                .toList();
    }

    /** Writes what was changed now, so that versions in views are the ones that will be committed. */
    public void flush() {
        entities.flush();
    }
}
