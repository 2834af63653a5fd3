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
 * @param id its id, which is its {@code client_id} too
 * @param enterpriseId absent for the admin client
 * @param name for people
 * @param role what kind of client it is
 * @param scopes what it is trusted with
 * @param state whether it may still act
 * @param createdAt when it was made
 * @param secretCreatedAt since when it has its present secret
 * @param previousSecretUntil until when the secret before that still holds; absent when it does not hold any more
 * @param revokedAt when it was revoked; absent before
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
