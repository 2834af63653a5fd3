// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.service;

import io.micrometer.core.instrument.MeterRegistry;
import io.switchboard.mailbox.wire.WebhookId;
import io.switchboard.shared.service.Retries;
import io.switchboard.shared.service.Settings;
import io.switchboard.shared.service.WebhookKeys;
import io.switchboard.shared.service.Workers;
import io.switchboard.shared.wire.PublishedName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Delivers to the webhooks on this node's threads: many webhooks at once, each webhook's events one after the other. Those that have
 * failed last get half of the threads at most, so that receivers which hang hold up nobody else. What is due is in the database: whatever
 * is forgotten here is found by the next round, here or on another node.
 */
@ApplicationScoped
public class WebhookDispatcher {
    private static final Logger LOG = Logger.getLogger(WebhookDispatcher.class);
    private static final int AT_A_TIME = 20;
    private static final int FOUND_AT_ONCE = 200;
    private static final int REMEMBERED = 10_000;
    /** What nobody has begun is looked for in every so manieth round: whoever commits it begins, but for a node that dies in between. */
    private static final int ROUNDS_BETWEEN = 15;

    private final AtomicLong rounds = new AtomicLong();
    private final Set<WebhookId> waiting = new LinkedHashSet<>();
    private final Set<WebhookId> working = new HashSet<>();
    private final Set<WebhookId> failing = Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<WebhookId, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    });

    @Inject
    WebhookAttempts attempts;

    @Inject
    WebhookSender sender;

    @Inject
    Retries retries;

    @Inject
    Workers workers;

    @Inject
    Settings settings;

    @Inject
    MeterRegistry meters;

    @Inject
    Clock clock;

    private enum Stretch {
        NOTHING_LEFT,
        /** There may be something, but its time has not come, or somebody else attempts it. */
        NOT_NOW,
        FAILED,
        MORE
    }

    void committed(@Observes(during = TransactionPhase.AFTER_SUCCESS) WebhooksDue due) {
        wake(due.webhooks());
    }

    void committed(@Observes(during = TransactionPhase.AFTER_SUCCESS) WebhookAttempts.WebhookGivenUp end) {
        meters.counter("switchboard.webhooks.disabled", "because", PublishedName.of(end.because()))
                .increment();
        LOG.warnf("The webhook %s was disabled: %s", end.webhook(), end.because());
    }

    /** Finds what is due, whoever has caused it. */
    void round() {
        List<WebhookId> begun = retries.run(() -> attempts.begun(FOUND_AT_ONCE));
        synchronized (this) {
            // Whoever has begun has failed, here or on another node.
            failing.addAll(begun);
        }
        wake(begun);
        if (rounds.getAndIncrement() % ROUNDS_BETWEEN == 0) {
            wake(retries.run(() -> attempts.waiting(FOUND_AT_ONCE)));
        }
    }

    private void wake(Collection<WebhookId> due) {
        synchronized (this) {
            waiting.addAll(due);
        }
        startSome();
    }

    private void startSome() {
        for (Optional<WebhookId> next = next(); next.isPresent(); next = next()) {
            WebhookId webhook = next.get();
            workers.runAtLeisure(() -> work(webhook));
        }
    }

    private synchronized Optional<WebhookId> next() {
        int parallel = settings.get(WebhookKeys.PARALLEL);
        boolean roomForFailing = working.stream().filter(failing::contains).count() < Math.max(1, parallel / 2);
        Optional<WebhookId> next = working.size() >= parallel
                ? Optional.empty()
                : waiting.stream()
                        .filter(webhook -> !working.contains(webhook))
                        .filter(webhook -> roomForFailing || !failing.contains(webhook))
                        .findFirst();
        next.ifPresent(webhook -> {
            waiting.remove(webhook);
            working.add(webhook);
        });
        return next;
    }

    private void work(WebhookId webhook) {
        Stretch stretch = Stretch.FAILED;
        try {
            stretch = deliver(webhook);
        } catch (RuntimeException e) {
            LOG.errorf(e, "The deliveries to the webhook %s were interrupted; a later round goes on", webhook);
        } finally {
            ended(webhook, stretch);
            startSome();
        }
    }

    private synchronized void ended(WebhookId webhook, Stretch stretch) {
        working.remove(webhook);
        switch (stretch) {
            case NOTHING_LEFT -> failing.remove(webhook);
            case NOT_NOW -> LOG.debugf("Nothing can be attempted for the webhook %s now", webhook);
            case FAILED -> failing.add(webhook);
            case MORE -> {
                failing.remove(webhook);
                waiting.add(webhook);
            }
        }
    }

    private Stretch deliver(WebhookId webhook) {
        for (int i = 0; i < AT_A_TIME; i++) {
            Optional<WebhookAttempt> attempt = retries.run(() -> attempts.claim(webhook));
            if (attempt.isEmpty()) {
                return i == 0 ? Stretch.NOT_NOW : Stretch.NOTHING_LEFT;
            }
            if (clock.instant().isAfter(attempt.get().notLater())) {
                LOG.warnf(
                        "This node stood still before an attempt for the webhook %s; it is left to a later one",
                        webhook);
                return Stretch.NOT_NOW;
            }
            WebhookAnswer answer = sender.send(attempt.get());
            meters.counter(
                            "switchboard.webhooks.attempts",
                            "outcome",
                            answer.failure().map(PublishedName::of).orElse("delivered"))
                    .increment();
            retries.run(() -> {
                attempts.record(attempt.get(), answer);
                return answer;
            });
            if (!answer.isDelivered()) {
                return Stretch.FAILED;
            }
        }
        return Stretch.MORE;
    }
}
