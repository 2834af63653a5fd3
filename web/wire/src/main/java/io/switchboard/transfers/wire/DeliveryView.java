// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.wire;

import io.switchboard.shared.wire.TerminalId;

/**
 * How far a transfer is with one terminal of the target.
 *
 * @param terminalId the terminal
 * @param state how far
 */
public record DeliveryView(TerminalId terminalId, DeliveryState state) {}
