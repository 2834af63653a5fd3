// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.wire;

import java.time.Instant;

/**
 * A caller whom the owner of an identifier has blocked.
 *
 * @param pseudonym as in the calls of this caller to this identifier
 * @param blockedAt when it was blocked
 */
public record BlockView(String pseudonym, Instant blockedAt) {}
