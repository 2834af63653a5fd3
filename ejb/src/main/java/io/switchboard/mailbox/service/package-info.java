// SPDX-License-Identifier: Apache-2.0
/**
 * Appends to mailboxes at the end of the transaction that caused the events, reads and acknowledges them, and wakes those who wait.
 * Invariant: a wake-up carries no truth; whoever is woken reads the mailbox, and also looks now and then without being woken. May use
 * {@code accounts} and {@code shared}.
 */
@NullMarked
package io.switchboard.mailbox.service;

import org.jspecify.annotations.NullMarked;
