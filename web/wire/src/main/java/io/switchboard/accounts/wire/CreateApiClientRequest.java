// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.wire;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * Creates an API client of an enterprise.
 *
 * @param name for people
 * @param scopes what it is trusted with; all when absent
 */
public record CreateApiClientRequest(
        @NotBlank @Size(max = 200) String name,
        @Size(min = 1, max = 2) @Nullable SortedSet<@NotNull ApiScope> scopes) {}
