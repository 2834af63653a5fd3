// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.service;

import io.switchboard.mailbox.model.EnterpriseEvent;
import io.switchboard.mailbox.model.EnterpriseEventRepository;
import io.switchboard.mailbox.model.EnterpriseEventRepository.Stretch;
import io.switchboard.mailbox.model.Webhook;
import io.switchboard.mailbox.model.WebhookDelivery;
import io.switchboard.mailbox.model.WebhookDeliveryRepository;
import io.switchboard.mailbox.model.WebhookDeliveryRepository.Queued;
import io.switchboard.mailbox.model.WebhookQueue;
import io.switchboard.mailbox.model.WebhookRepository;
import io.switchboard.mailbox.wire.ReplayEventsRequest;
import io.switchboard.mailbox.wire.ReplayView;
import io.switchboard.mailbox.wire.WebhookDeliveryId;
import io.switchboard.mailbox.wire.WebhookDeliveryState;
import io.switchboard.mailbox.wire.WebhookDeliveryView;
import io.switchboard.mailbox.wire.WebhookEventType;
import io.switchboard.mailbox.wire.WebhookId;
import io.switchboard.mailbox.wire.WebhookRefusal;
import io.switchboard.shared.model.PageRequest;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.service.AuditLog;
import io.switchboard.shared.service.Ids;
import io.switchboard.shared.service.Invocation;
import io.switchboard.shared.service.Pages;
import io.switchboard.shared.service.SettingKey;
import io.switchboard.shared.service.Settings;
import io.switchboard.shared.service.Times;
import io.switchboard.shared.service.WireJson;
import io.switchboard.shared.service.Workflow;
import io.switchboard.shared.wire.Page;
import io.switchboard.shared.wire.PublishedName;
import io.switchboard.shared.wire.SharedRefusal;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is on its way to an enterprise's webhooks, and what is sent there once more. */
@Stateless
@Workflow
public class WebhookDeliveryService {
    /** Events of one replay at most. */
    static final int REPLAYED = 1_000;

    /** What may wait for a webhook when a replay adds to it. */
    static final int WAITING = 10_000;

    private static final String ENABLED = "enabled";
    private static final String DISABLED = "disabled";

    @Inject
    WebhookRepository webhooks;

    @Inject
    WebhookDeliveryRepository deliveries;

    @Inject
    EnterpriseEventRepository events;

    @Inject
    Event<WebhooksDue> due;

    @Inject
    AuditLog audit;

    @Inject
    Settings settings;

    @Inject
    Ids ids;

    @Inject
    Clock clock;

    /**
     * A webhook's deliveries, newest first.
     *
     * @throws RefusedException {@code not-found}
     */
    public Page<WebhookDeliveryView> list(
            Invocation invocation, WebhookId id, Optional<WebhookDeliveryState> state, PageRequest page) {
        own(invocation, id);
        if (state.isEmpty()) {
            return Pages.of(
                    deliveries.list(id, page.withOneMore()),
                    page,
                    delivery -> delivery.id().value(),
                    WebhookViews::of);
        }
        return Pages.sifted(
                page,
                part -> deliveries.list(id, part),
                delivery -> delivery.id().value(),
                found -> found.stream().map(WebhookViews::of).toList(),
                delivery -> delivery.state() == state.get());
    }

    /**
     * One delivery.
     *
     * @throws RefusedException {@code not-found}
     */
    public WebhookDeliveryView get(Invocation invocation, WebhookId id, WebhookDeliveryId delivery) {
        own(invocation, id);
        return WebhookViews.of(existing(id, delivery));
    }

    /**
     * Delivers the event of a delivery once more, behind all that waits. The event keeps its id.
     *
     * @return the new delivery
     * @throws RefusedException {@code not-found}, {@code illegal-move} while the webhook is disabled
     */
    public WebhookDeliveryView replay(Invocation invocation, WebhookId id, WebhookDeliveryId delivery) {
        requireEnabled(own(invocation, id));
        EnterpriseEvent event =
                events.find(existing(id, delivery).event(), clock.instant()).orElseThrow(RefusedException::notFound);
        return queue(invocation, id, event, "webhook.replay");
    }

