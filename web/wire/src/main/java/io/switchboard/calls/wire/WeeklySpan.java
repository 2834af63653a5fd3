// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.wire;

import io.switchboard.shared.wire.Canonical;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Set;

/**
 * From one time of the day to another, on some days of the week.
 *
 * @param days on which it begins
 * @param from the first minute, {@code 00:00} to {@code 23:59}
 * @param to the minute after the last, up to {@code 24:00}; before {@code from}, it is one of the next day
 */
public record WeeklySpan(
        @NotEmpty @Size(max = 7) Set<@NotNull Weekday> days,

        @NotNull @Pattern(regexp = "([01][0-9]|2[0-3]):[0-5][0-9]", message = "must be a time from 00:00 to 23:59")
        String from,

        @NotNull
        @Pattern(regexp = "([01][0-9]|2[0-3]):[0-5][0-9]|24:00", message = "must be a time from 00:00 to 24:00")
        String to) {
    /** Keeps the set in one order. */
    public WeeklySpan {
        @SuppressWarnings("NullAway") // absent until validation has refused it
        Set<Weekday> sorted = Canonical.set(days);
        days = sorted;
    }
}
