// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.wire;

import io.switchboard.shared.wire.PublishedName;

/** Why a terminal rejects. */
public enum RejectReason {
    /** Its owner does not want the call. */
    DECLINED,
    /** The terminal is in another call. */
    BUSY;

    @Override
    public String toString() {
        return PublishedName.of(this);
    }
}
