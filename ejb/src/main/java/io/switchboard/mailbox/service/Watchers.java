// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.service;

import io.switchboard.mailbox.model.MailboxPosition;
import io.switchboard.shared.service.SettingKey;
import io.switchboard.shared.service.Settings;
import io.switchboard.shared.service.Workers;
import io.switchboard.shared.wire.TerminalId;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;

/** Everybody on this node who waits for a mailbox. Compares their positions with the database now and then, in few statements. */
@ApplicationScoped
public class Watchers {
    private static final int CHUNK = 500;

    private final Map<UUID, Set<Watcher>> byTerminal = new ConcurrentHashMap<>();

    @Inject
    MailboxPositions positions;

    @Inject
    Workers workers;

    @Inject
    Settings settings;

    private List<ScheduledFuture<?>> rounds = List.of();

    /** Adds one; from now on it is woken. */
    public void add(Watcher watcher) {
        byTerminal.compute(watcher.terminal().value(), (id, present) -> {
            Set<Watcher> watchers = present == null ? ConcurrentHashMap.newKeySet() : present;
            watchers.add(watcher);
            return watchers;
        });
        startRounds();
    }

    /** Removes one; again is harmless. */
    public void remove(Watcher watcher) {
        byTerminal.computeIfPresent(watcher.terminal().value(), (id, present) -> {
            present.remove(watcher);
            return present.isEmpty() ? null : present;
        });
    }

    /** How many wait for this terminal's mailbox here. */
    public int of(TerminalId terminal) {
        return byTerminal.getOrDefault(terminal.value(), Set.of()).size();
    }

    void wake(TerminalId terminal) {
        byTerminal.getOrDefault(terminal.value(), Set.of()).forEach(Watcher::wake);
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
        for (Watcher watcher : byTerminal.getOrDefault(position.terminal(), Set.of())) {
            boolean displaced = watcher.epoch() >= 0 && watcher.epoch() != position.channelEpoch();
            if (!position.open() || displaced || position.lastSequence() > watcher.position()) {
                watcher.wake();
            }
        }
    }
}
