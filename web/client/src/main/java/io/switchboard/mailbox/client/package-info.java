// SPDX-License-Identifier: Apache-2.0
/**
 * How a terminal receives its events: in order, each at least once, resumed after every interruption, acknowledged when they have been
 * dealt with. Also {@code switchboard demo}, whose terminals hear what they are told by it; what is played, the workflows bring. Invariant:
 * an event is acknowledged only after it has been dealt with. May use {@code accounts} and {@code shared}.
 */
@NullMarked
package io.switchboard.mailbox.client;

import org.jspecify.annotations.NullMarked;
