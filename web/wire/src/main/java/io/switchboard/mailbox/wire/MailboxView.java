// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.wire;

import io.switchboard.shared.wire.CloudEvent;
import java.util.List;

/**
 * A stretch of a mailbox, in order.
 *
 * @param events the events after the position asked for, at most 100
 * @param position the sequence of the last event here, or the position asked for when there is none
 * @param acknowledged everything up to here was acknowledged
 * @param caughtUp whether {@code position} is the end of the mailbox
 */
public record MailboxView(List<CloudEvent> events, long position, long acknowledged, boolean caughtUp) {}
