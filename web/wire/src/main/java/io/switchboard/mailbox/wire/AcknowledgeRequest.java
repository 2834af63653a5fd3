// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.wire;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;

/**
 * Acknowledges everything up to a sequence as durably processed.
 *
 * @param sequence the last event processed; smaller than what was acknowledged before is harmless
 */
public record AcknowledgeRequest(@NotNull @PositiveOrZero Long sequence) {}
