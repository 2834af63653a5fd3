// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.wire;

import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.TerminalId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A terminal as its own account and enterprise see it. */
public record TerminalView(
        TerminalId id,
        AccountId accountId,
        String name,
        TerminalState state,
        PublicJwk sig,
        PublicJwk enc,
        Instant createdAt,
        @Nullable Instant revokedAt) {}
