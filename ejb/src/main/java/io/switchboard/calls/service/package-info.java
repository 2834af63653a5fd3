// SPDX-License-Identifier: Apache-2.0
/**
 * What happens to virtual identifiers and calls (CN105681299A): issuing, admission, answering, and what deadlines decide. Invariant:
 * whoever is refused learns nothing but that. May use {@code accounts}, {@code mailbox} and {@code shared}.
 */
@NullMarked
package io.switchboard.calls.service;

import org.jspecify.annotations.NullMarked;
