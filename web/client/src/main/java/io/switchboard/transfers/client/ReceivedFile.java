// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.client;

import io.switchboard.shared.wire.TerminalId;
import io.switchboard.transfers.wire.DeliveryState;
import io.switchboard.transfers.wire.TransferView;
import java.nio.file.Path;

/**
 * What was received.
 *
 * @param file where it is: whole, verified and durable
 * @param transfer as it is after the receipt, or as it had ended before
 */
public record ReceivedFile(Path file, TransferView transfer) {
    /** Whether the server took the terminal's receipt. Not when the transfer came to another end while the file was on its way. */
    public boolean counts(TerminalId terminal) {
        return !transfer.state().isFinal()
                || transfer.deliveries() == null
                || transfer.deliveries().stream()
                        .anyMatch(delivery ->
                                delivery.terminalId().equals(terminal) && delivery.state() == DeliveryState.RECEIVED);
    }
}
