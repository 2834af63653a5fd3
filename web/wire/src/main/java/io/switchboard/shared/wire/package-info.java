// SPDX-License-Identifier: Apache-2.0
/**
 * The vocabulary that every feature's messages share: typed ids, problems, refusal codes, pages and the event envelope. Depends on
 * nothing but validation and nullness annotations, so that every layer and the client may use it.
 */
@NullMarked
package io.switchboard.shared.wire;

import org.jspecify.annotations.NullMarked;
