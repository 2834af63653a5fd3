// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.service;

import io.switchboard.accounts.model.AccountRepository;
import io.switchboard.accounts.model.TerminalRepository;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.service.Actor;
import io.switchboard.shared.service.Invocation;
import io.switchboard.shared.service.TransactionHead;
import io.switchboard.shared.wire.SharedRefusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/**
 * A terminal that changes something is in use until the change is committed: its revocation comes after it, or before it and the change is
 * refused, however long the request has waited for its locks since it was authenticated. The same holds of an account that is acted for,
 * and its erasure. One statement.
 */
@ApplicationScoped
class TerminalGuard implements TransactionHead {
    @Inject
    TerminalRepository terminals;

    @Inject
    AccountRepository accounts;

    @Override
    public void require(Invocation invocation) {
        if (invocation.actor() instanceof Actor.Device device && !terminals.holdActive(device.terminal())) {
            throw RefusedException.of(SharedRefusal.UNAUTHENTICATED);
        }
        if (invocation.actor() instanceof Actor.Client client
                && client.actingFor()
                        .filter(account -> !accounts.holdActive(account))
                        .isPresent()) {
            throw RefusedException.of(SharedRefusal.NOT_FOUND, "There is no such account to act for");
        }
    }
}
