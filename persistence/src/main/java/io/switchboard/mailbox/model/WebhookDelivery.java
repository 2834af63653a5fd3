// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.model;

import io.switchboard.mailbox.wire.EventId;
import io.switchboard.mailbox.wire.WebhookDeliveryId;
import io.switchboard.mailbox.wire.WebhookDeliveryState;
import io.switchboard.mailbox.wire.WebhookFailure;
import io.switchboard.mailbox.wire.WebhookId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One event on its way to one webhook: PENDING until the receiver has taken it. Written in batches by {@link WebhookDeliveryRepository},
 * in the transaction that causes the event; changed only by whoever holds the lease of the webhook's queue.
 */
@Entity
@Table(name = "webhook_delivery")
public class WebhookDelivery {
    @Id
    private UUID id;

    @Version
    private long version;

    @Column(insertable = false, updatable = false)
    private long position;

    @Column(name = "webhook_id", nullable = false)
    private UUID webhookId;

    @Column(name = "event_id", nullable = false)
    private UUID eventId;

    @Column(nullable = false, length = 100)
    private String type;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false, length = 10)
    private WebhookDeliveryState state;

    private @Nullable Long sequence;

    @Column(nullable = false)
    private int attempts;

    @Column(name = "attempted_at")
    private @Nullable Instant attemptedAt;

    private @Nullable Integer status;

    @Enumerated(EnumType.STRING)
    @Column(length = 20)
    private @Nullable WebhookFailure failure;

    @Column(name = "created_at", nullable = false)
    private Instant createdAt;

    @Column(name = "delivered_at")
    private @Nullable Instant deliveredAt;

    @Column(name = "expires_at", nullable = false)
    private Instant expiresAt;

    /** For JPA. */
    @SuppressWarnings("NullAway.Init")
    protected WebhookDelivery() {}

    /** It is its turn. */
    public void begin(long turn) {
        sequence = turn;
    }

    /** The receiver has taken it. */
    public void delivered(int answered, Instant now) {
        attempted(now);
        state = WebhookDeliveryState.DELIVERED;
        status = answered;
        failure = null;
        deliveredAt = now;
    }

    /**
     * The receiver has not.
     *
     * @param answered its status, if it answered
     */
    public void failed(WebhookFailure because, OptionalInt answered, Instant now) {
        attempted(now);
        status = answered.isPresent() ? answered.getAsInt() : null;
        failure = because;
    }

    private void attempted(Instant now) {
        attempts++;
        attemptedAt = now;
    }

    public WebhookDeliveryId id() {
        return new WebhookDeliveryId(id);
    }

    public WebhookId webhook() {
        return new WebhookId(webhookId);
    }

    public EventId event() {
        return new EventId(eventId);
    }

    /** The type of the event. */
    public String type() {
        return type;
    }

    public WebhookDeliveryState state() {
        return state;
    }

    /** Its place among all that the webhook gets; empty until its turn. */
    public OptionalLong sequence() {
        return sequence == null ? OptionalLong.empty() : OptionalLong.of(sequence);
    }

    public int attempts() {
        return attempts;
    }

    public Optional<Instant> attemptedAt() {
        return Optional.ofNullable(attemptedAt);
    }

    /** What the receiver answered last. */
    public OptionalInt status() {
        return status == null ? OptionalInt.empty() : OptionalInt.of(status);
    }

    public Optional<WebhookFailure> failure() {
        return Optional.ofNullable(failure);
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Optional<Instant> deliveredAt() {
        return Optional.ofNullable(deliveredAt);
    }

    /** When it is forgotten, with its event. */
    public Instant expiresAt() {
        return expiresAt;
    }
}
