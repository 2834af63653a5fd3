// SPDX-License-Identifier: Apache-2.0
/**
 * Who a caller is and whom it manages: enterprises and their API clients, accounts, and terminals with the keys that never leave
 * them. May use {@code shared}; the other features get their sessions here.
 */
@NullMarked
package io.switchboard.accounts.client;

import org.jspecify.annotations.NullMarked;
