// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.service;

import io.switchboard.accounts.model.Account;
import io.switchboard.accounts.model.AccountRepository;
import io.switchboard.accounts.model.Enterprise;
import io.switchboard.accounts.model.ErasureRepository;
import io.switchboard.accounts.model.Terminal;
import io.switchboard.accounts.model.TerminalRepository;
import io.switchboard.accounts.wire.PublicJwk;
import io.switchboard.accounts.wire.RegisteredTerminal;
import io.switchboard.accounts.wire.RegistrationView;
import io.switchboard.shared.model.PersistenceFlush;
import io.switchboard.shared.service.AuditLog;
import io.switchboard.shared.service.Invocation;
import io.switchboard.shared.service.Workflow;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.EnterpriseId;
import io.switchboard.shared.wire.TerminalId;
import jakarta.ejb.Stateless;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Keeps, at a private server, the accounts and terminals that are enrolled at its central, under the ids that they have there. They are
 * known here from then on, also while the central is away.
 */
@Stateless
@Workflow
public class RegistrationKeeper {
    @Inject
    AccountRepository accounts;

    @Inject
    TerminalRepository terminals;

    @Inject
    ErasureRepository erasures;

    @Inject
    AccountErasures begun;

    @Inject
    @Any
    Instance<TerminalListener> listeners;

    @Inject
    PersistenceFlush persistence;

    @Inject
    AuditLog audit;

    @Inject
    Clock clock;

    /** Whether a terminal is known here, in use or not. One statement. */
    public boolean knows(TerminalId id) {
        return terminals.terminal(id).isPresent();
    }

    /** Whether an account is known here, in use or not. One statement. */
    public boolean knows(EnterpriseId enterprise, AccountId id) {
        return accounts.account(enterprise, id).isPresent();
    }

    /** Keeps an account with its terminals as the central has told them. One that it has not named may have come since: revocations are told apart. */
    public void keep(RegistrationView told) {
        Instant now = clock.instant();
        EnterpriseId enterprise = told.enterpriseId();
        AccountId account = told.accountId();
        // What accounts and devices are called is between their enterprise and the central.
        if (accounts.enterprise(enterprise).isEmpty()) {
            accounts.add(new Enterprise(enterprise, told.enterpriseName(), now));
        }
        if (accounts.account(enterprise, account).isEmpty()) {
            accounts.add(new Account(account, enterprise, account.toString(), now));
        }
        persistence.flush();
        if (!accounts.lock(account)) {
            return;
        }
        List<TerminalId> known = terminals.all(account);
        List<TerminalId> fresh = new ArrayList<>();
        for (RegisteredTerminal terminal : told.terminals()) {
            if (!known.contains(terminal.id())) {
                terminals.add(new Terminal(
                        terminal.id(),
                        enterprise,
                        account,
                        terminal.id().toString(),
                        point(terminal.sig()),
                        point(terminal.enc()),
                        now));
                fresh.add(terminal.id());
            }
        }
        persistence.flush();
        fresh.forEach(id -> registered(enterprise, account, id));
    }

    private void registered(EnterpriseId enterprise, AccountId account, TerminalId id) {
        listeners.forEach(listener -> listener.enrolled(id));
        audit.record(Invocation.ofServer(), enterprise, account, "terminal.register", id.toString(), "done");
    }

    /** Ends terminals that the central has revoked, as far as they are known here; again is harmless. One statement when none is. */
    public void revoke(Collection<TerminalId> ids) {
        Instant now = clock.instant();
        terminals
                .active(ids)
                .forEach(id -> terminals.relock(id).ifPresent(terminal -> {
                    if (terminal.revoke(now)) {
                        listeners.forEach(listener -> listener.revoked(List.of(id)));
                        audit.record(
                                Invocation.ofServer(),
                                terminal.enterprise(),
                                terminal.account(),
                                "terminal.revoke",
                                id.toString(),
                                "done");
                    }
                }));
    }

    /** Erases accounts that the central erases, as far as they are known here; again is harmless. One statement when none is in use here. */
    public void erase(EnterpriseId enterprise, Collection<AccountId> ids) {
        erasures.active(enterprise, ids)
                .forEach(id -> accounts.lockAccount(enterprise, id)
                        .ifPresent(account -> begun.begin(Invocation.ofServer(), account)));
    }

    private static Terminal.Point point(PublicJwk key) {
        return new Terminal.Point(key.x(), key.y());
    }
}
