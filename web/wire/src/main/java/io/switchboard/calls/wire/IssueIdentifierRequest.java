// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.wire;

import io.switchboard.shared.wire.Canonical;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Issues a virtual identifier for the caller's own account.
 *
 * @param forms one code is made for each
 * @param label what callers may see
 * @param conditions when calls are let through
 */
public record IssueIdentifierRequest(
        @NotEmpty @Size(max = 3) Set<@NotNull IdentifierForm> forms,
        @Size(max = 100) @Nullable String label,
        @Valid @Nullable ConditionsRequest conditions) {
    /** Keeps the set in one order. */
    public IssueIdentifierRequest {
        @SuppressWarnings("NullAway") // absent until validation has refused it
        Set<IdentifierForm> sorted = Canonical.set(forms);
        forms = sorted;
    }
}
