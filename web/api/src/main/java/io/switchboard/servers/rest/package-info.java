// SPDX-License-Identifier: Apache-2.0
/** How programs find the servers that there are. Invariant: nothing is decided here. May use {@code servers}, and {@code shared}. */
@NullMarked
package io.switchboard.servers.rest;

import org.jspecify.annotations.NullMarked;
