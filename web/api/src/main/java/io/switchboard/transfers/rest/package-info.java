// SPDX-License-Identifier: Apache-2.0
/**
 * How programs reach transfers. Invariant: a resource says of a transfer what the asking side may know, and nothing of contents. May use
 * {@code transfers}, and {@code shared}.
 */
@NullMarked
package io.switchboard.transfers.rest;

import org.jspecify.annotations.NullMarked;
