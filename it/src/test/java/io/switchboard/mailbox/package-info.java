// SPDX-License-Identifier: Apache-2.0
/** A terminal's mailbox from outside: nothing lost, nothing twice, nothing out of order, by long poll and by channel. */
@NullMarked
package io.switchboard.mailbox;

import org.jspecify.annotations.NullMarked;
