// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.wire;

import io.switchboard.accounts.wire.AddressView;
import io.switchboard.shared.wire.AccountId;
import java.util.List;

/**
 * Who calls, as it was when the call was placed; shown to the owner only, and only when the caller has agreed to it.
 *
 * @param id the calling account
 * @param name its name
 * @param addresses its real addresses
 */
public record CallerAccountView(AccountId id, String name, List<AddressView> addresses) {}
