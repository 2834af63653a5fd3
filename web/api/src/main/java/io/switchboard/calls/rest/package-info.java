// SPDX-License-Identifier: Apache-2.0
/**
 * Virtual identifiers, calls and call settings over HTTP, and the page that a scanned code opens. Invariant: the page looks nothing up,
 * so that opening it tells nothing. May use {@code accounts}, {@code mailbox} and {@code shared}.
 */
@NullMarked
package io.switchboard.calls.rest;

import org.jspecify.annotations.NullMarked;
