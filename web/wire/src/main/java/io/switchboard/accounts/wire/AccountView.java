// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.wire;

import io.switchboard.shared.wire.AccountId;
import java.time.Instant;
import java.util.List;

/** An account as its own enterprise sees it. */
public record AccountView(AccountId id, String name, List<AddressView> addresses, Instant createdAt) {}
