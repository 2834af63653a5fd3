// SPDX-License-Identifier: Apache-2.0
/**
 * Transfers of data by their identification code, for devices and back ends. Invariants: a digest that it says is one that it has computed;
 * a file that it has received is in its place whole and verified, or not at all. May use {@code accounts}, {@code mailbox},
 * {@code servers} and {@code shared}.
 */
@NullMarked
package io.switchboard.transfers.client;

import org.jspecify.annotations.NullMarked;
