// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.wire;

import io.switchboard.shared.wire.PublishedName;

/** Which side of a call the reader is on. */
public enum CallDirection {
    /** The reader's account owns the identifier that was called. */
    INCOMING,
    /** The reader's account placed the call. */
    OUTGOING;

    @Override
    public String toString() {
        return PublishedName.of(this);
    }
}
