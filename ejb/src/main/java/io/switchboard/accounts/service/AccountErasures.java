// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.service;

import io.switchboard.accounts.model.Account;
import io.switchboard.accounts.model.Terminal;
import io.switchboard.accounts.model.TerminalRepository;
import io.switchboard.shared.service.AuditLog;
import io.switchboard.shared.service.Invocation;
import io.switchboard.shared.wire.TerminalId;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Begins the erasure of accounts, whoever wants it: {@link ErasureJanitor} carries it to its end. */
@Dependent
public class AccountErasures {
    @Inject
    TerminalRepository terminals;

    @Inject
    @Any
    Instance<TerminalListener> listeners;

    @Inject
    AuditLog audit;

    @Inject
    Clock clock;

    /** Begins that of an account, which is locked, and ends its terminals. Again is harmless. */
    void begin(Invocation invocation, Account account) {
        Instant now = clock.instant();
        if (!account.erase(now)) {
            return;
        }
        record(invocation, account, "account.erase", account.id().toString());
        List<Terminal> active = terminals.lockActive(account.id());
        active.forEach(terminal -> terminal.revoke(now));
        List<TerminalId> revoked = active.stream().map(Terminal::id).toList();
        if (!revoked.isEmpty()) {
            listeners.forEach(listener -> listener.revoked(revoked));
        }
        revoked.forEach(terminal -> record(invocation, account, "terminal.revoke", terminal.toString()));
    }

    private void record(Invocation invocation, Account account, String action, String resource) {
        audit.record(invocation, account.enterprise(), action, resource, "done");
    }
}
