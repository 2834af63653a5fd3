// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.rest;

import io.switchboard.shared.service.MonotonicTime;
import io.switchboard.shared.service.SettingKey;
import io.switchboard.shared.service.Settings;
import io.switchboard.shared.service.Workers;
import io.undertow.server.HttpServerExchange;
import io.undertow.servlet.handlers.ServletRequestContext;
import io.undertow.util.AttachmentKey;
import io.undertow.util.Headers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The requests that this node serves, and an end for those whose client is too slow: a body has a time as a whole, however evenly it drips,
 * and an answer must be taken at a rate. Their connections are closed. Looks at all of them once a second; a timer for each would keep what
 * it is for in memory until its time, long after the request. All bodies of requests that are not over have an eighth of the memory together;
 * when that is used up, of those that are still coming the one that has been for longest is given up. What is read as it comes
 * ({@link StreamedBodies}) is not kept, and its sender is too slow when it is silent.
 */
@ApplicationScoped
public class RequestsInFlight {
    private static final Logger LOG = Logger.getLogger(RequestsInFlight.class);
    private static final Duration PACE = Duration.ofSeconds(1);

    /** Bytes a second of its answer that a client must take. */
    private static final long SLOWEST = 4096;

    private static final long NANOS_PER_SECOND = Duration.ofSeconds(1).toNanos();

    private static final AttachmentKey<InFlight> WATCHED = AttachmentKey.create(InFlight.class);

    private final Set<InFlight> all = ConcurrentHashMap.newKeySet();
    private final AtomicLong kept = new AtomicLong();
    private final AtomicLong givenUp = new AtomicLong();
    private final long mostKept = Runtime.getRuntime().maxMemory() / 8;
    private @Nullable ScheduledFuture<?> looks;
    private volatile List<StreamedBodies> kinds = List.of();

    @Inject
    MonotonicTime time;

    @Inject
    Settings settings;

    @Inject
    Workers workers;

    @Inject
    @Any
    Instance<StreamedBodies> streamed;

    /** One of them. */
    final class InFlight {
        private final HttpServerExchange exchange;
        private final long since;
        private volatile boolean collected;
        private volatile boolean cut;
        private volatile boolean slowSource;
        private volatile boolean starved;
        private volatile boolean streams;
        private volatile long heardAt;
        private volatile long endsAt;
        private volatile @Nullable StreamedBodies kind;
        private volatile Runnable whenCut = () -> {};
        private volatile Runnable whenOver = () -> {};
        // With its monitor.
        private boolean over;
        private long keeps;
        // Of the one that looks.
        private long sent;
        private long lookedAt;

        private InFlight(HttpServerExchange exchange, long since) {
            this.exchange = exchange;
            this.since = since;
            this.lookedAt = since;
            this.heardAt = since;
            this.endsAt = since + Long.MAX_VALUE / 2;
        }

        /** So many bytes more of its body are kept while the rest comes. */
        void keeps(int bytes) {
            keepsMore(bytes);
            while (bytes > 0 && kept.get() > mostKept && giveUpTheLongest()) {
                givenUp.incrementAndGet();
            }
        }

        private synchronized void keepsMore(int bytes) {
            if (!over) {
                keeps += bytes;
                kept.addAndGet(bytes);
            }
        }

        private synchronized boolean mayBeGivenUp() {
            return keeps > 0 && !collected;
        }

        /** Its body is here, or nobody waits for it. It is kept until the request is over. */
        void isCollected() {
            collected = true;
        }

        /** Its body is read as it comes, and has no time as a whole. */
        void streams(StreamedBodies of) {
            kind = of;
            streams = true;
            collected = true;
        }

        void heard() {
            heardAt = time.nanos();
            streams = true;
        }

        void isServed() {
            streams = false;
        }

        void whenCut(Runnable cutting) {
            whenCut = cutting;
        }

        /** Whether its answer waits for what is to be sent: its client takes nothing, and is not to blame. */
        void isStarved(boolean waits) {
            starved = waits;
        }

        /** When it is complete, and when it is cut, which it may hear of late or never. */
        void whenOver(Runnable told) {
            whenOver = told;
            exchange.addExchangeCompleteListener((complete, proceed) -> {
                whenOver.run();
                whenOver = () -> {}; // An idle thread may hold on to the last exchange that it served.
                proceed.proceed();
            });
        }

        void endsSoon() {
            endsAt = time.nanos() + PACE.toNanos();
        }

        private synchronized void isOver() {
            over = true;
            kept.addAndGet(-keeps);
            keeps = 0;
        }
    }

