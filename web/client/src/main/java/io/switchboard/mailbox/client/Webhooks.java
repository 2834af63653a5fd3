// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.mailbox.wire.CreateWebhookRequest;
import io.switchboard.mailbox.wire.ReplayEventsRequest;
import io.switchboard.mailbox.wire.ReplayView;
import io.switchboard.mailbox.wire.WebhookDeliveryId;
import io.switchboard.mailbox.wire.WebhookDeliveryState;
import io.switchboard.mailbox.wire.WebhookDeliveryView;
import io.switchboard.mailbox.wire.WebhookId;
import io.switchboard.mailbox.wire.WebhookSecretView;
import io.switchboard.mailbox.wire.WebhookView;
import io.switchboard.shared.client.ApiPath;
import io.switchboard.shared.client.ApiSession;
import io.switchboard.shared.client.IdempotencyKey;
import io.switchboard.shared.client.Json;
import io.switchboard.shared.client.Listing;
import io.switchboard.shared.client.Session;
import io.switchboard.shared.client.Versioned;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The webhooks of an enterprise; for its API clients with the scope {@code manage}. */
public final class Webhooks {
    private static final ApiPath WEBHOOKS = ApiPath.of("webhooks");

    private final Session session;

    private Webhooks(Session session) {
        this.session = session;
    }

    /** With an enterprise's session. */
    public static Webhooks of(ApiSession enterprise) {
        return new Webhooks(enterprise.session());
    }

    /** Creates one; the answer has its secret, for {@link WebhookSignature}, and nothing else ever has. */
    public WebhookView create(CreateWebhookRequest request) {
        return session.post(WEBHOOKS, Optional.of(request), WebhookView.class);
    }

    /** Creates one, once for this key. */
    public WebhookView create(CreateWebhookRequest request, IdempotencyKey key) {
        return session.post(WEBHOOKS, Optional.of(request), WebhookView.class, key);
    }

    /** All of them, newest first. */
    public Listing<WebhookView> list() {
        return session.list(WEBHOOKS, WebhookView.class);
    }

    /** Reads one, with what an edit must name. */
    public Versioned<WebhookView> get(WebhookId id) {
        return session.getVersioned(WEBHOOKS.slash(id), WebhookView.class);
    }

    /**
     * Edits one; {@code stale} when it is no longer the version that was read.
     *
     * @param changes values by the names of {@link io.switchboard.mailbox.wire.EditWebhookRequest}; null takes one away
     */
    public Versioned<WebhookView> edit(Versioned<WebhookView> read, Map<String, ? extends @Nullable Object> changes) {
        JsonNode patch = Json.tree(changes);
        return session.patch(WEBHOOKS.slash(read.value().id()), patch, read.etag(), WebhookView.class);
    }

    /** Removes one. */
    public void delete(WebhookId id) {
        session.delete(WEBHOOKS.slash(id));
    }

    /** Gives it another secret; deliveries are signed with both for a while. */
    public WebhookSecretView rotateSecret(WebhookId id) {
        return session.post(WEBHOOKS.slash(id).slash("secret-rotation"), Optional.empty(), WebhookSecretView.class);
    }

    /** Delivers an event that tells nothing. */
    public WebhookDeliveryView test(WebhookId id) {
        return session.post(WEBHOOKS.slash(id).slash("test"), Optional.empty(), WebhookDeliveryView.class);
    }

    /** What is on its way and what has arrived, newest first. */
    public Listing<WebhookDeliveryView> deliveries(WebhookId id, Optional<WebhookDeliveryState> state) {
        return session.list(deliveries(id).with("state", state), WebhookDeliveryView.class);
    }

    /** One delivery. */
    public WebhookDeliveryView delivery(WebhookId id, WebhookDeliveryId delivery) {
        return session.get(deliveries(id).slash(delivery), WebhookDeliveryView.class);
    }

    /** Takes a delivery that has not arrived off the way; {@code illegal-move} when it has. */
    public void skip(WebhookId id, WebhookDeliveryId delivery) {
        session.delete(deliveries(id).slash(delivery));
    }

    /** Delivers an event once more; the new delivery. */
    public WebhookDeliveryView replay(WebhookId id, WebhookDeliveryId delivery) {
        return session.post(
                deliveries(id).slash(delivery).slash("replay"), Optional.empty(), WebhookDeliveryView.class);
    }

    /** Delivers what has happened since a time once more. */
    public ReplayView replay(WebhookId id, Instant since) {
        return session.post(
                WEBHOOKS.slash(id).slash("replay"), Optional.of(new ReplayEventsRequest(since)), ReplayView.class);
    }

    private static ApiPath deliveries(WebhookId id) {
        return WEBHOOKS.slash(id).slash("deliveries");
    }
}
