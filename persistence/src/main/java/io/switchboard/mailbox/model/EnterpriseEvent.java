// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.model;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event as an enterprise learns it: once for the account that it concerns, however many terminals that has.
 *
 * @param account whom it concerns; null for what concerns the enterprise itself
 * @param type {@code io.switchboard.<resource>.<name>}
 * @param subject the resource's id
 * @param data JSON object: the view of the resource as the account may see it
 * @param expiresAt when it may be thrown away
 */
public record EnterpriseEvent(
        UUID id,
        UUID enterprise,
        @Nullable UUID account,
        String type,
        String subject,
        Instant time,
        String data,
        Instant expiresAt) {}
