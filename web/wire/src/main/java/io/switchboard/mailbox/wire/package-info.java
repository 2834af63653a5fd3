// SPDX-License-Identifier: Apache-2.0
/**
 * What is said about a terminal's mailbox: reading it, acknowledging it, and the tickets that open its channel. Messages only; nothing
 * here knows how they travel. May use {@code shared}.
 */
@NullMarked
package io.switchboard.mailbox.wire;

import org.jspecify.annotations.NullMarked;
