// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.client;

import io.switchboard.transfers.wire.TransferId;
import java.io.Serial;

/** What came is not what was sent: its digest is another than the transfer's identification code. It was removed. */
public final class WrongContentException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    WrongContentException(TransferId transfer) {
        super("What came of " + transfer + " is not what was sent: its digest is another. It was removed.");
    }
}
