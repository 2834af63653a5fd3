// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.wire;

import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.VirtualIdentifierId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A virtual identifier as its owner sees it.
 *
 * @param id its id, which is not a code that can be called
 * @param accountId the account that is called by it
 * @param state whether it lets calls through now
 * @param label what callers may see
 * @param externalId the owner's own id for it; absent when it has none
 * @param metadata whatever else the owner keeps on it
 * @param conditions when calls are let through
 * @param callsUsed calls counted or reserved so far
 * @param codes the code of each form as it is handed out: grouped for reading, or the URL; absent after revocation
 * @param createdAt when it was issued
 * @param revokedAt when it was revoked; absent before
 */
public record VirtualIdentifierView(
        VirtualIdentifierId id,
        AccountId accountId,
        IdentifierState state,
        @Nullable String label,
        @Nullable String externalId,
        Map<String, String> metadata,
        ConditionsView conditions,
        int callsUsed,
        Map<IdentifierForm, String> codes,
        Instant createdAt,
        @Nullable Instant revokedAt) {}
