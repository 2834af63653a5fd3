// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.wire;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;

/**
 * Says that a terminal has all of a transfer.
 *
 * @param identification the code that the terminal itself has computed of what it received
 */
public record ReceiptRequest(@NotNull @Valid Identification identification) {}
