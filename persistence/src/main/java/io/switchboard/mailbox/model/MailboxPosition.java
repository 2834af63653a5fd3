// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.model;

import java.util.UUID;

/**
 * Where a mailbox stands.
 *
 * @param lastSequence the newest event's number; 0 when there never was one
 * @param acknowledged everything up to here was acknowledged
 * @param purged everything up to here is gone: the oldest position that can be read after
 * @param channelEpoch which of the terminal's successive channels is the one in force
 * @param open false once the terminal is revoked
 */
public record MailboxPosition(
        UUID terminal, long lastSequence, long acknowledged, long purged, long channelEpoch, boolean open) {}
