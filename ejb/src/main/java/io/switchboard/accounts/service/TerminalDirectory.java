// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.service;

import io.switchboard.accounts.model.Terminal;
import io.switchboard.accounts.model.TerminalRepository;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.EnterpriseId;
import io.switchboard.shared.wire.TerminalId;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** Which terminals an account has; for the other features, inside their transactions. */
@Stateless
@TransactionAttribute(TransactionAttributeType.MANDATORY)
public class TerminalDirectory {
    @Inject
    TerminalRepository terminals;

    /** Those in use, in the order of their ids. One statement. */
    public List<TerminalId> active(AccountId account) {
        return terminals.active(account);
    }

    /** All that it has or had, in the order of their ids. One statement. */
    public List<TerminalId> all(AccountId account) {
        return terminals.all(account);
    }

    /** Whose it is, when it is in use and this enterprise's. One statement. */
    public Optional<AccountId> accountOf(EnterpriseId enterprise, TerminalId terminal) {
        return terminals
                .terminal(enterprise, terminal)
                .filter(found -> found.revokedAt().isEmpty())
                .map(Terminal::account);
    }

    /**
     * Whose it is.
     *
     * @throws IllegalStateException when there is no such terminal
     */
    public AccountId accountOf(TerminalId terminal) {
        return terminals
                .terminal(terminal)
                .map(Terminal::account)
                .orElseThrow(() -> new IllegalStateException("no terminal " + terminal));
    }
}
