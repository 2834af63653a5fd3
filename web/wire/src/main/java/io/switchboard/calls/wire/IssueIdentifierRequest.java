// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.wire;

import io.switchboard.shared.wire.Canonical;
import io.switchboard.shared.wire.NoteBounds;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Issues a virtual identifier for the caller's own account.
 *
 * @param forms one code is made for each
 * @param label what callers may see
 * @param conditions when calls are let through
 * @param externalId the owner's own id for it; callers never see it
 * @param metadata whatever else the owner keeps on it; callers never see it
 */
public record IssueIdentifierRequest(
        @NotEmpty @Size(max = 3) Set<@NotNull IdentifierForm> forms,
        @Size(max = 100) @Nullable String label,
        @Valid @Nullable ConditionsRequest conditions,

        @Size(min = 1, max = NoteBounds.EXTERNAL_ID) @Pattern(regexp = NoteBounds.EXTERNAL_ID_PATTERN) @Nullable
        String externalId,

        @Size(max = NoteBounds.PAIRS) @Nullable
        Map<@Pattern(regexp = NoteBounds.KEY_PATTERN) String, @NotNull @Size(max = NoteBounds.VALUE) String> metadata) {
    /** Keeps the forms, and the pairs, in one order. */
    public IssueIdentifierRequest {
        @SuppressWarnings("NullAway") // absent until validation has refused it
        Set<IdentifierForm> sorted = Canonical.set(forms);
        forms = sorted;
        metadata = Canonical.map(metadata);
    }

    /** Without notes. */
    public IssueIdentifierRequest(
            Set<IdentifierForm> forms, @Nullable String label, @Nullable ConditionsRequest conditions) {
        this(forms, label, conditions, null, null);
    }
}
