// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import java.util.UUID;

/**
 * So much of the beginning of a segment as counts. What a holder wrote beyond it, before or after it lost its lease, does not.
 *
 * @param upload whose segment it is
 * @param fence of the lease under which it was written
 * @param length in bytes, at most what {@link Segment#force} has told
 */
public record Piece(UUID upload, long fence, long length) {
    /** Refuses what is no length. */
    public Piece {
        if (length < 0) {
            throw new IllegalArgumentException("No length: " + length);
        }
    }
}
