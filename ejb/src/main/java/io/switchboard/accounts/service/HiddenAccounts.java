// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.service;

import io.switchboard.shared.service.Party;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.EnterpriseId;
import io.switchboard.shared.wire.VirtualIdentifierId;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reaches the account behind a code that hides it, for workflows that need not know what such codes are. In the transaction of whoever
 * asks, which must commit whatever comes of it: an attempt is charged, and a refused one recorded for the code's enterprise.
 */
public interface HiddenAccounts {
    /**
     * What somebody brings to a code.
     *
     * @param code as typed or as scanned
     * @param pin where the code's owner asks for one
     * @param discloses whether the owner may see who it is
     * @param pointer where in the request the code is, for whoever has mistyped it
     */
    record Knock(String code, @Nullable String pin, boolean discloses, String pointer) {
        /** Neither code nor PIN: they are secrets, and records are printed by accident. */
        @Override
        public String toString() {
            return "Knock[" + pointer + "]";
        }
    }

    /**
     * Who is behind it.
     *
     * @param identifier which one it is; the owner alone may know
     * @param pseudonym what the owner sees instead of who asks, stable for the code and the account that asks
     */
    record Reached(EnterpriseId enterprise, AccountId account, VirtualIdentifierId identifier, String pseudonym) {}

    /**
     * Asks for the account. Every condition of the code holds as for a call, but no use is counted. The same statements, whatever the cause
     * of a refusal is.
     *
     * @return empty when it is refused, whatever the cause; the account is not erased before the transaction ends
     * @throws io.switchboard.shared.model.RefusedException {@code code-mistyped} when a check symbol is wrong; {@code too-many-attempts};
     *     nothing was looked up then
     */
    Optional<Reached> reach(Party asking, Knock knock);

    /**
     * Whether its owner has closed it since to what was let through then: by revoking, pausing or editing it. That its time has run out
     * since does not close it, nor does a block of who came. Locks it: whoever closes it does so before this transaction or after it.
     *
     * @param at when it was let through
     */
    boolean isClosed(AccountId owner, VirtualIdentifierId identifier, Instant at);
}
