// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.wire;

import io.switchboard.shared.wire.PublishedName;
import java.util.EnumSet;
import java.util.Set;

/** One terminal's part in a ringing call. */
public enum LegState {
    /** The ring is in the terminal's mailbox. */
    SENT,
    /** The terminal has said that it rings. */
    ACKNOWLEDGED,
    /** This terminal has answered. */
    ANSWERED,
    /** Another one has. */
    ANSWERED_ELSEWHERE,
    /** Its user said no. */
    REJECTED,
    /** It is in another call. */
    BUSY,
    /** The call was cancelled, missed, rejected elsewhere or failed before this terminal did anything final. */
    STOPPED;

    /** Where a leg in this state may go. */
    public Set<LegState> successors() {
        return switch (this) {
            case SENT -> EnumSet.of(ACKNOWLEDGED, ANSWERED, ANSWERED_ELSEWHERE, REJECTED, BUSY, STOPPED);
            case ACKNOWLEDGED -> EnumSet.of(ANSWERED, ANSWERED_ELSEWHERE, REJECTED, BUSY, STOPPED);
            case ANSWERED, ANSWERED_ELSEWHERE, REJECTED, BUSY, STOPPED -> EnumSet.noneOf(LegState.class);
        };
    }

    @Override
    public String toString() {
        return PublishedName.of(this);
    }
}
