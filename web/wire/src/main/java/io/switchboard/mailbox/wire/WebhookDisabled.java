// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.wire;

import io.switchboard.shared.wire.PublishedName;

/** Why nothing is delivered to a webhook any more. */
public enum WebhookDisabled {
    /** The enterprise wanted it so. */
    REQUESTED,
    /** It has failed for as long as the server tries. */
    FAILING,
    /** The receiver answered 410: it wants no more. */
    GONE;

    @Override
    public String toString() {
        return PublishedName.of(this);
    }
}
