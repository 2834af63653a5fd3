// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.wire;

import io.switchboard.shared.wire.PublishedName;

/** Why the content of a transfer will not come any more, or is there no more. */
public enum FailureReason {
    /** What was uploaded is not what the identification code says. */
    DIGEST_MISMATCH,
    /** It was not uploaded in time. */
    EXPIRED,
    /** The source took the transfer back. */
    CANCELLED,
    /** The target said no. */
    DECLINED,
    /** It was stored, and is not any more what it was. */
    CONTENT_DAMAGED;

    @Override
    public String toString() {
        return PublishedName.of(this);
    }
}
