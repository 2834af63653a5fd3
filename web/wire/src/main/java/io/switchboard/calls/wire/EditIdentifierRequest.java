// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.wire;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * The editable part of a virtual identifier; what {@code PATCH} merges into (RFC 7396). Taking a condition away ({@code null}) gives
 * the enterprise's default again.
 *
 * @param label what callers may see
 * @param conditions when calls are let through
 */
public record EditIdentifierRequest(
        @Size(max = 100) @Nullable String label,
        @Valid @Nullable ConditionsRequest conditions) {}