    /**
     * Takes a delivery that has not arrived off the way, so that what is behind it gets its turn. An attempt that is under way may arrive all
     * the same.
     *
     * @throws RefusedException {@code not-found}, {@code illegal-move} when it has arrived
     */
    public void skip(Invocation invocation, WebhookId id, WebhookDeliveryId delivery) {
        Webhook webhook = webhooks.lock(invocation.managed(), id).orElseThrow(RefusedException::notFound);
        WebhookQueue queue = webhooks.lockQueue(webhook.id()).orElseThrow(RefusedException::notFound);
        Instant now = clock.instant();
        WebhookDelivery unwanted = deliveries
                .lock(id, delivery)
                .filter(found -> now.isBefore(found.expiresAt()))
                .orElseThrow(RefusedException::notFound);
        if (unwanted.state() != WebhookDeliveryState.PENDING) {
            throw RefusedException.move(
                    SharedRefusal.ILLEGAL_MOVE,
                    PublishedName.of(unwanted.state()),
                    List.of(PublishedName.of(WebhookDeliveryState.PENDING)));
        }
        deliveries.remove(unwanted);
        queue.skip(delivery, now);
        due.fire(new WebhooksDue(Set.of(id)));
        audit.done(invocation, "webhook.skip", id);
    }

    /**
     * Delivers an event that tells nothing, behind all that waits.
     *
     * @return its delivery
     * @throws RefusedException {@code not-found}, {@code illegal-move} while the webhook is disabled
     */
    public WebhookDeliveryView test(Invocation invocation, WebhookId id) {
        Webhook webhook = own(invocation, id);
        requireEnabled(webhook);
        Instant now = clock.instant();
        EnterpriseEvent event = new EnterpriseEvent(
                ids.next(),
                webhook.enterprise().value(),
                null,
                WebhookEventType.TEST.type(),
                id.toString(),
                now,
                WireJson.write(WebhookViews.of(webhook)),
                now.plus(settings.get(SettingKey.EVENT_RETENTION)));
        events.append(List.of(event));
        return queue(invocation, id, event, "webhook.test");
    }

    /**
     * Delivers what has happened once more, in its order and behind all that waits; at most {@value #REPLAYED} events. Replays at once may
     * together add more than one of them would be let.
     *
     * @throws RefusedException {@code not-found}, {@code illegal-move} while the webhook is disabled, {@code webhook-backlog} when more than
     *     {@value #WAITING} deliveries wait, {@code invalid-request}
     */
    public ReplayView replay(Invocation invocation, WebhookId id, ReplayEventsRequest request) {
        Instant since = Times.writable(request.since(), "/since");
        Webhook webhook = own(invocation, id);
        requireEnabled(webhook);
        if (deliveries.isWaitingForMoreThan(id, WAITING)) {
            throw RefusedException.of(
                    WebhookRefusal.WEBHOOK_BACKLOG, "More than " + WAITING + " deliveries wait; let some arrive first");
        }
        Stretch replayed = events.since(webhook.enterprise(), webhook.types(), since, clock.instant(), REPLAYED);
        deliveries.add(
                replayed.events().stream().map(event -> queued(id, event)).toList());
        due.fire(new WebhooksDue(Set.of(id)));
        audit.done(invocation, "webhook.replay", id);
        return new ReplayView(id, replayed.events().size(), replayed.next().orElse(null));
    }

    private WebhookDeliveryView queue(Invocation invocation, WebhookId id, EnterpriseEvent event, String action) {
        Queued queued = queued(id, event);
        deliveries.add(List.of(queued));
        due.fire(new WebhooksDue(Set.of(id)));
        audit.done(invocation, action, id);
        return WebhookViews.of(deliveries.find(queued.id()).orElseThrow());
    }

    private Queued queued(WebhookId id, EnterpriseEvent event) {
        return new Queued(new WebhookDeliveryId(ids.next()), id, event, clock.instant());
    }

    private Webhook own(Invocation invocation, WebhookId id) {
        return webhooks.find(invocation.managed(), id).orElseThrow(RefusedException::notFound);
    }

    private WebhookDelivery existing(WebhookId id, WebhookDeliveryId delivery) {
        return deliveries
                .find(delivery)
                .filter(found -> found.webhook().equals(id) && clock.instant().isBefore(found.expiresAt()))
                .orElseThrow(RefusedException::notFound);
    }

    private static void requireEnabled(Webhook webhook) {
        if (!webhook.enabled()) {
            throw RefusedException.move(SharedRefusal.ILLEGAL_MOVE, DISABLED, List.of(ENABLED));
        }
    }
}
