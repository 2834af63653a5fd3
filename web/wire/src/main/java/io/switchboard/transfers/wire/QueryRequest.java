// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.wire;

import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.TerminalId;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/**
 * A private server asks its central for a content that it does not have, for a source that sends it.
 *
 * @param sourceAccountId who sends
 * @param sourceTerminalId with which terminal; absent when an API client sends
 * @param transfer as the source has declared it; the target is a terminal, an account or an address
 * @param targetTerminalId who holds a channel from that address at the private server; with an address only
 */
public record QueryRequest(
        @NotNull AccountId sourceAccountId,
        @Nullable TerminalId sourceTerminalId,
        @NotNull @Valid CreateTransferRequest transfer,
        @Nullable TerminalId targetTerminalId) {}
