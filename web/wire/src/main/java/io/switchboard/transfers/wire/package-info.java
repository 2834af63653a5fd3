// SPDX-License-Identifier: Apache-2.0
/**
 * What is said about transfers of data by its identification code (CN105119805A). Invariant: a code is never said without the rule that it
 * was made by. May use {@code accounts} and {@code shared}.
 */
@NullMarked
package io.switchboard.transfers.wire;

import org.jspecify.annotations.NullMarked;