    void start() {
        kinds = streamed.stream().toList();
        looks = workers.repeat("requests in flight", this::look, PACE);
    }

    void stop() {
        if (looks != null) {
            looks.cancel(false);
        }
    }

    /** Watches one until it is complete. */
    InFlight watch(HttpServerExchange exchange) {
        InFlight request = new InFlight(exchange, time.nanos());
        exchange.putAttachment(WATCHED, request);
        all.add(request);
        exchange.addExchangeCompleteListener((complete, proceed) -> {
            all.remove(request);
            request.isOver();
            proceed.proceed();
        });
        return request;
    }

    /** Of which kind a request's body is that is read as it comes; empty when it is collected. */
    Optional<StreamedBodies> streamed(HttpServerExchange exchange) {
        String method = exchange.getRequestMethod().toString();
        String type = exchange.getRequestHeaders().getFirst(Headers.CONTENT_TYPE);
        return kinds.stream()
                .filter(kind -> kind.has(method, type, exchange.getRequestPath()))
                .findFirst();
    }

    /** The bytes of the largest body. */
    int bodyLimit() {
        return settings.get(SettingKey.BODY_LIMIT);
    }

    /** False when there is none. */
    private boolean giveUpTheLongest() {
        Optional<InFlight> longest =
                all.stream().filter(InFlight::mayBeGivenUp).min(Comparator.comparingLong(request -> request.since));
        longest.ifPresent(request -> {
            request.isOver();
            cut(request);
        });
        return longest.isPresent();
    }

    private void look() {
        long memoryWasFull = givenUp.getAndSet(0);
        if (memoryWasFull > 0) {
            LOG.warnf(
                    "Gave up %d bodies that came slowly: they took more than %d bytes together",
                    memoryWasFull, mostKept);
        }
        long now = time.nanos();
        long bodyTime = settings.get(SettingKey.BODY_TIME).toNanos();
        long sendTime = settings.get(SettingKey.SEND_TIME).toNanos();
        int slow = 0;
        for (InFlight request : all) {
            if (drips(request, now, bodyTime) || trickles(request, now, sendTime) || isSilent(request, now)) {
                cut(request);
                slow++;
            }
        }
        if (slow > 0) {
            LOG.infof("Closed %d connections whose clients were too slow", slow);
        }
    }

    /** While the server collects its body. */
    private static boolean drips(InFlight request, long now, long bodyTime) {
        return !request.collected && now - request.since > bodyTime;
    }

    /** While its body is read as it comes, or could be. */
    private static boolean isSilent(InFlight request, long now) {
        StreamedBodies kind = request.kind;
        return (kind != null
                        && request.streams
                        && now - request.heardAt > kind.silence().toNanos())
                || now - request.endsAt > 0;
    }

    /** Whether less than it must has been taken of its answer for that time. A stream of events has times of its own. */
    private static boolean trickles(InFlight request, long now, long sendTime) {
        long sent = request.exchange.getResponseBytesSent();
        long least = request.slowSource ? 1 : sendTime * SLOWEST / NANOS_PER_SECOND;
        boolean enough = request.starved || sent - request.sent >= least;
        if (enough || !request.exchange.isResponseStarted() || isStream(request.exchange)) {
            request.sent = sent;
            request.lookedAt = now;
            return false;
        }
        return now - request.lookedAt > sendTime;
    }

    private static boolean isStream(HttpServerExchange exchange) {
        String type = exchange.getResponseHeaders().getFirst(Headers.CONTENT_TYPE);
        return type != null && type.startsWith(MediaType.SERVER_SENT_EVENTS);
    }

    /** Closes the connection of the request that this thread serves: its client must not take what it has got for the whole. */
    static void cutCurrent() {
        cut(current());
    }

    /** The answer of the request that this thread serves comes as slowly as the database finds it: its client is not to blame. */
    static void currentHasASlowSource() {
        current().slowSource = true;
    }

    /** Whether the connection of the request that this thread serves was closed here: whatever fails then has failed by that. */
    static boolean isCurrentCut() {
        return ServletRequestContext.current() != null && current().cut;
    }

    static InFlight current() {
        return ServletRequestContext.requireCurrent().getExchange().getAttachment(WATCHED);
    }

    /** Without a word: none can be written from here while another thread may be writing. */
    static void cut(InFlight request) {
        request.cut = true;
        request.whenCut.run();
        try {
            request.exchange.getConnection().close();
        } catch (IOException e) {
            LOG.debug("The connection of a request could not be closed in order", e);
        }
        request.whenOver.run();
    }
}
