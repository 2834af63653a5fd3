// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.wire;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/**
 * The identification code of data, with the rule that it was made by.
 *
 * @param algorithm the rule
 * @param digest the code in hexadecimal, lower case: 64 digits by {@code sha-256}, 128 by {@code sha-512}
 */
public record Identification(
        @NotNull IdentificationRule algorithm,

        @NotNull
        @Pattern(regexp = "[0-9a-f]{64}|[0-9a-f]{128}", message = "must be 64 or 128 hexadecimal digits, in lower case")
        String digest) {
    private static final int DIGITS = 2;

    /** Whether the code has the length that the rule gives. */
    public boolean fitsItsAlgorithm() {
        return digest.length() == DIGITS * algorithm.bytes();
    }
}
