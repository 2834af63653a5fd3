// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.model;

import io.switchboard.accounts.wire.AccountState;
import io.switchboard.accounts.wire.ApiClientRole;
import io.switchboard.accounts.wire.EnrolmentId;
import io.switchboard.shared.model.ExpiredRowsRepository;
import io.switchboard.shared.model.ListRepository;
import io.switchboard.shared.model.OwnedRowsRepository;
import io.switchboard.shared.model.PageRequest;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.ApiClientId;
import io.switchboard.shared.wire.EnterpriseId;
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
import org.jspecify.annotations.Nullable;

/** Finds and keeps enterprises, API clients, accounts and enrolments. Everything below an enterprise is found through it. */
@Dependent
public class AccountRepository {
    private final EntityManager entities;

    @Inject
    public AccountRepository(EntityManager entities) {
        this.entities = entities;
    }

    /** Keeps a new one. */
    public void add(Enterprise enterprise) {
        entities.persist(enterprise);
    }

    /** Keeps a new one. */
    public void add(ApiClient client) {
        entities.persist(client);
    }

    /** Keeps a new one; an address that is taken shows at the flush. */
    public void add(Account account) {
        entities.persist(account);
    }

    /** Keeps a new one. */
    public void add(Enrolment enrolment) {
        entities.persist(enrolment);
    }

    /** By id. */
    public Optional<Enterprise> enterprise(EnterpriseId id) {
        return Optional.ofNullable(entities.find(Enterprise.class, id.value()));
    }

    /**
     * Newest first, after the cursor.
     *
     * @param prefix how their names begin, in whatever case; all when null
     */
    public List<Enterprise> enterprises(@Nullable String prefix, PageRequest page) {
        ListRepository<Enterprise> found = ListRepository.of(entities, Enterprise.class);
        if (prefix != null && !prefix.isEmpty()) {
            String key = Enterprise.key(prefix);
            found.where("x.nameKey >= :first", "first", key).where("x.nameKey < :behind", "behind", behind(key));
        }
        return found.page(page);
    }

    /** The smallest text that is larger than everything that begins like this one. */
    private static String behind(String prefix) {
        int last = prefix.codePointBefore(prefix.length());
        return prefix.substring(0, prefix.length() - Character.charCount(last)) + Character.toString(last + 1);
    }

    /** By id, of any enterprise: for authentication. */
    public Optional<ApiClient> apiClient(ApiClientId id) {
        return Optional.ofNullable(entities.find(ApiClient.class, id.value()));
    }

    /** The same, locked for a move. */
    public Optional<ApiClient> lockApiClient(ApiClientId id) {
        return Optional.ofNullable(entities.find(ApiClient.class, id.value(), LockModeType.PESSIMISTIC_WRITE));
    }

    /** One of this enterprise, locked for a move; another enterprise's is as good as none, and is not locked. */
    public Optional<ApiClient> lockApiClient(EnterpriseId enterprise, ApiClientId id) {
        return entities
                .createQuery(
                        "select c from ApiClient c where c.id = :id and c.enterpriseId = :enterprise", ApiClient.class)
                .setParameter("id", id.value())
                .setParameter("enterprise", enterprise.value())
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList()
                .stream()
                .findFirst();
    }

    /** Newest first, after the cursor. */
    public List<ApiClient> apiClients(EnterpriseId enterprise, PageRequest page) {
        return entities.createQuery("""
                        select c from ApiClient c where c.enterpriseId = :enterprise and c.id < :before
                        order by c.id desc""", ApiClient.class)
                .setParameter("enterprise", enterprise.value())
                .setParameter("before", page.before())
                .setMaxResults(page.limit())
                .getResultList();
    }

    /** The administrator's client, locked; empty when it has not been made. */
    public Optional<ApiClient> lockAdmin() {
        return entities
                .createQuery("select c from ApiClient c where c.role = :admin", ApiClient.class)
                .setParameter("admin", ApiClientRole.ADMIN)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList()
                .stream()
                .min(Comparator.comparing(ApiClient::createdAt));
    }

    /**
     * Holds up whoever else adds to this account until this transaction ends.
     *
     * @return false when it is not in use any more
     */
    public boolean lock(AccountId id) {
        Account account = entities.find(Account.class, id.value(), LockModeType.PESSIMISTIC_WRITE);
        return account != null && account.state() == AccountState.ACTIVE;
    }

    /**
     * Keeps an account from being erased until this transaction ends; others may do the same at once, on PostgreSQL.
     *
     * @return false when it is not in use any more
     */
    public boolean holdActive(AccountId id) {
        return !entities.createQuery("select a from Account a where a.id = :id and a.state = :active", Account.class)
                .setParameter("id", id.value())
                .setParameter("active", AccountState.ACTIVE)
                .setLockMode(LockModeType.PESSIMISTIC_READ)
                .getResultList()
                .isEmpty();
    }

