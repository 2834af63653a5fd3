// SPDX-License-Identifier: Apache-2.0
/**
 * Virtual identifiers and calls (CN105681299A). Read {@link io.switchboard.calls.model.VirtualIdentifier} and
 * {@link io.switchboard.calls.model.Call} first: each is the sole mutator of its state, and its state table is the enum beside it.
 * Invariant: what an identifier was granted is never exceeded, because its quota changes only by conditional updates. May use
 * {@code shared}.
 */
@NullMarked
package io.switchboard.calls.model;

import org.jspecify.annotations.NullMarked;
