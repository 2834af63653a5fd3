// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.wire;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The editable settings; what is taken away ({@code null}) is the server's default again.
 *
 * @param defaultValidity how long identifiers are valid, one second at least
 * @param defaultMaxCalls how many calls are let through, 1 to 1,000,000
 * @param defaultCountOn what counts as one
 */
public record EditCallSettingsRequest(
        @Nullable Duration defaultValidity,
        @Min(1) @Max(1_000_000) @Nullable Integer defaultMaxCalls,
        @Nullable CountOn defaultCountOn) {}
