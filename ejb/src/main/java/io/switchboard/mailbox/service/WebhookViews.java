// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.service;

import io.switchboard.mailbox.model.Webhook;
import io.switchboard.mailbox.model.WebhookDelivery;
import io.switchboard.mailbox.wire.WebhookDeliveryView;
import io.switchboard.mailbox.wire.WebhookView;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** From webhooks and their deliveries to what the enterprise sees. */
final class WebhookViews {
    private WebhookViews() {}

    static WebhookView of(Webhook webhook) {
        return of(webhook, null);
    }

    static WebhookView of(Webhook webhook, @Nullable String secret) {
        Set<String> types = webhook.types();
        return new WebhookView(
                webhook.id(),
                webhook.url(),
                types.isEmpty() ? null : types,
                webhook.description().orElse(null),
                webhook.enabled(),
                webhook.disabledBecause().orElse(null),
                webhook.createdAt(),
                secret);
    }

    static WebhookDeliveryView of(WebhookDelivery delivery) {
        return new WebhookDeliveryView(
                delivery.id(),
                delivery.webhook(),
                delivery.event(),
                delivery.type(),
                delivery.state(),
                delivery.sequence().isPresent() ? delivery.sequence().getAsLong() : null,
                delivery.attempts(),
                delivery.status().isPresent() ? delivery.status().getAsInt() : null,
                delivery.failure().orElse(null),
                delivery.createdAt(),
                delivery.attemptedAt().orElse(null),
                delivery.deliveredAt().orElse(null));
    }
}
