// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.model;

import java.util.EnumSet;
import java.util.Set;

/** The life of a stored content. Each constant lists where it may go; what lists nothing is final. */
public enum StoredState {
    /** There, verified, and found by its code. */
    STORED,
    /** Its bytes are not any more what its code says, or are gone: found by nobody, kept for whoever looks into it. */
    DAMAGED,
    /** Nobody needs it: found by nobody, and about to be deleted. */
    CONDEMNED;

    /** Where a content in this state may go. */
    public Set<StoredState> successors() {
        return switch (this) {
            case STORED -> EnumSet.of(DAMAGED, CONDEMNED);
            case DAMAGED -> EnumSet.of(CONDEMNED);
            case CONDEMNED -> EnumSet.noneOf(StoredState.class);
        };
    }
}
