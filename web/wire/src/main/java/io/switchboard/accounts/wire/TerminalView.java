// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.wire;

import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.TerminalId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A terminal as its own account and enterprise see it.
 *
 * @param id its id
 * @param accountId the account that it acts for
 * @param name what its owner calls the device
 * @param state whether it may still act
 * @param sig the public key that its signatures are checked with
 * @param enc the public key to encrypt to for this terminal alone
 * @param createdAt when it was enrolled
 * @param revokedAt when it was revoked; absent while it is active
 */
public record TerminalView(
        TerminalId id,
        AccountId accountId,
        String name,
        TerminalState state,
        PublicJwk sig,
        PublicJwk enc,
        Instant createdAt,
        @Nullable Instant revokedAt) {}
