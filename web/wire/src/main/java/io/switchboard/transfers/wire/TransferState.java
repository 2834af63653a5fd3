// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.wire;

import io.switchboard.shared.wire.PublishedName;
import java.util.EnumSet;
import java.util.Set;

/** The life of a transfer as a whole. Each constant lists where it may go; what lists nothing is final. */
public enum TransferState {
    /** On its way. */
    OPEN,
    /** The target has it: its first terminal, or all of them where the source asked for that. */
    RECEIVED,
    /** The target said no. */
    DECLINED,
    /** Nobody fetched it in time. */
    EXPIRED,
    /** The source took it back. */
    CANCELLED,
    /** The content did not come, or was not what its code says. */
    FAILED;

    /** Where a transfer in this state may go. */
    public Set<TransferState> successors() {
        return switch (this) {
            case OPEN -> EnumSet.of(RECEIVED, DECLINED, EXPIRED, CANCELLED, FAILED);
            case RECEIVED, DECLINED, EXPIRED, CANCELLED, FAILED -> EnumSet.noneOf(TransferState.class);
        };
    }

    /** Whether nothing can happen to it any more. */
    public boolean isFinal() {
        return successors().isEmpty();
    }

    @Override
    public String toString() {
        return PublishedName.of(this);
    }
}