    /** The same of an account of this enterprise. */
    public boolean holdActive(EnterpriseId enterprise, AccountId id) {
        return !entities.createQuery(
                        "select a from Account a where a.id = :id and a.enterpriseId = :enterprise and a.state = :active",
                        Account.class)
                .setParameter("id", id.value())
                .setParameter("enterprise", enterprise.value())
                .setParameter("active", AccountState.ACTIVE)
                .setLockMode(LockModeType.PESSIMISTIC_READ)
                .getResultList()
                .isEmpty();
    }

    /**
     * Deletes an account's enrolments.
     *
     * @param most how many
     * @return how many were deleted
     */
    public int deleteEnrolments(AccountId account, int most) {
        List<UUID> ids = entities.createQuery(
                        "select e.id from Enrolment e where e.accountId = :account order by e.id", UUID.class)
                .setParameter("account", account.value())
                .setMaxResults(most)
                .getResultList();
        return ids.isEmpty()
                ? 0
                : entities.createQuery("delete from Enrolment e where e.id in (:ids)")
                        .setParameter("ids", ids)
                        .executeUpdate();
    }

    /** Holds up whoever else locks this enterprise until this transaction ends. */
    public void lock(EnterpriseId id) {
        entities.find(Enterprise.class, id.value(), LockModeType.PESSIMISTIC_WRITE);
    }

    /**
     * Forgets enrolments whose time is long over, a batch at a time.
     *
     * @return how many were deleted
     */
    public int deleteExpiredEnrolments(Instant before, int skipped, int batch) {
        return ExpiredRowsRepository.delete(entities, "enrolment", "id", before, skipped, batch);
    }

    /** An account of this enterprise; another enterprise's is as good as none. */
    public Optional<Account> account(EnterpriseId enterprise, AccountId id) {
        return OwnedRowsRepository.find(entities, Account.class, id.value(), "enterpriseId", enterprise.value());
    }

    /** The same, locked for an edit. Nobody else's account is ever locked. */
    public Optional<Account> lockAccount(EnterpriseId enterprise, AccountId id) {
        return entities
                .createQuery("select a from Account a where a.id = :id and a.enterpriseId = :enterprise", Account.class)
                .setParameter("id", id.value())
                .setParameter("enterprise", enterprise.value())
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList()
                .stream()
                .findFirst();
    }

    /**
     * Newest first, after the cursor.
     *
     * @param externalId only the one of this id; all when null
     * @param forms only the one that has an address of one of these forms; all when null
     */
    public List<Account> accounts(
            EnterpriseId enterprise,
            @Nullable String externalId,
            @Nullable Collection<String> forms,
            PageRequest page) {
        return ListRepository.of(entities, Account.class)
                .where("x.enterpriseId = :enterprise", "enterprise", enterprise.value())
                .whereAsked("x.notes.externalId = :externalId", "externalId", externalId)
                .whereAsked(
                        "x.id in (select a.account.id from AccountAddress a where a.enterpriseId = :enterprise"
                                + " and a.address in (:forms))",
                        "forms",
                        forms)
                .page(page);
    }

    /** Whether an account of the enterprise has this external id. */
    public boolean isTaken(EnterpriseId enterprise, String externalId) {
        return !entities.createQuery(
                        "select a.id from Account a where a.enterpriseId = :enterprise and a.notes.externalId = :externalId",
                        UUID.class)
                .setParameter("enterprise", enterprise.value())
                .setParameter("externalId", externalId)
                .getResultList()
                .isEmpty();
    }

    /** Whether another account of the enterprise has the address. */
    public boolean isTaken(EnterpriseId enterprise, RealAddress address) {
        return !entities.createQuery("""
                        select a.id from AccountAddress a where a.enterpriseId = :enterprise and a.kind = :kind
                        and a.provider = :provider and a.address = :address""", UUID.class)
                .setParameter("enterprise", enterprise.value())
                .setParameter("kind", address.kind())
                .setParameter("provider", address.provider())
                .setParameter("address", address.value())
                .getResultList()
                .isEmpty();
    }

    /** An enrolment of an account. */
    public Optional<Enrolment> enrolment(AccountId account, EnrolmentId id) {
        return OwnedRowsRepository.find(entities, Enrolment.class, id.value(), "accountId", account.value());
    }

    /** By its code, locked, so that one terminal uses it. */
    public Optional<Enrolment> lockEnrolment(byte[] codeMac) {
        return entities
                .createQuery("select e from Enrolment e where e.codeMac = :mac", Enrolment.class)
                .setParameter("mac", codeMac)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList()
                .stream()
                .findFirst();
    }
}
