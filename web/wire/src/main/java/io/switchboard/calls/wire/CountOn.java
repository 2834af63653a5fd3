// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.wire;

import io.switchboard.shared.wire.PublishedName;

/** When a call counts against {@code maxCalls}. */
public enum CountOn {
    /** When it rings the owner. */
    FORWARDED,
    /** When the owner answers it. */
    ANSWERED;

    @Override
    public String toString() {
        return PublishedName.of(this);
    }
}
