// SPDX-License-Identifier: Apache-2.0
/**
 * What is said about the servers that a terminal can choose from: the central one and private ones beside it. Invariant: a server is shown
 * to its own enterprise only. May use {@code shared}.
 */
@NullMarked
package io.switchboard.servers.wire;

import org.jspecify.annotations.NullMarked;
