// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.wire;

import io.switchboard.shared.wire.TypedId;
import java.util.UUID;

/** Names a transfer. */
public final class TransferId extends TypedId {
    /** Wraps a value the server made or read. */
    public TransferId(UUID value) {
        super(value);
    }

    /**
     * Reads the wire form.
     *
     * @throws IllegalArgumentException when it is not an id
     */
    public TransferId(String text) {
        super(text);
    }
}
