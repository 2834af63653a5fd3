// SPDX-License-Identifier: Apache-2.0
/**
 * What is said about virtual identifiers and calls (CN105681299A), and the normal forms and check symbols of typed codes. Invariant: a
 * message never says more than its receiver's side may know. May use {@code accounts} and {@code shared}.
 */
@NullMarked
package io.switchboard.calls.wire;

import org.jspecify.annotations.NullMarked;
