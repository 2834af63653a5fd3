// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.switchboard.mailbox.wire.EventId;
import io.switchboard.mailbox.wire.WebhookDeliveryId;
import io.switchboard.mailbox.wire.WebhookId;
import io.switchboard.shared.service.Configured;
import io.switchboard.shared.service.Retries;
import io.switchboard.shared.service.Workers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WebhookDispatcherTest {
    private static final WebhookId WEBHOOK = new WebhookId(new UUID(0, 1));
    private static final Instant NOT_LATER = Instant.parse("2026-11-20T12:00:15Z");

    private final Queue<WebhookAttempt> due = new ArrayDeque<>();
    private final List<WebhookDeliveryId> sent = new ArrayList<>();
    private final List<WebhookDeliveryId> recorded = new ArrayList<>();

    private static WebhookAttempt attempt() {
        return new WebhookAttempt(
                WEBHOOK,
                new WebhookDeliveryId(new UUID(0, 2)),
                1,
                NOT_LATER,
                0,
                Optional.empty(),
                "https://hooks.example/",
                new EventId(new UUID(0, 3)),
                "{}",
                List.of(),
                NOT_LATER.minusSeconds(15));
    }

    /** A dispatcher that has claimed the attempt and finds this time when it comes to send. */
    @SuppressWarnings("UnnecessaryAssignment") // there is no container here that would inject
    private WebhookDispatcher at(Instant now) {
        WebhookDispatcher dispatcher = new WebhookDispatcher();
        dispatcher.attempts = new WebhookAttempts() {
            @Override
            public Optional<WebhookAttempt> claim(WebhookId id) {
                return Optional.ofNullable(due.poll());
            }

            @Override
            public void record(WebhookAttempt attempt, WebhookAnswer answer) {
                recorded.add(attempt.delivery());
            }
        };
        dispatcher.sender = new WebhookSender() {
            @Override
            WebhookAnswer send(WebhookAttempt attempt) {
                sent.add(attempt.delivery());
                return WebhookAnswer.of(204, Optional.empty());
            }
        };
        dispatcher.workers = new Workers() {
            @Override
            public void runAtLeisure(Runnable work) {
                work.run();
            }
        };
        dispatcher.retries = new Retries();
        dispatcher.settings = Configured.settings(Map.of());
        dispatcher.meters = new SimpleMeterRegistry();
        dispatcher.clock = Clock.fixed(now, ZoneOffset.UTC);
        return dispatcher;
    }

    @Test
    void whatIsClaimedIsSentAndRecorded() {
        due.add(attempt());
        at(NOT_LATER).committed(new WebhooksDue(Set.of(WEBHOOK)));
        assertThat(sent).containsExactly(attempt().delivery());
        assertThat(recorded).isEqualTo(sent);
    }

    /** Its lease may end before the attempt does: another node may have sent this, and something newer, meanwhile. */
    @Test
    void aNodeThatStoodStillAfterItsClaimSendsNothing() {
        due.add(attempt());
        due.add(attempt());
        at(NOT_LATER.plus(Duration.ofNanos(1))).committed(new WebhooksDue(Set.of(WEBHOOK)));
        assertThat(sent).isEmpty();
        assertThat(recorded).isEmpty();
        assertThat(due).hasSize(1);
    }
}
