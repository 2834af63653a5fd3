// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.wire;

import io.switchboard.shared.wire.PublishedName;

/** Why a call was not let through. The enterprise of the identifier sees it; the caller never does. */
public enum RefusalCause {
    /** No such code was ever issued. */
    UNKNOWN,
    /** The identifier's own account called it. */
    SELF,
    REVOKED,
    PAUSED,
    NOT_YET_VALID,
    EXPIRED,
    /** Outside of the weekly hours. */
    CLOSED_HOURS,
    /** The owner has blocked the caller. */
    BLOCKED,
    /** The owner has said who may call, and the caller is none of them, or has not said who it is. */
    NOT_ALLOWED,
    /** The PIN was wrong, or missing. */
    WRONG_PIN,
    EXHAUSTED;

    @Override
    public String toString() {
        return PublishedName.of(this);
    }
}
