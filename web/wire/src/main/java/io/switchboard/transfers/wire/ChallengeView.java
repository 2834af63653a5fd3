// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.wire;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a source has to answer to prove that it has the data whose code it has said; see {@link PossessionProof}.
 *
 * @param nonce the key of the proof, 32 bytes in Base64url without padding; never twice
 * @param positions where the blocks begin whose bytes are asked for, in rising order; absent when it is all of the data
 * @param blockLength how many bytes each block has; absent when it is all of the data
 * @param expiresAt until when it can be answered, once
 */
public record ChallengeView(
        String nonce,
        @Nullable List<Long> positions,
        @Nullable Integer blockLength,
        Instant expiresAt) {
    /** As it was issued. */
    public ChallengeView {
        positions = positions == null ? null : List.copyOf(positions);
    }
}
