// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.model;

import java.time.Instant;
import java.util.UUID;

/**
 * An event in a mailbox.
 *
 * @param sequence the mailbox's own gapless counter, from 1
 * @param expiresAt from then on it counts as gone, whether it is there or not
 */
public record StoredEvent(
        long sequence, UUID id, String type, String subject, Instant time, String data, Instant expiresAt) {}
