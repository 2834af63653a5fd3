// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.wire;

import io.switchboard.shared.wire.PublishedName;
import java.util.EnumSet;
import java.util.Set;

/** How far a transfer is with one terminal of its target. Each constant lists where it may go; what lists nothing is final. */
public enum DeliveryState {
    /** The terminal may fetch it. */
    OFFERED,
    /** The terminal has begun to fetch it. */
    FETCHING,
    /** The terminal has said by its receipt that it has all of it. */
    RECEIVED,
    /** The target said no. */
    DECLINED,
    /** Its time ran out. */
    EXPIRED,
    /** The source took it back, it failed, or another terminal of the account has it and that was enough. */
    CANCELLED;

    /** Where a delivery in this state may go. */
    public Set<DeliveryState> successors() {
        return switch (this) {
            case OFFERED -> EnumSet.of(FETCHING, RECEIVED, DECLINED, EXPIRED, CANCELLED);
            case FETCHING -> EnumSet.of(RECEIVED, DECLINED, EXPIRED, CANCELLED);
            case RECEIVED, DECLINED, EXPIRED, CANCELLED -> EnumSet.noneOf(DeliveryState.class);
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
