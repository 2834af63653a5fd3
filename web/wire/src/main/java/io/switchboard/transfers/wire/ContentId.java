// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.wire;

import io.switchboard.shared.wire.TypedId;
import java.util.UUID;

/** Names bytes in the store, and is nothing but a name: not made from them. */
public final class ContentId extends TypedId {
    /** Wraps a value the server made or read. */
    public ContentId(UUID value) {
        super(value);
    }

    /**
     * Reads the wire form.
     *
     * @throws IllegalArgumentException when it is not an id
     */
    public ContentId(String text) {
        super(text);
    }
}
