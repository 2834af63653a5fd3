// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.wire;

import io.switchboard.shared.wire.PublishedName;

/** Why a call is over. */
public enum EndReason {
    /** One side hung up. */
    HANG_UP,
    /** Answered, but the two sides never reported a connection. */
    NOT_CONNECTED,
    /** The identifier was closed before the call was answered. */
    IDENTIFIER_CLOSED;

    @Override
    public String toString() {
        return PublishedName.of(this);
    }
}
