// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.wire;

import io.switchboard.shared.wire.PublishedName;

/** Why an attempt to deliver has failed. */
public enum WebhookFailure {
    /** The receiver answered with a status that is no success; redirects are not followed. */
    STATUS,
    /** The receiver did not answer in time. */
    TIMED_OUT,
    /** There was no connection, or no secure one, or it broke. */
    UNREACHABLE,
    /** The receiver's address is one that the server does not deliver to. */
    TARGET_REFUSED;

    @Override
    public String toString() {
        return PublishedName.of(this);
    }
}
