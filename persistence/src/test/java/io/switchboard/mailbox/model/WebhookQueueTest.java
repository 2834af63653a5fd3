// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.mailbox.wire.WebhookDeliveryId;
import io.switchboard.mailbox.wire.WebhookId;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WebhookQueueTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final Duration LEASE = Duration.ofSeconds(45);

    private final WebhookQueue queue = new WebhookQueue(new WebhookId(UUID.randomUUID()), NOW);
    private final WebhookDeliveryId delivery = new WebhookDeliveryId(UUID.randomUUID());

    @Test
    void whileSomebodyHoldsTheLeaseNothingIsDue() {
        assertThat(queue.isDue(NOW)).isTrue();
        queue.lease(NOW, LEASE);
        assertThat(queue.isDue(NOW.plus(LEASE).minusNanos(1))).isFalse();
        assertThat(queue.isDue(NOW.plus(LEASE))).isTrue();
    }

    @Test
    void whoeverLosesTheLeaseHasNothingToRecord() {
        long first = queue.lease(NOW, LEASE);
        assertThat(queue.isHeldBy(first)).isTrue();
        long second = queue.lease(NOW.plus(LEASE), LEASE);
        assertThat(queue.isHeldBy(first)).isFalse();
        assertThat(queue.isHeldBy(second)).isTrue();
    }

    @Test
    void theSequenceRisesWithEachDeliveryAndNotWithItsFailures() {
        assertThat(queue.begin(delivery)).isEqualTo(1);
        queue.failed(NOW, NOW.plusSeconds(5));
        assertThat(queue.current()).hasValue(delivery);
        queue.delivered(NOW.plusSeconds(5));
        assertThat(queue.current()).isEmpty();
        assertThat(queue.begin(new WebhookDeliveryId(UUID.randomUUID()))).isEqualTo(2);
    }

    @Test
    void whatIsSkippedGivesItsTurnToTheNextAndWhatWaitsBehindItChangesNothing() {
        queue.begin(delivery);
        long attempt = queue.lease(NOW, LEASE);
        queue.skip(new WebhookDeliveryId(UUID.randomUUID()), NOW);
        assertThat(queue.current()).hasValue(delivery);
        assertThat(queue.isHeldBy(attempt)).isTrue();
        queue.failed(NOW, NOW.plusSeconds(600));
        queue.skip(delivery, NOW);
        assertThat(queue.current()).isEmpty();
        assertThat(queue.isHeldBy(attempt)).isFalse();
        assertThat(queue.isDue(NOW)).isTrue();
        assertThat(queue.failures()).isZero();
        assertThat(queue.begin(new WebhookDeliveryId(UUID.randomUUID()))).isEqualTo(2);
    }

    @Test
    void aFailureBringsAPauseAndASuccessEndsTheCount() {
        queue.begin(delivery);
        queue.lease(NOW, LEASE);
        queue.failed(NOW, NOW.plusSeconds(5));
        assertThat(queue.isDue(NOW.plusSeconds(4))).isFalse();
        assertThat(queue.isDue(NOW.plusSeconds(5))).isTrue();
        queue.failed(NOW.plusSeconds(5), NOW.plusSeconds(20));
        assertThat(queue.failures()).isEqualTo(2);
        assertThat(queue.failingSince()).hasValue(NOW);
        queue.delivered(NOW.plusSeconds(20));
        assertThat(queue.failures()).isZero();
        assertThat(queue.failingSince()).isEmpty();
        assertThat(queue.isDue(NOW.plusSeconds(20))).isTrue();
    }

    @Test
    void whoeverResumesItWaitsForTheAttemptThatIsUnderWay() {
        queue.failed(NOW, NOW.plusSeconds(100));
        long before = queue.lease(NOW, LEASE);
        queue.resume(NOW);
        assertThat(queue.isHeldBy(before)).isFalse();
        assertThat(queue.failingSince()).isEmpty();
        assertThat(queue.isDue(NOW)).isFalse();
        assertThat(queue.isDue(NOW.plus(LEASE))).isTrue();
    }
}
