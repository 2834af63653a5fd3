// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.wire;

import io.switchboard.shared.wire.PublishedName;

/** Whether a terminal may still act. */
public enum TerminalState {
    /** Enrolled and in use. */
    ACTIVE,
    /** Its tokens and channel have ended for good. */
    REVOKED;

    @Override
    public String toString() {
        return PublishedName.of(this);
    }
}
