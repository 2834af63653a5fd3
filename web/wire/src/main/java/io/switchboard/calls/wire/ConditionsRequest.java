// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.wire;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When calls are let through. What is absent is filled in from the enterprise's settings.
 *
 * @param notBefore no call before this moment
 * @param validUntil no call from this moment on
 * @param validFor instead of {@code validUntil}: counted from {@code notBefore}, or from now
 * @param maxCalls how many calls are let through, 1 to 1,000,000
 * @param countOn what counts as one
 */
public record ConditionsRequest(
        @Nullable Instant notBefore,
        @Nullable Instant validUntil,
        @Nullable Duration validFor,
        @Min(1) @Max(1_000_000) @Nullable Integer maxCalls,
        @Nullable CountOn countOn) {}
