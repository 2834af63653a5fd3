// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.wire;

import io.switchboard.shared.wire.AccountId;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When calls are let through. What is absent is filled in from the enterprise's settings.
 *
 * @param notBefore no call before this moment
 * @param validUntil no call from this moment on
 * @param validFor instead of {@code validUntil}: counted from {@code notBefore}, or from now
 * @param maxCalls how many calls are let through, 1 to 1,000,000
 * @param countOn what counts as one
 * @param weeklyHours at any time when absent
 * @param allowCallers only these accounts, of any enterprise, and only when they say who they are; anybody when absent
 * @param pin what callers must know, 6 to 12 digits; never shown again. Absent in an edit, it stays as it is
 */
public record ConditionsRequest(
        @Nullable Instant notBefore,
        @Nullable Instant validUntil,
        @Nullable Duration validFor,
        @Min(1) @Max(1_000_000) @Nullable Integer maxCalls,
        @Nullable CountOn countOn,
        @Valid @Nullable WeeklyHours weeklyHours,

        @Size(min = 1, max = 200) @Nullable List<@NotNull AccountId> allowCallers,

        @Pattern(regexp = "[0-9]{6,12}", message = "must be 6 to 12 digits") @Nullable
        String pin) {
    /** Never the PIN: it is a secret, and records are printed by accident. */
    @Override
    public String toString() {
        return "ConditionsRequest[" + notBefore + ", " + validUntil + ", " + validFor + ", " + maxCalls + ", " + countOn
                + ", " + weeklyHours + ", " + allowCallers + (pin == null ? "]" : ", with a PIN]");
    }
}
