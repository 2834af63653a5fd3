// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.service;

import io.switchboard.accounts.model.Account;
import io.switchboard.accounts.model.AccountRepository;
import io.switchboard.accounts.model.Enrolment;
import io.switchboard.accounts.model.RealAddress;
import io.switchboard.accounts.wire.AccountState;
import io.switchboard.accounts.wire.AccountView;
import io.switchboard.accounts.wire.AccountsRefusal;
import io.switchboard.accounts.wire.AddressRequest;
import io.switchboard.accounts.wire.CreateAccountRequest;
import io.switchboard.accounts.wire.EditAccountRequest;
import io.switchboard.accounts.wire.EnrolmentId;
import io.switchboard.accounts.wire.EnrolmentView;
import io.switchboard.shared.model.PageRequest;
import io.switchboard.shared.model.PersistenceFlush;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.service.AuditLog;
import io.switchboard.shared.service.Ids;
import io.switchboard.shared.service.Invocation;
import io.switchboard.shared.service.NotesText;
import io.switchboard.shared.service.Pages;
import io.switchboard.shared.service.PersonsConcerned;
import io.switchboard.shared.service.SettingKey;
import io.switchboard.shared.service.Settings;
import io.switchboard.shared.service.Versioned;
import io.switchboard.shared.service.Workflow;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.EnterpriseId;
import io.switchboard.shared.wire.Page;
import io.switchboard.shared.wire.SharedRefusal;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An enterprise's work on its accounts. Every method needs an API client with the scope {@code manage} and sees its own enterprise only. */
@Stateless
@Workflow
public class AccountService {
    @Inject
    AccountRepository repository;

    @Inject
    AccountErasures erasures;

    @Inject
    EnrolmentCodes codes;

    @Inject
    Settings settings;

    @Inject
    PersonsConcerned concerned;

    @Inject
    AuditLog audit;

    @Inject
    Ids ids;

    @Inject
    PersistenceFlush persistence;

    @Inject
    Clock clock;

    /**
     * Creates an account.
     *
     * @throws RefusedException {@code address-invalid}, {@code address-taken}, {@code external-id-taken}
     */
    public AccountView create(Invocation invocation, CreateAccountRequest request) {
        EnterpriseId enterprise = invocation.managed();
        Account account = new Account(new AccountId(ids.next()), enterprise, request.name(), clock.instant());
        addresses(enterprise, request.addresses(), Set.of()).forEach(address -> account.add(ids.next(), address));
        annotate(account, request.externalId(), request.metadata());
        repository.add(account);
        audit.done(invocation, "account.create", account.id());
        concerned.add(account.id());
        return AccountViews.of(account);
    }

    /**
     * Replaces name, addresses and notes. What changes nothing is told to nobody.
     *
     * @param expected the version that the caller has read
     * @throws RefusedException {@code not-found}, {@code stale}, {@code illegal-move}, {@code address-invalid}, {@code address-taken},
     *     {@code external-id-taken}
     */
    public Versioned<AccountView> edit(Invocation invocation, AccountId id, long expected, EditAccountRequest request) {
        EnterpriseId enterprise = invocation.managed();
        Account account = locked(invocation, id);
        if (account.version() != expected) {
            throw RefusedException.of(SharedRefusal.STALE);
        }
        account.requireActive();
        Set<RealAddress> before = new HashSet<>(account.addresses());
        List<RealAddress> after = addresses(enterprise, request.addresses(), before);
        account.rename(request.name());
        annotate(account, request.externalId(), request.metadata());
        before.stream().filter(address -> !after.contains(address)).forEach(account::remove);
        after.stream()
                .filter(address -> !before.contains(address))
                .forEach(address -> account.add(ids.next(), address));
        persistence.flush();
        if (account.version() != expected) {
            audit.done(invocation, "account.edit", id);
        }
        return versioned(account);
    }

    private void annotate(Account account, @Nullable String externalId, @Nullable Map<String, String> metadata) {
        if (externalId != null
                && !externalId.equals(account.notes().externalId())
                && repository.isTaken(account.enterprise(), externalId)) {
            throw RefusedException.field(
                    AccountsRefusal.EXTERNAL_ID_TAKEN, "/externalId", "Another account has this external id");
        }
        account.annotate(NotesText.keep(externalId, metadata));
    }

