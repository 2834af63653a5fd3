// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.wire;

import io.switchboard.shared.wire.AccountId;
import java.time.Instant;
import java.util.List;

/**
 * An account as its own enterprise sees it.
 *
 * @param id its id
 * @param name for the enterprise; never shown to another party
 * @param addresses its real addresses in their normal forms
 * @param createdAt when it was made
 */
public record AccountView(AccountId id, String name, List<AddressView> addresses, Instant createdAt) {}
