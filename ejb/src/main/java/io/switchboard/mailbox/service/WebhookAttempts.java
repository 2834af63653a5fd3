// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.service;

import io.switchboard.mailbox.model.EnterpriseEvent;
import io.switchboard.mailbox.model.EnterpriseEventRepository;
import io.switchboard.mailbox.model.Webhook;
import io.switchboard.mailbox.model.WebhookDelivery;
import io.switchboard.mailbox.model.WebhookDeliveryRepository;
import io.switchboard.mailbox.model.WebhookQueue;
import io.switchboard.mailbox.model.WebhookRepository;
import io.switchboard.mailbox.wire.WebhookDisabled;
import io.switchboard.mailbox.wire.WebhookEventType;
import io.switchboard.mailbox.wire.WebhookId;
import io.switchboard.shared.service.AuditLog;
import io.switchboard.shared.service.Invocation;
import io.switchboard.shared.service.Secrets;
import io.switchboard.shared.service.Settings;
import io.switchboard.shared.service.WebhookKeys;
import io.switchboard.shared.service.WireJson;
import io.switchboard.shared.service.Workflow;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The transactions around the attempts to deliver: what is due, the lease of one attempt, and its outcome. The attempt itself stands
 * between the last two, outside of both. Whoever dies with a lease delays its webhook until the lease ends, and the delivery is attempted
 * again: at least once, never out of order.
 */
@Stateless
@Workflow
public class WebhookAttempts {
    /** Beyond the time of an attempt: for the resolver, which cannot be interrupted, and for the two transactions. */
    private static final Duration LEASE_BEYOND = Duration.ofSeconds(30);

    private static final int CHANCES = 1_000;
    private static final int FORGOTTEN_AT_ONCE = 100;

    @Inject
    WebhookRepository webhooks;

    @Inject
    WebhookDeliveryRepository deliveries;

    @Inject
    EnterpriseEventRepository events;

    @Inject
    EventEnvelope envelope;

    @Inject
    WebhookSecrets webhookSecrets;

    @Inject
    MailboxService mailboxes;

    @Inject
    AuditLog audit;

    @Inject
    Secrets secrets;

    @Inject
    Settings settings;

    @Inject
    Clock clock;

    @Inject
    Event<WebhookGivenUp> givenUp;

    /** A webhook was disabled by the server. Observed after the commit. */
    record WebhookGivenUp(WebhookId webhook, WebhookDisabled because) {}

    /** Webhooks with a delivery to be attempted again, those that have waited longest first. One statement. */
    public List<WebhookId> begun(int limit) {
        return webhooks.begun(clock.instant(), limit);
    }

    /** Webhooks that nobody has begun to tell what waits for them. One statement. */
    public List<WebhookId> waiting(int limit) {
        return webhooks.waiting(clock.instant(), limit);
    }

    /** Takes the lease of a webhook's next attempt; empty when there is nothing to attempt, or somebody else does. */
    public Optional<WebhookAttempt> claim(WebhookId id) {
        Instant now = clock.instant();
        // The queue first: whoever edits the webhook holds it, and what is read behind it is the edited one.
        Optional<WebhookQueue> queue = webhooks.lockQueue(id).filter(free -> free.isDue(now));
        Optional<Webhook> webhook = queue.flatMap(free -> webhooks.find(id)).filter(Webhook::enabled);
        return webhook.flatMap(enabled -> next(id, queue.orElseThrow(), now)
                .map(next -> attempt(enabled, queue.orElseThrow(), next.delivery(), next.event(), now)));
    }

    private record Next(WebhookDelivery delivery, EnterpriseEvent event) {}

    /** What is attempted already, or else the first that waits; what has no event any more is forgotten on the way. */
    private Optional<Next> next(WebhookId id, WebhookQueue queue, Instant now) {
        for (int forgotten = 0; forgotten < FORGOTTEN_AT_ONCE; forgotten++) {
            Optional<WebhookDelivery> candidate = queue.current().flatMap(deliveries::find);
            if (candidate.isEmpty()) {
                queue.giveUpCurrent();
                candidate = deliveries.next(id);
            }
            Optional<EnterpriseEvent> event = candidate.flatMap(found -> events.find(found.event(), now));
            if (candidate.isEmpty() || event.isPresent()) {
                return candidate.map(found -> new Next(found, event.orElseThrow()));
            }
            queue.giveUpCurrent();
            deliveries.remove(candidate.get());
        }
        return Optional.empty();
    }

    private WebhookAttempt attempt(
            Webhook webhook, WebhookQueue queue, WebhookDelivery delivery, EnterpriseEvent event, Instant now) {
        if (queue.current().isEmpty()) {
            delivery.begin(queue.begin(delivery.id()));
        }
        return new WebhookAttempt(
                webhook.id(),
                delivery.id(),
                queue.lease(now, settings.get(WebhookKeys.TIMEOUT).plus(LEASE_BEYOND)),
                now.plus(LEASE_BEYOND.dividedBy(2)),
                queue.failures(),
                queue.failingSince(),
                webhook.url(),
                delivery.event(),
                WireJson.write(envelope.of(event, delivery.sequence().orElseThrow())),
                webhookSecrets.of(webhook, now),
                now);
    }

    /** Records what came of an attempt, unless its lease was taken over meanwhile. */
    public void record(WebhookAttempt attempt, WebhookAnswer answer) {
        Instant now = clock.instant();
        Optional<WebhookDisabled> end = end(attempt, answer, now);
        // The webhook before its queue, as whoever edits it.
        Optional<Webhook> ending = end.flatMap(because -> webhooks.lock(attempt.webhook()));
        Optional<WebhookQueue> held =
                webhooks.lockQueue(attempt.webhook()).filter(queue -> queue.isHeldBy(attempt.fence()));
        if (held.isEmpty()) {
            return;
        }
        Optional<WebhookDelivery> delivery = deliveries.find(attempt.delivery());
        if (answer.isDelivered()) {
            delivery.ifPresent(arrived -> arrived.delivered(answer.status().orElseThrow(), now));
            held.get().delivered(now);
            return;
        }
        delivery.ifPresent(failed -> failed.failed(answer.failure().orElseThrow(), answer.status(), now));
        held.get().failed(now, now.plus(pause(attempt, answer, now)));
        ending.ifPresent(webhook -> disable(webhook, end.orElseThrow()));
    }

    private Optional<WebhookDisabled> end(WebhookAttempt attempt, WebhookAnswer answer, Instant now) {
        if (answer.isGone()) {
            return Optional.of(WebhookDisabled.GONE);
        }
        boolean tooLong = attempt.failingSince()
                .map(since -> !now.isBefore(since.plus(settings.get(WebhookKeys.RETRY_TIME))))
                .orElse(false);
        return tooLong && !answer.isDelivered() ? Optional.of(WebhookDisabled.FAILING) : Optional.empty();
    }

    private Duration pause(WebhookAttempt attempt, WebhookAnswer answer, Instant now) {
        double chance = secrets.randomValues(1, CHANCES)[0] / (double) CHANCES;
        return WebhookBackoff.pause(attempt.failures() + 1, chance, answer.retryAfter(), now);
    }

    private void disable(Webhook webhook, WebhookDisabled because) {
        if (webhook.disable(because)) {
            mailboxes.append(webhook.enterprise(), WebhookEventType.DISABLED, webhook.id(), WebhookViews.of(webhook));
            audit.record(
                    Invocation.ofServer(),
                    webhook.enterprise(),
                    "webhook.disable",
                    webhook.id().toString(),
                    "done");
            givenUp.fire(new WebhookGivenUp(webhook.id(), because));
        }
    }
}
