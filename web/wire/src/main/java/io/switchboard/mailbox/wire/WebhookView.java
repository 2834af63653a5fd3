// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.wire;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A webhook: where an enterprise is told of its accounts' events.
 *
 * @param id its id, opaque
 * @param url where events are delivered to
 * @param types which events; all when absent
 * @param description for people; absent when none was given
 * @param enabled whether events are delivered to it
 * @param disabledBecause why the server disabled it; absent while it is enabled, and when the enterprise disabled it
 * @param createdAt when it was created
 * @param secret what deliveries are signed with (Standard Webhooks); in the answer to its creation only
 */
public record WebhookView(
        WebhookId id,
        String url,
        @Nullable Set<String> types,
        @Nullable String description,
        boolean enabled,
        @Nullable WebhookDisabled disabledBecause,
        Instant createdAt,
        @Nullable String secret) {}
