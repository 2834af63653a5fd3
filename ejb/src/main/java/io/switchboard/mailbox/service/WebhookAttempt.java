// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.service;

import io.switchboard.mailbox.wire.EventId;
import io.switchboard.mailbox.wire.WebhookDeliveryId;
import io.switchboard.mailbox.wire.WebhookId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One attempt to deliver, as its lease permits it.
 *
 * @param fence what the outcome must name to be recorded
 * @param notLater when it is too late to begin: the lease might end before the attempt does, and another node send something newer first
 * @param failures how often this delivery has failed before
 * @param failingSince since when
 * @param secrets what it is signed with
 * @param at what it says of its time
 */
public record WebhookAttempt(
        WebhookId webhook,
        WebhookDeliveryId delivery,
        long fence,
        Instant notLater,
        int failures,
        Optional<Instant> failingSince,
        String url,
        EventId event,
        String body,
        List<String> secrets,
        Instant at) {}
