// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.wire;

import io.switchboard.shared.wire.PublishedName;

/** What a virtual identifier is now. */
public enum IdentifierState {
    /** Calls are let through. */
    ACTIVE,
    /** Its owner has paused it. */
    PAUSED,
    /** Its validity has not begun. */
    PENDING,
    /** Its validity has ended; an edit can revive it. */
    EXPIRED,
    /** Its calls are used up; an edit can revive it. */
    EXHAUSTED,
    /** Ended for good. */
    REVOKED;

    @Override
    public String toString() {
        return PublishedName.of(this);
    }
}
