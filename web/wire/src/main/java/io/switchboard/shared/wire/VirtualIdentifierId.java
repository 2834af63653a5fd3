// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.wire;

import java.util.UUID;

/** Names a virtual identifier; its codes are other things, and secret. */
public final class VirtualIdentifierId extends TypedId {
    /** Wraps a value the server made or read. */
    public VirtualIdentifierId(UUID value) {
        super(value);
    }

    /**
     * Reads the wire form.
     *
     * @throws IllegalArgumentException when it is not an id
     */
    public VirtualIdentifierId(String text) {
        super(text);
    }
}
