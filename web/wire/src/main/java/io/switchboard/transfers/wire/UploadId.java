// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.wire;

import io.switchboard.shared.wire.TypedId;
import java.util.UUID;

/** Names an upload. */
public final class UploadId extends TypedId {
    /** Wraps a value the server made or read. */
    public UploadId(UUID value) {
        super(value);
    }

    /**
     * Reads the wire form.
     *
     * @throws IllegalArgumentException when it is not an id
     */
    public UploadId(String text) {
        super(text);
    }
}
