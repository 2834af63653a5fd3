// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.wire;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/**
 * Proves that the source has the data.
 *
 * @param proof the answer to the challenge, 32 bytes in Base64url without padding
 */
public record ProofRequest(
        @NotNull @Pattern(regexp = "[A-Za-z0-9_-]{43}", message = "must be 32 bytes in Base64url without padding")
        String proof) {
    /** Not the proof: records are printed by accident. */
    @Override
    public String toString() {
        return "ProofRequest";
    }
}
