// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.wire;

import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Blocks a caller of a virtual identifier, named in one of two ways.
 *
 * @param pseudonym as the owner sees it in its calls
 * @param callId a call to this identifier: who placed it is blocked
 */
public record BlockCallerRequest(
        @Pattern(regexp = PSEUDONYM, message = "must be a caller's pseudonym") @Nullable
        String pseudonym,

        @Nullable CallId callId) {
    /** What every pseudonym of a caller looks like. */
    public static final String PSEUDONYM = "caller-[A-Za-z0-9_-]{16}";
}
