// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.wire;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which transfers of an account are asked for; what is null does not matter.
 *
 * @param direction from which side
 * @param state at the moment of asking
 * @param externalId the source's own id for the transfer; only transfers that the account sends have one
 * @param since declared at this moment or later
 * @param until declared before this moment
 */
public record TransferFilter(
        @Nullable TransferDirection direction,
        @Nullable TransferState state,
        @Nullable String externalId,
        @Nullable Instant since,
        @Nullable Instant until) {
    /** All. */
    public static final TransferFilter ALL = new TransferFilter(null, null, null, null, null);

    /** Whether transfers from this side can be among them. */
    public boolean includes(TransferDirection side) {
        boolean fromThere = direction == null || direction == side;
        return fromThere && (side == TransferDirection.OUTGOING || externalId == null);
    }
}
