// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.wire;

import io.switchboard.shared.wire.PublishedName;

/** Where a delivery stands. */
public enum WebhookDeliveryState {
    /** Not yet, or not yet successfully, attempted. */
    PENDING,
    /** The receiver has answered with a status from 200 to 299. */
    DELIVERED;

    @Override
    public String toString() {
        return PublishedName.of(this);
    }
}
