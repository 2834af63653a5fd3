// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.wire;

import io.switchboard.shared.wire.PublishedName;

/** By what a source has named whom it sends to. */
public enum TargetKind {
    /** A terminal, by its id. */
    TERMINAL,
    /** An account, by its id. */
    ACCOUNT,
    /** A code, whose owner the source does not learn. */
    VIRTUAL_IDENTIFIER,
    /** An address, whose terminal the source does not learn. */
    ADDRESS;

    @Override
    public String toString() {
        return PublishedName.of(this);
    }
}
