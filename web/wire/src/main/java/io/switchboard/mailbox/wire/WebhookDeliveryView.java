// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.wire;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One event on its way to one webhook.
 *
 * @param id its id, opaque
 * @param webhook where it goes to
 * @param event the id of the event, {@code webhook-id} of every attempt
 * @param type the type of the event
 * @param state how far it has come
 * @param sequence its place among all that the webhook gets; absent until it is attempted
 * @param attempts how often it was tried
 * @param status what the receiver answered last; nothing else of its answer is kept
 * @param failure why the last attempt failed; absent when it did not
 * @param createdAt since when it waits
 * @param attemptedAt when it was tried last; absent before the first attempt
 * @param deliveredAt when the receiver took it; absent until then
 */
public record WebhookDeliveryView(
        WebhookDeliveryId id,
        WebhookId webhook,
        EventId event,
        String type,
        WebhookDeliveryState state,
        @Nullable Long sequence,
        int attempts,
        @Nullable Integer status,
        @Nullable WebhookFailure failure,
        Instant createdAt,
        @Nullable Instant attemptedAt,
        @Nullable Instant deliveredAt) {}
