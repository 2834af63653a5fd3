// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.wire;

import io.switchboard.shared.wire.Canonical;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Creates an API client of an enterprise.
 *
 * @param name for people
 * @param scopes what it is trusted with; {@code manage} and {@code act} when absent
 */
public record CreateApiClientRequest(
        @NotBlank @Size(max = 300) String name,
        @Size(min = 1, max = 2) @Nullable Set<@NotNull ApiScope> scopes) {
    /** Keeps the set in one order. */
    public CreateApiClientRequest {
        scopes = Canonical.set(scopes);
    }
}
