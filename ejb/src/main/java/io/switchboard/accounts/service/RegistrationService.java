// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.service;

import io.switchboard.accounts.model.AccountRepository;
import io.switchboard.accounts.model.Enterprise;
import io.switchboard.accounts.model.ErasureRepository;
import io.switchboard.accounts.model.TerminalRepository;
import io.switchboard.accounts.wire.AccountState;
import io.switchboard.accounts.wire.ErasureView;
import io.switchboard.accounts.wire.RegistrationView;
import io.switchboard.accounts.wire.RevocationView;
import io.switchboard.accounts.wire.RevocationsView;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.service.Invocation;
import io.switchboard.shared.service.Workflow;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.EnterpriseId;
import io.switchboard.shared.wire.TerminalId;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells an enterprise's private server which terminals there are: what it needs to serve them, and no more. */
@Stateless
@Workflow
public class RegistrationService {
    private static final int MOST = 500;

    @Inject
    AccountRepository accounts;

    @Inject
    TerminalRepository terminals;

    @Inject
    ErasureRepository erasures;

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
                .orElseThrow(RefusedException::notFound);
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
            throw RefusedException.notFound();
        }
        return new RegistrationView(
                enterprise,
                accounts.enterprise(enterprise).map(Enterprise::name).orElseThrow(RefusedException::notFound),
                id,
                terminals.activeOf(id).stream().map(AccountViews::registered).toList());
    }

    /**
     * Which terminals have been revoked and which accounts erased at this time or later, the earliest first; 500 at most of both
     * together. Two statements.
     */
    public RevocationsView revocations(Invocation invocation, Instant since) {
        EnterpriseId enterprise = invocation.federated();
        List<Ended> found = Stream.concat(
                        terminals.revoked(enterprise, since, MOST + 1).stream()
                                .map(terminal -> new Ended(terminal.revokedAt().orElseThrow(), terminal.id(), null)),
                        erasures.erased(enterprise, since, MOST + 1).stream()
                                .map(account -> new Ended(account.erasedAt().orElseThrow(), null, account.id())))
                .sorted(Comparator.comparing(Ended::at))
                .toList();
        List<Ended> told = found.subList(0, Math.min(MOST, found.size()));
        return new RevocationsView(
                told.stream().flatMap(Ended::revocation).toList(),
                told.stream().flatMap(Ended::erasure).toList(),
                found.size() > MOST);
    }

    /** One of the two, and when. */
    private record Ended(
            Instant at,
            @Nullable TerminalId terminal,
            @Nullable AccountId account) {
        Stream<RevocationView> revocation() {
            return Stream.ofNullable(terminal).map(id -> new RevocationView(id, at));
        }

        Stream<ErasureView> erasure() {
            return Stream.ofNullable(account).map(id -> new ErasureView(id, at));
        }
    }
}
