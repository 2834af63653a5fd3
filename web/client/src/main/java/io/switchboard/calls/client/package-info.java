// SPDX-License-Identifier: Apache-2.0
/**
 * Temporary calls through virtual identifiers: issuing identifiers, calling, answering, following calls by their events, and the story of
 * it all for the demonstration. Invariant: what it prints of a call it has from the server, never from a guess. May use {@code accounts},
 * {@code mailbox} and {@code shared}.
 */
@NullMarked
package io.switchboard.calls.client;

import org.jspecify.annotations.NullMarked;
