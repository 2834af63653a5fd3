// SPDX-License-Identifier: Apache-2.0
/**
 * How terminals read their mailboxes: long poll, acknowledgement, and the WebSocket channel with its tickets. Waiting readers hold no
 * thread, connection or transaction. May use {@code accounts} and {@code shared}.
 */
@NullMarked
package io.switchboard.mailbox.rest;

import org.jspecify.annotations.NullMarked;
