// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.wire;

import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.TerminalId;
import org.jspecify.annotations.Nullable;

/**
 * Whom a transfer was sent to, as its source has said it. Of a code or an address there is the kind alone: the server does not keep them
 * as they were typed, and who is behind them is not the source's to know. Its own {@code externalId} tells such transfers apart.
 *
 * @param kind by what it was named
 * @param terminalId the terminal; only where it was named by its id
 * @param accountId the account; only where it was named by its id
 */
public record TargetView(
        TargetKind kind,
        @Nullable TerminalId terminalId,
        @Nullable AccountId accountId) {}
