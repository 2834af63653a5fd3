// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.wire;

import io.switchboard.shared.wire.PublishedName;

/** How much a rejection ends. */
public enum RejectScope {
    /** The whole call: every terminal of the owner stops ringing. */
    CALL,
    /** This terminal's ringing only. */
    LEG;

    @Override
    public String toString() {
        return PublishedName.of(this);
    }
}
