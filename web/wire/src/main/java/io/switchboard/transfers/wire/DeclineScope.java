// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.wire;

import io.switchboard.shared.wire.PublishedName;

/** For whom a target says no. */
public enum DeclineScope {
    /** For this terminal alone. */
    TERMINAL,
    /** For the account, with all its terminals. */
    ACCOUNT;

    @Override
    public String toString() {
        return PublishedName.of(this);
    }
}
