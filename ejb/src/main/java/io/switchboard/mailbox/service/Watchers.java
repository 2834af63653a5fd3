// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.service;

import io.switchboard.mailbox.model.MailboxPosition;
import io.switchboard.shared.service.ServingChanged;
import io.switchboard.shared.service.SettingKey;
import io.switchboard.shared.service.Settings;
import io.switchboard.shared.service.Workers;
import io.switchboard.shared.wire.TerminalId;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Everybody on this node who waits for a mailbox. Compares their positions with the database now and then, in few statements. */
@ApplicationScoped
public class Watchers {
    private static final Logger LOG = Logger.getLogger(Watchers.class);
    private static final int CHUNK = 500;

    /** Over this time those who are sent away come back, here or elsewhere. */
    private static final Duration RETURN = Duration.ofSeconds(5);

    /** So long they have to be told so. */
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final Map<UUID, List<Watcher>> byTerminal = new ConcurrentHashMap<>();

    @Inject
    MailboxPositions positions;

    @Inject
    Workers workers;

    @Inject
    Settings settings;

    private List<ScheduledFuture<?>> rounds = List.of();
    /** Counts those who are gone when all are sent away; null while this node serves. */
    private volatile @Nullable CountDownLatch leaving;

    /** Adds one; from now on it is woken. */
    public void add(Watcher watcher) {
        byTerminal.merge(watcher.terminal().value(), List.of(watcher), Watchers::together);
        startRounds();
        if (leaving != null) {
            watcher.leave(workers.someOf(RETURN));
        }
    }

    /** Few wait for one mailbox, and many mailboxes have one who waits: a list that fits costs least. */
    private static List<Watcher> together(List<Watcher> present, List<Watcher> more) {
        return Stream.concat(present.stream(), more.stream()).toList();
    }

    /** Removes one; again is harmless. */
    public void remove(Watcher watcher) {
        byTerminal.computeIfPresent(watcher.terminal().value(), (id, present) -> {
            List<Watcher> others =
                    present.stream().filter(other -> other != watcher).toList();
            return others.isEmpty() ? null : others;
        });
        CountDownLatch gone = leaving;
        if (gone != null) {
            gone.countDown();
        }
    }

    /** How many wait for this terminal's mailbox here. */
    public int of(TerminalId terminal) {
        return byTerminal.getOrDefault(terminal.value(), List.of()).size();
    }

    /**
     * Sends everybody away when this node stops serving, and whoever comes until it serves again. Returns when all are gone, or soon after:
     * the application server goes on then, and closes without a word what is still open.
     */
    void serving(@Observes(during = TransactionPhase.AFTER_SUCCESS) ServingChanged changed) {
        if (changed.serving()) {
            leaving = null;
            return;
        }
        List<Watcher> all = byTerminal.values().stream().flatMap(List::stream).toList();
        CountDownLatch gone = new CountDownLatch(all.size());
        leaving = gone;
        all.forEach(watcher -> watcher.leave(workers.someOf(RETURN)));
        try {
            if (!gone.await(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.infof("%d of %d waiting readers could not be told to connect again", gone.getCount(), all.size());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void wake(TerminalId terminal) {
        byTerminal.getOrDefault(terminal.value(), List.of()).forEach(Watcher::wake);
    }

    private synchronized void startRounds() {
        if (rounds.isEmpty()) {
            rounds = List.of(
                    workers.repeat("comparing positions", this::compare, settings.get(SettingKey.CHANNEL_POLL)),
                    workers.repeat("pinging channels", this::beat, settings.get(SettingKey.CHANNEL_PING)));
        }
    }

    @PreDestroy
    synchronized void stop() {
        rounds.forEach(round -> round.cancel(false));
    }

    private void compare() {
        List<UUID> terminals = new ArrayList<>(byTerminal.keySet());
        for (int from = 0; from < terminals.size(); from += CHUNK) {
            positions
                    .of(terminals.subList(from, Math.min(from + CHUNK, terminals.size())))
                    .forEach(this::compare);
        }
    }

    private void beat() {
        byTerminal.values().forEach(watchers -> watchers.forEach(Watcher::beat));
    }

    private void compare(MailboxPosition position) {
        for (Watcher watcher : byTerminal.getOrDefault(position.terminal(), List.of())) {
            boolean displaced = watcher.epoch() >= 0 && watcher.epoch() != position.channelEpoch();
            if (!position.open() || displaced || position.lastSequence() > watcher.position()) {
                watcher.wake();
            }
        }
    }
}
