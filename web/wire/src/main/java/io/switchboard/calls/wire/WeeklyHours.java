// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.wire;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * The hours of every week in which calls are let through, by the clock on the wall of a time zone: what it skips in spring is never
 * reached, what it shows twice in autumn counts both times.
 *
 * @param zone of the IANA database, as {@code Europe/Berlin}
 * @param hours open in any of these
 */
public record WeeklyHours(
        @NotBlank @Size(max = 50) String zone,
        @NotEmpty @Size(max = 50) List<@NotNull @Valid WeeklySpan> hours) {}
