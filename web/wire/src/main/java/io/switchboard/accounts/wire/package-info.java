// SPDX-License-Identifier: Apache-2.0
/**
 * What is said about enterprises, API clients, accounts and terminals. Messages only; no behaviour beyond normal forms and the tables of
 * published states. May use {@code shared}.
 */
@NullMarked
package io.switchboard.accounts.wire;

import org.jspecify.annotations.NullMarked;
