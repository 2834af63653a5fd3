// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.client;

import io.switchboard.transfers.wire.ContentState;
import io.switchboard.transfers.wire.TransferState;
import io.switchboard.transfers.wire.TransferTarget;
import io.switchboard.transfers.wire.TransferView;

/**
 * What was sent.
 *
 * @param transfer as it is now: its content is stored, or it has ended
 * @param target whom to
 * @param uploaded how many bytes were uploaded this time; the server had the others
 * @param memory by which it is remembered until {@link FileSender#forget}
 */
public record SentFile(TransferView transfer, TransferTarget target, long uploaded, String memory) {
    /** How many bytes needed not be uploaded; none where the transfer ended before the server had the content. */
    public long there() {
        boolean inVain = transfer.state().isFinal()
                && transfer.state() != TransferState.RECEIVED
                && transfer.content() != ContentState.STORED;
        return inVain ? 0 : transfer.size() - uploaded;
    }
}
