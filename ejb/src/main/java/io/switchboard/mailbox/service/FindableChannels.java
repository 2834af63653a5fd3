// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.service;

import io.switchboard.shared.service.Requests;
import io.switchboard.shared.service.Workers;
import io.switchboard.shared.wire.TerminalId;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * This node's open channels whose terminals may be found by their address. While this node lives it says again and again that they are
 * open: those of a node that has died are found no more after a minute. Thread-safe.
 */
@ApplicationScoped
public class FindableChannels {
    private static final Logger LOG = Logger.getLogger(FindableChannels.class);

    private static final int CHUNK = 200;

    /** By terminal, the epoch of its channel. */
    private final Map<TerminalId, Long> open = new ConcurrentHashMap<>();

    @Inject
    FindableChannelService service;

    @Inject
    Requests requests;

    @Inject
    Workers workers;

    private @Nullable ScheduledFuture<?> rounds;

    /** A channel was opened whose terminal may be found. */
    public void add(TerminalId terminal, long epoch) {
        open.merge(terminal, epoch, Math::max);
        startRounds();
    }

    /** A channel is over, whether it was one of these or not; again is harmless. Returns at once. */
    public void remove(TerminalId terminal, long epoch) {
        if (!open.remove(terminal, epoch)) {
            return;
        }
        try {
            workers.run(() -> requests.run(() -> {
                service.closed(terminal, epoch);
                return true;
            }));
        } catch (RejectedExecutionException e) {
            LOG.debug("A channel's address is forgotten when its time is over", e);
        }
    }

    private synchronized void startRounds() {
        if (rounds == null) {
            rounds = workers.repeat(
                    "saying which findable channels are open", this::renew, FindableChannelService.LIFE.dividedBy(3));
        }
    }

    @PreDestroy
    synchronized void stop() {
        if (rounds != null) {
            rounds.cancel(false);
        }
    }

    /** Some at a time: whoever opens another channel of one of them waits for no more. */
    private void renew() {
        List<Map.Entry<TerminalId, Long>> present = List.copyOf(open.entrySet());
        for (int from = 0; from < present.size(); from += CHUNK) {
            Map<TerminalId, Long> some = present.subList(from, Math.min(from + CHUNK, present.size())).stream()
                    .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
            requests.run(() -> {
                service.renew(some);
                return true;
            });
        }
    }
}
