// SPDX-License-Identifier: Apache-2.0
/**
 * Transfers of data by their identification code (CN105119805A). Read {@link io.switchboard.transfers.model.Transfer} first: it is the sole
 * mutator of its state and of its deliveries', and the state tables are the enums in {@code wire}. Invariant: a content can be found only
 * when the server itself has verified its digest. May use {@code shared}.
 */
@NullMarked
package io.switchboard.transfers.model;

import org.jspecify.annotations.NullMarked;
