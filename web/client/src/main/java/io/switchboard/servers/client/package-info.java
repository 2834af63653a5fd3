// SPDX-License-Identifier: Apache-2.0
/**
 * The servers that data can be sent through, for devices and back ends. Invariant: a terminal's keys go to no server; it only signs with
 * them. May use {@code accounts} and {@code shared}.
 */
@NullMarked
package io.switchboard.servers.client;

import org.jspecify.annotations.NullMarked;
