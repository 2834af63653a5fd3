// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.wire;

import jakarta.validation.constraints.NotNull;
import java.time.Instant;

/**
 * Delivers again what has happened.
 *
 * @param since from this time on, as far as it is kept
 */
public record ReplayEventsRequest(@NotNull Instant since) {}
