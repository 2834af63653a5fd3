// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.wire;

import io.switchboard.shared.wire.TypedId;
import java.util.UUID;

/** Names the record of a call that was not let through. */
public final class RefusedCallId extends TypedId {
    /** Wraps a value the server made or read. */
    public RefusedCallId(UUID value) {
        super(value);
    }

    /**
     * Reads the wire form.
     *
     * @throws IllegalArgumentException when it is not an id
     */
    public RefusedCallId(String text) {
        super(text);
    }
}
