// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.service;

import io.switchboard.accounts.model.AccountRepository;
import io.switchboard.accounts.model.Enterprise;
import io.switchboard.accounts.model.Terminal;
import io.switchboard.accounts.model.TerminalRepository;
import io.switchboard.accounts.wire.AccountState;
import io.switchboard.accounts.wire.RegistrationView;
import io.switchboard.accounts.wire.RevocationView;
import io.switchboard.accounts.wire.RevocationsView;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.service.Invocation;
import io.switchboard.shared.service.Workflow;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.EnterpriseId;
import io.switchboard.shared.wire.SharedRefusal;
import io.switchboard.shared.wire.TerminalId;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;

/** Tells an enterprise's private server which terminals there are: what it needs to serve them, and no more. */
@Stateless
@Workflow
public class RegistrationService {
    private static final int MOST = 500;

    @Inject
    AccountRepository accounts;

    @Inject
    TerminalRepository terminals;

    /**
     * The account of a terminal.
     *
     * @throws RefusedException {@code not-found} for one that is revoked, or of another enterprise
     */
    public RegistrationView ofTerminal(Invocation invocation, TerminalId id) {
        EnterpriseId enterprise = invocation.federated();
        return terminals
                .terminal(enterprise, id)
                .filter(terminal -> terminal.revokedAt().isEmpty())
                .map(terminal -> of(enterprise, terminal.account()))
                .orElseThrow(RegistrationService::notFound);
    }

    /**
     * An account.
     *
     * @throws RefusedException {@code not-found} for one that is not in use, or of another enterprise
     */
    public RegistrationView ofAccount(Invocation invocation, AccountId id) {
        return of(invocation.federated(), id);
    }

    private RegistrationView of(EnterpriseId enterprise, AccountId id) {
        if (accounts.account(enterprise, id)
                .filter(account -> account.state() == AccountState.ACTIVE)
                .isEmpty()) {
            throw notFound();
        }
        return new RegistrationView(
                enterprise,
                accounts.enterprise(enterprise).map(Enterprise::name).orElseThrow(RegistrationService::notFound),
                id,
                terminals.activeOf(id).stream().map(AccountViews::registered).toList());
    }

    /** Which terminals have been revoked at this time or later, the earliest first; 500 at most. One statement. */
    public RevocationsView revocations(Invocation invocation, Instant since) {
        List<Terminal> found = terminals.revoked(invocation.federated(), since, MOST + 1);
        return new RevocationsView(
                found.stream()
                        .limit(MOST)
                        .map(terminal -> new RevocationView(
                                terminal.id(), terminal.revokedAt().orElseThrow()))
                        .toList(),
                found.size() > MOST);
    }

    private static RefusedException notFound() {
        return RefusedException.of(SharedRefusal.NOT_FOUND);
    }
}
