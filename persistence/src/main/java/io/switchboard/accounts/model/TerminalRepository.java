// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.model;

import io.switchboard.accounts.wire.TerminalState;
import io.switchboard.shared.model.ListRepository;
import io.switchboard.shared.model.OwnedRowsRepository;
import io.switchboard.shared.model.PageRequest;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.EnterpriseId;
import io.switchboard.shared.wire.TerminalId;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds and keeps terminals. */
@Dependent
public class TerminalRepository {
    private final EntityManager entities;

    @Inject
    public TerminalRepository(EntityManager entities) {
        this.entities = entities;
    }

    /** Keeps a new one. */
    public void add(Terminal terminal) {
        entities.persist(terminal);
    }

    /** By id, of any account. */
    public Optional<Terminal> terminal(TerminalId id) {
        return Optional.ofNullable(entities.find(Terminal.class, id.value()));
    }

    /** One of an account's. */
    public Optional<Terminal> terminal(AccountId account, TerminalId id) {
        return OwnedRowsRepository.find(entities, Terminal.class, id.value(), "accountId", account.value());
    }

    /** One of an enterprise's. */
    public Optional<Terminal> terminal(EnterpriseId enterprise, TerminalId id) {
        return OwnedRowsRepository.find(entities, Terminal.class, id.value(), "enterpriseId", enterprise.value());
    }

    /**
     * Keeps a terminal from being revoked until this transaction ends, and from changing anything else meanwhile. Those who shared the lock
     * would pass by a revocation that waits for it alone, on PostgreSQL, and a stolen terminal with changes that overlap could hold it off.
     *
     * @return false when it is revoked
     */
    public boolean holdActive(TerminalId id) {
        return !entities.createQuery(
                        "select t from Terminal t where t.id = :id and t.revokedAt is null", Terminal.class)
                .setParameter("id", id.value())
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList()
                .isEmpty();
    }

    /** By id, locked for a move and read anew, since it may have been read before without the lock. */
    public Optional<Terminal> relock(TerminalId id) {
        Terminal terminal = entities.find(Terminal.class, id.value());
        if (terminal != null) {
            entities.refresh(terminal, LockModeType.PESSIMISTIC_WRITE);
        }
        return Optional.ofNullable(terminal);
    }

    /** The ids of an account's terminals that are in use, in order. */
    public List<TerminalId> active(AccountId account) {
        return entities
                .createQuery(
                        "select t.id from Terminal t where t.accountId = :account and t.revokedAt is null order by"
                                + " t.id",
                        UUID.class)
                .setParameter("account", account.value())
                .getResultList()
                .stream()
                .map(TerminalId::new)
                .toList();
    }

    /** Those of these that are there and in use, in order. */
    public List<TerminalId> active(Collection<TerminalId> of) {
        return entities
                .createQuery(
                        "select t.id from Terminal t where t.id in :ids and t.revokedAt is null order by t.id",
                        UUID.class)
                .setParameter("ids", of.stream().map(TerminalId::value).toList())
                .getResultList()
                .stream()
                .map(TerminalId::new)
                .toList();
    }

    /** The account's terminals that are in use, in the order of their ids. */
    public List<Terminal> activeOf(AccountId account) {
        return entities.createQuery(
                        "select t from Terminal t where t.accountId = :account and t.revokedAt is null order by t.id",
                        Terminal.class)
                .setParameter("account", account.value())
                .getResultList();
    }

    /** The enterprise's terminals that were revoked at this time or later, in the order of that. */
    public List<Terminal> revoked(EnterpriseId enterprise, Instant since, int most) {
        return entities.createQuery("""
                        select t from Terminal t where t.enterpriseId = :enterprise and t.revokedAt >= :since
                        order by t.revokedAt, t.id""", Terminal.class)
                .setParameter("enterprise", enterprise.value())
                .setParameter("since", since)
                .setMaxResults(most)
                .getResultList();
    }

    /** The ids of all terminals that an account has or had, in order. */
    public List<TerminalId> all(AccountId account) {
        return entities
                .createQuery("select t.id from Terminal t where t.accountId = :account order by t.id", UUID.class)
                .setParameter("account", account.value())
                .getResultList()
                .stream()
                .map(TerminalId::new)
                .toList();
    }

    /** The account's terminals that are in use, locked, in the order of their ids. */
    public List<Terminal> lockActive(AccountId account) {
        return entities.createQuery(
                        "select t from Terminal t where t.accountId = :account and t.revokedAt is null order by t.id",
                        Terminal.class)
                .setParameter("account", account.value())
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList();
    }

    /** The next of all terminals that the account has or had, after the one with this id, locked. */
    public List<Terminal> lock(AccountId account, UUID after, int most) {
        return entities.createQuery(
                        "select t from Terminal t where t.accountId = :account and t.id > :after order by t.id",
                        Terminal.class)
                .setParameter("account", account.value())
                .setParameter("after", after)
                .setMaxResults(most)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList();
    }

    /**
     * Newest first, after the cursor.
     *
     * @param state only those in this state; all when null
     */
    public List<Terminal> terminals(AccountId account, @Nullable TerminalState state, PageRequest page) {
        ListRepository<Terminal> found = ListRepository.of(entities, Terminal.class);
        if (state != null) {
            found.where(state == TerminalState.REVOKED ? "x.revokedAt is not null" : "x.revokedAt is null");
        }
        return found.where("x.accountId = :account", "account", account.value()).page(page);
    }
}
