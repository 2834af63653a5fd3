// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.model;

import io.switchboard.mailbox.wire.WebhookDeliveryId;
import io.switchboard.mailbox.wire.WebhookId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a webhook stands in what it is told. Its deliveries are attempted one at a time, each until it succeeds: the one that is
 * attempted has the newest sequence. Whoever attempts it holds a lease; whose lease has ended, or was taken over, has nothing to record
 * any more.
 */
@Entity
@Table(name = "webhook_queue")
public class WebhookQueue {
    @Id
    @Column(name = "webhook_id")
    private UUID webhookId;

    @Version
    private long version;

    @Column(name = "last_sequence", nullable = false)
    private long lastSequence;

    @Column(name = "current_delivery")
    private @Nullable UUID currentDelivery;

    @Column(nullable = false)
    private long fence;

    @Column(name = "leased_until", nullable = false)
    private Instant leasedUntil;

    @Column(name = "next_attempt_at", nullable = false)
    private Instant nextAttemptAt;

    @Column(name = "failing_since")
    private @Nullable Instant failingSince;

    @Column(nullable = false)
    private int failures;

    /** For JPA. */
    @SuppressWarnings("NullAway.Init")
    protected WebhookQueue() {}

    /** A new webhook's. */
    public WebhookQueue(WebhookId webhook, Instant now) {
        this.webhookId = webhook.value();
        this.leasedUntil = now;
        this.nextAttemptAt = now;
    }

    /** Whether nobody attempts anything, and the time of the next attempt has come. */
    public boolean isDue(Instant now) {
        return !now.isBefore(leasedUntil) && !now.isBefore(nextAttemptAt);
    }

    /**
     * Takes the lease.
     *
     * @return the fence: what the attempt must name to record its outcome
     */
    public long lease(Instant now, Duration time) {
        leasedUntil = now.plus(time);
        return ++fence;
    }

    /** Whether this lease is still the newest. */
    public boolean isHeldBy(long named) {
        return fence == named;
    }

    /** What is attempted; empty when the last one has arrived. */
    public Optional<WebhookDeliveryId> current() {
        return Optional.ofNullable(currentDelivery).map(WebhookDeliveryId::new);
    }

    /**
     * Begins with the next delivery.
     *
     * @return its sequence
     */
    public long begin(WebhookDeliveryId next) {
        currentDelivery = next.value();
        return ++lastSequence;
    }

    /** The current delivery is no more: its event has expired. Its sequence is not used again. */
    public void giveUpCurrent() {
        currentDelivery = null;
    }

    /** The current delivery has arrived. */
    public void delivered(Instant now) {
        currentDelivery = null;
        leasedUntil = now;
        beginAnew(now);
    }

    /** It has not. */
    public void failed(Instant now, Instant next) {
        if (failingSince == null) {
            failingSince = now;
        }
        failures++;
        nextAttemptAt = next;
        leasedUntil = now;
    }

    /**
     * Goes on as if nothing had failed: at once, or when the lease that somebody holds has ended. What comes of an attempt that is under
     * way says nothing about what was changed meanwhile: it is not recorded, and the delivery is attempted again.
     */
    public void resume(Instant now) {
        fence++;
        beginAnew(now);
    }

    /**
     * Goes on behind the current delivery, if it is this one: the enterprise does not want it any more. Its sequence is not used again. Else
     * it waits still, and nothing changes.
     */
    public void skip(WebhookDeliveryId unwanted, Instant now) {
        if (current().filter(unwanted::equals).isPresent()) {
            currentDelivery = null;
            resume(now);
        }
    }

    private void beginAnew(Instant now) {
        failingSince = null;
        failures = 0;
        nextAttemptAt = now;
    }

    /** Since when the current delivery fails; empty when it has not failed. */
    public Optional<Instant> failingSince() {
        return Optional.ofNullable(failingSince);
    }

    /** How often in a row. */
    public int failures() {
        return failures;
    }
}
