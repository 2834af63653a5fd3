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
 * @param secretCreatedAt since when it has its present secret
 * @param previousSecretUntil until when the secret before that still holds; absent when it does not hold any more
 * @param secret shown once, in the answer that made it
 */
public record ApiClientView(
        ApiClientId id,
        @Nullable EnterpriseId enterpriseId,
        String name,
        ApiClientRole role,
        SortedSet<ApiScope> scopes,
        ApiClientState state,
        Instant createdAt,
        Instant secretCreatedAt,
        @Nullable Instant previousSecretUntil,
        @Nullable Instant revokedAt,
        @Nullable String secret) {}
