// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.model;

import java.time.Instant;
import java.util.UUID;

/**
 * An event before its receiver's sequence number.
 *
 * @param type {@code io.switchboard.<resource>.<name>}
 * @param subject the resource's id
 * @param data JSON object: the view of the resource as the receiver may see it
 * @param expiresAt when it may be thrown away unread
 */
public record NewEvent(UUID id, String type, String subject, Instant time, String data, Instant expiresAt) {
    /** The same for another receiver. */
    public NewEvent withId(UUID other) {
        return new NewEvent(other, type, subject, time, data, expiresAt);
    }
}
