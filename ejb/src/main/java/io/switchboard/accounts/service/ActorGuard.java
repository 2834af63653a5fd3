// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.service;

import io.switchboard.accounts.model.AccountRepository;
import io.switchboard.accounts.model.TerminalRepository;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.service.Actor;
import io.switchboard.shared.service.Invocation;
import io.switchboard.shared.service.TransactionHead;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.SharedRefusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/**
 * A terminal that changes something is in use until the change is committed: its revocation comes after it, or before it and the change is
 * refused, however long the request has waited for its locks since it was authenticated. A terminal changes one thing at a time, so that
 * its changes stand in line with its revocation. The same holds of an account that is acted for, and its erasure, but that those who act for
 * it do so at the same time. One statement. An API client is not held: it has many requests at a time, which must not wait for one another, and
 * if they shared the lock they would pass by a revocation that waits for it alone, on PostgreSQL; a change of it that is under way when
 * it is revoked is carried out.
 */
@ApplicationScoped
class ActorGuard implements TransactionHead {
    @Inject
    TerminalRepository terminals;

    @Inject
    AccountRepository accounts;

    @Override
    public void require(Invocation invocation) {
        if (invocation.actor() instanceof Actor.Device device) {
            requireActive(terminals.holdActive(device.terminal()));
        }
        if (invocation.actor() instanceof Actor.Client client) {
            client.actingFor().ifPresent(this::requireThere);
        }
        if (invocation.actor() instanceof Actor.Relay relay) {
            requireThere(relay.account());
        }
    }

    private void requireThere(AccountId account) {
        if (!accounts.holdActive(account)) {
            throw RefusedException.of(SharedRefusal.NOT_FOUND, "There is no such account to act for");
        }
    }

    private static void requireActive(boolean active) {
        if (!active) {
            throw RefusedException.of(SharedRefusal.UNAUTHENTICATED);
        }
    }
}
