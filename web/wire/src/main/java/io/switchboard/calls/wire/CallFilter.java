// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.wire;

import io.switchboard.shared.wire.VirtualIdentifierId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which calls of an account are asked for; what is null does not matter.
 *
 * @param direction from which side
 * @param state as the account sees it at the moment of asking
 * @param virtualIdentifierId by which identifier; only calls to the account's own identifiers say so
 * @param externalId the caller's own id for the call; only calls that the account placed have one
 * @param since placed at this moment or later
 * @param until placed before this moment
 */
public record CallFilter(
        @Nullable CallDirection direction,
        @Nullable CallState state,
        @Nullable VirtualIdentifierId virtualIdentifierId,
        @Nullable String externalId,
        @Nullable Instant since,
        @Nullable Instant until) {
    /** All calls. */
    public static final CallFilter ALL = new CallFilter(null, null, null, null, null, null);

    /** Calls of one direction, or of both. */
    public static CallFilter of(@Nullable CallDirection direction) {
        return new CallFilter(direction, null, null, null, null, null);
    }

    /** Whether calls from this side can be among them. */
    public boolean includes(CallDirection side) {
        boolean fromThere = direction == null || direction == side;
        return switch (side) {
            case INCOMING -> fromThere && externalId == null;
            case OUTGOING -> fromThere && virtualIdentifierId == null;
        };
    }
}
