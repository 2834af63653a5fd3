// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.wire;

import io.switchboard.shared.wire.PublishedName;

/** From which side an account sees a transfer. */
public enum TransferDirection {
    /** To the asking account. */
    INCOMING,
    /** By the asking account. */
    OUTGOING;

    @Override
    public String toString() {
        return PublishedName.of(this);
    }
}
