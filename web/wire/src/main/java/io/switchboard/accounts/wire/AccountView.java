// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.wire;

import io.switchboard.shared.wire.AccountId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An account as its own enterprise sees it.
 *
 * @param id its id
 * @param state whether it is in use; from its erasure on nothing stands beside it but the id and the time of its making
 * @param name for the enterprise; never shown to another party; absent from its erasure on
 * @param addresses its real addresses in their normal forms
 * @param externalId the enterprise's own id for it; absent when it has none
 * @param metadata whatever else the enterprise keeps on it
 * @param createdAt when it was made
 */
public record AccountView(
        AccountId id,
        AccountState state,
        @Nullable String name,
        List<AddressView> addresses,
        @Nullable String externalId,
        Map<String, String> metadata,
        Instant createdAt) {}
