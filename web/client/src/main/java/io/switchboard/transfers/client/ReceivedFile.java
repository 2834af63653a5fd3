// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.client;

import io.switchboard.transfers.wire.TransferView;
import java.nio.file.Path;

/**
 * What was received.
 *
 * @param file where it is: whole, verified and durable
 * @param transfer as it is after the receipt
 */
public record ReceivedFile(Path file, TransferView transfer) {}
