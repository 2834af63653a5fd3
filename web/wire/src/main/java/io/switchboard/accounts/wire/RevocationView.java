// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.wire;

import io.switchboard.shared.wire.TerminalId;
import java.time.Instant;

/**
 * That a terminal has been revoked.
 *
 * @param terminalId which one
 * @param revokedAt when
 */
public record RevocationView(TerminalId terminalId, Instant revokedAt) {}
