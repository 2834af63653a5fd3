// SPDX-License-Identifier: Apache-2.0
/** Calls from outside: what both sides live through, and what happens when many want the same at once. */
@NullMarked
package io.switchboard.calls;

import org.jspecify.annotations.NullMarked;
