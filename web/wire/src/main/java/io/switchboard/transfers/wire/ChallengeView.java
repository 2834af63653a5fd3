// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.wire;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a source has to answer to prove that it has the data whose code it has said. The proof is the HMAC-SHA-256 by the nonce, as its 32
 * bytes, over these lines, each ended by a line feed: {@code switchboard-possession-1}; the server's address, which is the {@code issuer}
 * of its metadata; the transfer's id; the algorithm; the digest in hexadecimal; the size in bytes; the source account's id; the target as the declaration has named it, which is
 * the terminal's or the account's id, or {@code virtual-identifier}, or {@code address}; and then over the bytes that are asked for, in
 * the order of their positions.
 *
 * @param nonce the key of the proof, 32 bytes in Base64url without padding; never twice
 * @param positions where the blocks begin whose bytes are asked for, in rising order; absent when it is all of the data
 * @param blockLength how many bytes each block has; absent when it is all of the data
 * @param expiresAt until when it can be answered, once
 * @param server the address that the proof names; absent when it is that of the server that was asked
 * @param transferId the transfer that the proof names; absent when it is the one that was asked about
 * @see PossessionProof
 */
public record ChallengeView(
        String nonce,
        @Nullable List<Long> positions,
        @Nullable Integer blockLength,
        Instant expiresAt,
        @Nullable String server,
        @Nullable TransferId transferId) {
    /** As it was issued. */
    public ChallengeView {
        positions = positions == null ? null : List.copyOf(positions);
    }

    /** The same, as a private server passes it on to the source. */
    public ChallengeView of(String otherServer, TransferId otherTransfer) {
        return new ChallengeView(nonce, positions, blockLength, expiresAt, otherServer, otherTransfer);
    }
}
