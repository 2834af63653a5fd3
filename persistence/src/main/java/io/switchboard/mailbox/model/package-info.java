// SPDX-License-Identifier: Apache-2.0
/**
 * One ordered stream of events per terminal. Invariant: the sequence numbers of a mailbox have no gap, and their order is the order of
 * the commits, because the mailbox's row stays locked from the numbering to the commit. May use {@code shared} and {@code accounts}.
 */
@NullMarked
package io.switchboard.mailbox.model;

import org.jspecify.annotations.NullMarked;
