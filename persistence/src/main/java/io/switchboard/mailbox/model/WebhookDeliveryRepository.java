// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.model;

import io.switchboard.mailbox.wire.WebhookDeliveryId;
import io.switchboard.mailbox.wire.WebhookDeliveryState;
import io.switchboard.mailbox.wire.WebhookId;
import io.switchboard.shared.model.ExpiredRowsRepository;
import io.switchboard.shared.model.NativeRows;
import io.switchboard.shared.model.PageRequest;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.hibernate.Session;

/** Keeps what is on its way to webhooks. */
@Dependent
public class WebhookDeliveryRepository {
    private static final String INSERT = """
            insert into webhook_delivery
            (id, version, webhook_id, event_id, type, state, attempts, created_at, expires_at)
            values (?, 0, ?, ?, ?, 'PENDING', 0, ?, ?)""";

    private final EntityManager entities;

    @Inject
    public WebhookDeliveryRepository(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * One event for one webhook.
     *
     * @param at since when it waits
     */
    public record Queued(WebhookDeliveryId id, WebhookId webhook, EnterpriseEvent event, Instant at) {}

    private record Listener(UUID webhook, UUID enterprise, Set<String> types) {
        boolean wants(EnterpriseEvent event) {
            return enterprise.equals(event.enterprise())
                    && (types.isEmpty()
                            || types.stream().anyMatch(pattern -> EventTypes.covers(pattern, event.type())));
        }
    }

    /**
     * Puts these events on their way to every enabled webhook of their enterprises that wants them. One statement when there is none, and
     * one batch else. Locks nothing.
     *
     * @param ids makes the ids of deliveries
     * @return the webhooks that have something to deliver now
     */
    public Set<WebhookId> queue(List<EnterpriseEvent> events, Supplier<UUID> ids) {
        Session session = entities.unwrap(Session.class);
        Set<UUID> enterprises =
                events.stream().map(EnterpriseEvent::enterprise).collect(Collectors.toUnmodifiableSet());
        List<Listener> listeners = session.doReturningWork(connection -> listeners(connection, enterprises));
        List<Queued> queued = events.stream()
                .flatMap(event -> listeners.stream()
                        .filter(listener -> listener.wants(event))
                        .map(listener -> new Queued(
                                new WebhookDeliveryId(ids.get()),
                                new WebhookId(listener.webhook()),
                                event,
                                event.time())))
                .toList();
        add(queued);
        return queued.stream().map(Queued::webhook).collect(Collectors.toUnmodifiableSet());
    }

    private static List<Listener> listeners(Connection connection, Set<UUID> enterprises) throws SQLException {
        List<Listener> listeners = new ArrayList<>();
        String some = String.join(", ", Collections.nCopies(enterprises.size(), "?"));
        try (var select = connection.prepareStatement(
                "select id, enterprise_id, types from webhook where enabled = true and enterprise_id in (" + some
                        + ")")) {
            int index = 0;
            for (UUID enterprise : enterprises) {
                select.setObject(++index, enterprise);
            }
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    listeners.add(new Listener(
                            NativeRows.uuid(rows.getObject(1)),
                            NativeRows.uuid(rows.getObject(2)),
                            Webhook.patterns(rows.getString(3))));
                }
            }
        }
        return listeners;
    }

    /** Puts each on its way, in this order. One batch. */
    public void add(Collection<Queued> queued) {
        if (queued.isEmpty()) {
            return;
        }
        entities.unwrap(Session.class).doWork(connection -> {
            try (var insert = connection.prepareStatement(INSERT)) {
                for (Queued one : queued) {
                    insert.setObject(1, one.id().value());
                    insert.setObject(2, one.webhook().value());
                    insert.setObject(3, one.event().id());
                    insert.setString(4, one.event().type());
                    insert.setObject(5, one.at().atOffset(ZoneOffset.UTC));
                    insert.setObject(6, one.event().expiresAt().atOffset(ZoneOffset.UTC));
                    insert.addBatch();
                }
                insert.executeBatch();
            }
        });
    }

    /** By id. */
    public Optional<WebhookDelivery> find(WebhookDeliveryId id) {
        return Optional.ofNullable(entities.find(WebhookDelivery.class, id.value()));
    }

    /** One of this webhook, locked. */
    public Optional<WebhookDelivery> lock(WebhookId webhook, WebhookDeliveryId id) {
        return entities
                .createQuery(
                        "select d from WebhookDelivery d where d.id = :id and d.webhookId = :webhook",
                        WebhookDelivery.class)
                .setParameter("id", id.value())
                .setParameter("webhook", webhook.value())
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList()
                .stream()
                .findFirst();
    }

    /** What a webhook is told next, of what was never attempted. */
    public Optional<WebhookDelivery> next(WebhookId webhook) {
        return entities
                .createQuery("""
                        select d from WebhookDelivery d where d.webhookId = :webhook and d.state = :pending
                        order by d.position""", WebhookDelivery.class)
                .setParameter("webhook", webhook.value())
                .setParameter("pending", WebhookDeliveryState.PENDING)
                .setMaxResults(1)
                .getResultList()
                .stream()
                .findFirst();
    }

    /** Whether more than so many wait. Reads these of the index and no more. */
    public boolean isWaitingForMoreThan(WebhookId webhook, int most) {
        return !entities.createQuery("""
                        select d.position from WebhookDelivery d where d.webhookId = :webhook and d.state = :pending
                        order by d.position""", Long.class)
                .setParameter("webhook", webhook.value())
                .setParameter("pending", WebhookDeliveryState.PENDING)
                .setFirstResult(most)
                .setMaxResults(1)
                .getResultList()
                .isEmpty();
    }

    /** A webhook's, newest first, after the cursor. */
    public List<WebhookDelivery> list(WebhookId webhook, PageRequest page) {
        return entities.createQuery(
                        "select d from WebhookDelivery d where d.webhookId = :webhook and d.id < :before order by d.id desc",
                        WebhookDelivery.class)
                .setParameter("webhook", webhook.value())
                .setParameter("before", page.before())
                .setMaxResults(page.limit())
                .getResultList();
    }

    /** Forgets one. */
    public void remove(WebhookDelivery delivery) {
        entities.remove(delivery);
    }

    /**
     * Forgets those whose time is over, a batch at a time.
     *
     * @return how many were deleted
     */
    public int deleteExpired(Instant now, int skipped, int batch) {
        return ExpiredRowsRepository.delete(entities, "webhook_delivery", "id", now, skipped, batch);
    }
}
