// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.wire;

import io.switchboard.shared.wire.Canonical;
import io.switchboard.shared.wire.NoteBounds;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The editable part of a virtual identifier; what {@code PATCH} merges into (RFC 7396). Taking a condition away ({@code null}) gives
 * the enterprise's default again.
 *
 * @param label what callers may see
 * @param conditions when calls are let through
 * @param externalId the owner's own id for it; callers never see it
 * @param metadata whatever else the owner keeps on it; callers never see it
 */
public record EditIdentifierRequest(
        @Size(max = 100) @Nullable String label,
        @Valid @Nullable ConditionsRequest conditions,

        @Size(min = 1, max = NoteBounds.EXTERNAL_ID) @Pattern(regexp = NoteBounds.EXTERNAL_ID_PATTERN) @Nullable
        String externalId,

        @Size(max = NoteBounds.PAIRS) @Nullable
        Map<@Pattern(regexp = NoteBounds.KEY_PATTERN) String, @NotNull @Size(max = NoteBounds.VALUE) String> metadata) {
    /** Keeps the pairs in one order. */
    public EditIdentifierRequest {
        metadata = Canonical.map(metadata);
    }
}
