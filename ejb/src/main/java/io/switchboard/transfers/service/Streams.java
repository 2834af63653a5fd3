// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.switchboard.accounts.service.Authenticator;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.service.Actor;
import io.switchboard.shared.service.Invocation;
import io.switchboard.shared.service.Requests;
import io.switchboard.shared.service.Workers;
import io.switchboard.shared.wire.SharedRefusal;
import io.switchboard.transfers.model.TransferChange;
import io.switchboard.transfers.wire.TransferId;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The streams of bytes that this node carries. A request is authenticated once, and a stream may last for hours: whoever is revoked
 * meanwhile is ended, and so is the delivery of a transfer that its source has taken back: at once when that was done at this node, and
 * within seconds wherever it was. A token that expires ends nothing.
 * Thread-safe.
 */
@ApplicationScoped
public class Streams {
    private static final Duration PAUSE = Duration.ofSeconds(3);

    /** So many are asked about at once. */
    private static final int TRANSFERS = 500;

    private final Set<Stream> all = ConcurrentHashMap.newKeySet();

    @Inject
    Authenticator authenticator;

    @Inject
    DeliveryService deliveries;

    @Inject
    Requests requests;

    @Inject
    Workers workers;

    @Inject
    Clock clock;

    private @Nullable ScheduledFuture<?> rounds;

    /** One, until it is closed. */
    public final class Stream implements AutoCloseable {
        private final Actor actor;
        private final @Nullable TransferId fetched;
        private final Instant since;
        private final Runnable whenEnded;
        private volatile boolean ended;

        private Stream(Actor actor, @Nullable TransferId fetched, Instant since, Runnable whenEnded) {
            this.actor = actor;
            this.fetched = fetched;
            this.since = since;
            this.whenEnded = whenEnded;
        }

        /**
         * Does nothing while whoever it is for has the right to it.
         *
         * @throws RefusedException {@code unauthenticated}
         */
        public void requireOpen() {
            if (ended) {
                throw RefusedException.of(SharedRefusal.UNAUTHENTICATED);
            }
        }

        private boolean fetches(Predicate<TransferId> one) {
            return fetched != null && one.test(fetched);
        }

        private void end() {
            if (all.remove(this)) {
                ended = true;
                whenEnded.run();
            }
        }

        @Override
        public void close() {
            all.remove(this);
        }
    }

    /**
     * Begins one for whoever asks, who was authenticated this moment.
     *
     * @param fetched the transfer whose content goes out; null when one comes in
     * @param whenEnded when the right to it is lost: on any thread, at most once, and not after it was closed; must not wait
     */
    public Stream open(Invocation invocation, @Nullable TransferId fetched, Runnable whenEnded) {
        Stream stream = new Stream(invocation.actor(), fetched, clock.instant(), whenEnded);
        all.add(stream);
        startRounds();
        return stream;
    }

    private synchronized void startRounds() {
        if (rounds == null) {
            rounds = workers.repeat("the right to streams", this::look, PAUSE);
        }
    }

    @PreDestroy
    synchronized void stop() {
        if (rounds != null) {
            rounds.cancel(false);
        }
    }

    /** A statement or two for each who has some, however many. What a client's secret has ended it has ended for all of its streams. */
    private void look() {
        Map<Actor, List<Stream>> byActor =
                all.stream().collect(Collectors.groupingBy(stream -> stream.actor, HashMap::new, Collectors.toList()));
        byActor.forEach((actor, streams) -> {
            Predicate<Instant> holds = authenticator.standing(actor);
            streams.stream().filter(stream -> !holds.test(stream.since)).forEach(Stream::end);
        });
        lookForTakenBack();
    }

    /** One statement for hundreds of transfers. */
    private void lookForTakenBack() {
        List<TransferId> fetched = all.stream()
                .flatMap(stream -> Optional.ofNullable(stream.fetched).stream())
                .distinct()
                .toList();
        for (int from = 0; from < fetched.size(); from += TRANSFERS) {
            List<TransferId> some = fetched.subList(from, Math.min(fetched.size(), from + TRANSFERS));
            Set<TransferId> takenBack = requests.run(() -> deliveries.takenBack(Invocation.ofServer(), some));
            all.stream().filter(stream -> stream.fetches(takenBack::contains)).forEach(Stream::end);
        }
    }

    void moved(@Observes(during = TransactionPhase.AFTER_SUCCESS) TransferMoved moved) {
        if (moved.change() == TransferChange.CANCELLED) {
            all.stream()
                    .filter(stream -> stream.fetches(moved.transfer()::equals))
                    .forEach(Stream::end);
        }
    }

    void revoked(@Observes(during = TransactionPhase.AFTER_SUCCESS) TerminalsRevoked revoked) {
        all.stream()
                .filter(stream -> stream.actor instanceof Actor.Device device
                        && revoked.terminals().contains(device.terminal()))
                .forEach(Stream::end);
    }
}