    /** In their normal form, each once, and each free or among its own. */
    private List<RealAddress> addresses(
            EnterpriseId enterprise, @Nullable List<AddressRequest> asked, Set<RealAddress> own) {
        Set<RealAddress> all = new LinkedHashSet<>();
        int index = 0;
        for (AddressRequest request : asked == null ? List.<AddressRequest>of() : asked) {
            String pointer = "/addresses/" + index++;
            RealAddress address = AddressForms.normalize(request, pointer);
            if (!all.add(address) || (!own.contains(address) && repository.isTaken(enterprise, address))) {
                throw RefusedException.field(
                        AccountsRefusal.ADDRESS_TAKEN,
                        pointer,
                        "Another account has this address, or it is named twice");
            }
        }
        return List.copyOf(all);
    }

    private static Versioned<AccountView> versioned(Account account) {
        return new Versioned<>(AccountViews.of(account), account.version());
    }

    /**
     * The enterprise's accounts, newest first.
     *
     * @param externalId only the one of this id; all when null
     * @param address only those that have this address, in whatever form it is written; all when null
     */
    public Page<AccountView> list(
            Invocation invocation, @Nullable String externalId, @Nullable String address, PageRequest page) {
        return Pages.of(
                repository.accounts(
                        invocation.managed(),
                        externalId,
                        address == null ? null : AddressForms.of(address),
                        page.withOneMore()),
                page,
                a -> a.id().value(),
                AccountViews::of);
    }

    /**
     * One account.
     *
     * @throws RefusedException {@code not-found}
     */
    public Versioned<AccountView> get(Invocation invocation, AccountId id) {
        return versioned(existing(invocation, id));
    }

    /**
     * Erases an account: its terminals end and nobody acts for it any more, from now on, and what is known of it is removed everywhere, by
     * and by. Again is harmless.
     *
     * @throws RefusedException {@code not-found}
     */
    public AccountView erase(Invocation invocation, AccountId id) {
        Account account = locked(invocation, id);
        erasures.begin(invocation, account);
        return AccountViews.of(account);
    }

    /**
     * Gives the permission to enrol one terminal.
     *
     * @throws RefusedException {@code not-found}, {@code illegal-move} from its erasure on
     */
    public EnrolmentView enrol(Invocation invocation, AccountId id) {
        Account account = locked(invocation, id);
        account.requireActive();
        UUID enrolmentId = ids.next();
        String code = codes.next();
        Instant expiresAt = clock.instant().plus(settings.get(SettingKey.ENROLMENT_LIFETIME));
        Enrolment enrolment = new Enrolment(
                new EnrolmentId(enrolmentId), account, codes.mac(code), codes.wrap(enrolmentId, code), expiresAt);
        repository.add(enrolment);
        audit.done(invocation, "enrolment.create", enrolment.id());
        concerned.add(id);
        return new EnrolmentView(enrolment.id(), account.id(), codes.grouped(code), codes.url(code), expiresAt);
    }

    /**
     * What the enrolment's QR code holds, as long as it can be used.
     *
     * @throws RefusedException {@code not-found}
     */
    public String enrolmentUrl(Invocation invocation, AccountId id, EnrolmentId enrolmentId) {
        Account account = existing(invocation, id);
        return repository
                .enrolment(account.id(), enrolmentId)
                .filter(enrolment -> account.state() == AccountState.ACTIVE && enrolment.isOpen(clock.instant()))
                .flatMap(enrolment ->
                        enrolment.codeWrapped().map(wrapped -> codes.url(codes.unwrap(enrolmentId.value(), wrapped))))
                .orElseThrow(RefusedException::notFound);
    }

    private Account locked(Invocation invocation, AccountId id) {
        return repository.lockAccount(invocation.managed(), id).orElseThrow(RefusedException::notFound);
    }

    private Account existing(Invocation invocation, AccountId id) {
        return repository.account(invocation.managed(), id).orElseThrow(RefusedException::notFound);
    }
}
