// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.client;

import io.switchboard.transfers.wire.TransferView;
import java.io.Serial;

/** A transfer came to its end, by its source or otherwise, before all of its content had come. What had come was removed. */
public final class TransferEndedException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final transient TransferView transfer;

    TransferEndedException(TransferView transfer) {
        super(transfer.id() + " is " + transfer.state() + " before all of it has come.");
        this.transfer = transfer;
    }

    /** As it is now. */
    public TransferView transfer() {
        return transfer;
    }
}
