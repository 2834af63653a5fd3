// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.wire;

import io.switchboard.shared.wire.ApiClientId;
import io.switchboard.shared.wire.EnterpriseId;
import java.time.Instant;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * An API client.
 *
 * @param enterpriseId absent for the admin client
 * @param secret shown once, in the answer that created it
 */
public record ApiClientView(
        ApiClientId id,
        @Nullable EnterpriseId enterpriseId,
        String name,
        ApiClientRole role,
        SortedSet<ApiScope> scopes,
        Instant createdAt,
        @Nullable String secret) {}
