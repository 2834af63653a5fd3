// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.wire;

import io.switchboard.shared.wire.PublishedName;
import java.util.EnumSet;
import java.util.Set;

/** The life of a call. Each constant lists where it may go; what lists nothing is final. */
public enum CallState {
    /** Rings the owner's terminals. */
    RINGING,
    /** One terminal of the owner has answered; the two sides are connecting. */
    ANSWERED,
    /** Both sides have said that they are connected. */
    CONNECTED,
    /** Over after an answer. */
    ENDED,
    /** The owner said no. */
    REJECTED,
    /** The caller gave up while it rang. */
    CANCELLED,
    /** Nobody answered in time. */
    MISSED,
    /** Every terminal of the owner was busy. */
    BUSY,
    /** It could not be completed. */
    FAILED;

    /** Where a call in this state may go. */
    public Set<CallState> successors() {
        return switch (this) {
            case RINGING -> EnumSet.of(ANSWERED, REJECTED, CANCELLED, MISSED, BUSY, FAILED);
            case ANSWERED -> EnumSet.of(CONNECTED, ENDED, FAILED);
            case CONNECTED -> EnumSet.of(ENDED, FAILED);
            case ENDED, REJECTED, CANCELLED, MISSED, BUSY, FAILED -> EnumSet.noneOf(CallState.class);
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
