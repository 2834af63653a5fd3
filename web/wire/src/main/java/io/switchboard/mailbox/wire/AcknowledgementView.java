// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.wire;

/**
 * Where the terminal stands.
 *
 * @param acknowledged everything up to here was acknowledged
 */
public record AcknowledgementView(long acknowledged) {}
