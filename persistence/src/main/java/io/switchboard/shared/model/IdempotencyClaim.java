// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.model;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who holds an idempotency key.
 *
 * @param keyHash caller, route and key, hashed: the row's identity
 * @param fence which of the successive holders this is; a holder whose lease ran out and was taken over has an older one and can no
 *     longer complete the claim
 */
@SuppressWarnings("ArrayRecordComponent") // a row, never compared
public record IdempotencyClaim(byte[] keyHash, long fence) {
    /**
     * What became of an attempt to take a key.
     *
     * @param claim the caller holds it now and must complete or free it
     * @param completed the request was carried out before: its stored answer
     * @param mismatch the key was used with another request
     */
    public record Attempt(@Nullable IdempotencyClaim claim, Optional<StoredAnswer> completed, boolean mismatch) {
        /** Whether another request with this key is still being carried out. */
        public boolean inProgress() {
            return claim == null && completed.isEmpty() && !mismatch;
        }
    }

    /**
     * The outcome of a carried-out request.
     *
     * @param wrapped the answer, encrypted under the master key
     */
    @SuppressWarnings("ArrayRecordComponent") // a row, never compared
    public record StoredAnswer(byte[] wrapped) {}
}
