// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.wire;

import io.switchboard.shared.wire.TerminalId;

/**
 * One of the owner's terminals that a call rings; shown to the owner only.
 *
 * @param terminalId the terminal that rings
 * @param state what it does about it
 */
public record LegView(TerminalId terminalId, LegState state) {}
