// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.wire;

import io.switchboard.shared.wire.PublishedName;

/** When a transfer to an account with several terminals is complete. */
public enum Completion {
    /** With the first receipt; the others are told that it is over. */
    FIRST_RECEIPT,
    /** When every terminal has sent its receipt or said no. */
    ALL_RECEIPTS;

    @Override
    public String toString() {
        return PublishedName.of(this);
    }
}
