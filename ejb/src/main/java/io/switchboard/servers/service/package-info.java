// SPDX-License-Identifier: Apache-2.0
/**
 * Private servers and their central. Invariant: a private server goes on working with what it knows while its central is away. May use
 * {@code accounts} and {@code shared}.
 */
@NullMarked
package io.switchboard.servers.service;

import org.jspecify.annotations.NullMarked;
