// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.model;

import io.switchboard.mailbox.wire.WebhookId;
import io.switchboard.shared.model.NativeRows;
import io.switchboard.shared.model.OwnedRowsRepository;
import io.switchboard.shared.model.PageRequest;
import io.switchboard.shared.wire.EnterpriseId;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Finds and keeps webhooks and their queues. Whoever locks both locks the webhook first. */
@Dependent
public class WebhookRepository {
    /** By an index, one row of each: however much waits for one of them. The state is in the order for H2, which finds the index by it. */
    private static final String EACH_WITH_PENDING = """
            with recursive pending (webhook_id) as (
                (select d.webhook_id from webhook_delivery d where d.state = 'PENDING'
                order by d.state, d.webhook_id fetch first 1 row only)
                union all
                select (select d.webhook_id from webhook_delivery d where d.state = 'PENDING' and d.webhook_id > p.webhook_id
                order by d.state, d.webhook_id fetch first 1 row only)
                from pending p where p.webhook_id is not null)""";

    private final EntityManager entities;

    @Inject
    public WebhookRepository(EntityManager entities) {
        this.entities = entities;
    }

    /** Keeps a new one, with an empty queue. */
    public void add(Webhook webhook, Instant now) {
        entities.persist(webhook);
        entities.flush();
        entities.persist(new WebhookQueue(webhook.id(), now));
    }

    /** Removes one with its queue; its deliveries are forgotten when their time is over. */
    public void remove(Webhook webhook) {
        Optional.ofNullable(entities.find(WebhookQueue.class, webhook.id().value(), LockModeType.PESSIMISTIC_WRITE))
                .ifPresent(entities::remove);
        entities.flush();
        entities.remove(webhook);
    }

    /** How many the enterprise has. */
    public long count(EnterpriseId enterprise) {
        return entities.createQuery("select count(w) from Webhook w where w.enterpriseId = :enterprise", Long.class)
                .setParameter("enterprise", enterprise.value())
                .getSingleResult();
    }

    /** The enterprise's, newest first, after the cursor. */
    public List<Webhook> list(EnterpriseId enterprise, PageRequest page) {
        return entities.createQuery("""
                        select w from Webhook w where w.enterpriseId = :enterprise and w.id < :before
                        order by w.id desc""", Webhook.class)
                .setParameter("enterprise", enterprise.value())
                .setParameter("before", page.before())
                .setMaxResults(page.limit())
                .getResultList();
    }

    /** One of this enterprise; another enterprise's is as good as none. */
    public Optional<Webhook> find(EnterpriseId enterprise, WebhookId id) {
        return OwnedRowsRepository.find(entities, Webhook.class, id.value(), "enterpriseId", enterprise.value());
    }

    /** The same, locked. Nobody else's is ever locked. */
    public Optional<Webhook> lock(EnterpriseId enterprise, WebhookId id) {
        return entities
                .createQuery("select w from Webhook w where w.id = :id and w.enterpriseId = :enterprise", Webhook.class)
                .setParameter("id", id.value())
                .setParameter("enterprise", enterprise.value())
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList()
                .stream()
                .findFirst();
    }

    /** By id, of any enterprise: for the server, which delivers. */
    public Optional<Webhook> find(WebhookId id) {
        return Optional.ofNullable(entities.find(Webhook.class, id.value()));
    }

    /** The same, locked. */
    public Optional<Webhook> lock(WebhookId id) {
        return Optional.ofNullable(entities.find(Webhook.class, id.value(), LockModeType.PESSIMISTIC_WRITE));
    }

    /** A webhook's queue, locked. */
    public Optional<WebhookQueue> lockQueue(WebhookId id) {
        return Optional.ofNullable(entities.find(WebhookQueue.class, id.value(), LockModeType.PESSIMISTIC_WRITE));
    }

    /**
     * Webhooks with a delivery that was begun and has not arrived, whose pause or lease is over; those that have waited longest first. Reads
     * those with such a delivery, however many others there are.
     */
    public List<WebhookId> begun(Instant now, int limit) {
        return due("", "", "q.current_delivery is not null", now, limit);
    }

    /**
     * Webhooks with deliveries of which none was begun: whoever was to begin has died, or is on the way. Goes from one webhook that has
     * something to be delivered to the next, and reads nothing of those that are told everything already.
     */
    public List<WebhookId> waiting(Instant now, int limit) {
        return due(
                EACH_WITH_PENDING,
                "join pending p on p.webhook_id = q.webhook_id",
                "q.current_delivery is null",
                now,
                limit);
    }

    private List<WebhookId> due(String with, String among, String which, Instant now, int limit) {
        List<?> ids = entities.createNativeQuery("""
                        %s select q.webhook_id from webhook_queue q join webhook w on w.id = q.webhook_id %s
                        where w.enabled = true and q.next_attempt_at <= :now and q.leased_until <= :now and %s
                        order by q.next_attempt_at fetch first :limit rows only""".formatted(with, among, which))
                .setParameter("now", now)
                .setParameter("limit", limit)
                .getResultList();
        return ids.stream().map(id -> new WebhookId(NativeRows.uuid(id))).toList();
    }
}
