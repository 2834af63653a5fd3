// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.wire;

import io.switchboard.shared.wire.TypedId;
import java.util.UUID;

/** Names a call. */
public final class CallId extends TypedId {
    /** Wraps a value the server made or read. */
    public CallId(UUID value) {
        super(value);
    }

    /**
     * Reads the wire form.
     *
     * @throws IllegalArgumentException when it is not an id
     */
    public CallId(String text) {
        super(text);
    }
}
