// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.rest;

import io.switchboard.shared.service.MonotonicTime;
import io.switchboard.shared.service.SettingKey;
import io.switchboard.shared.service.Settings;
import io.switchboard.shared.service.Workers;
import io.undertow.server.HttpServerExchange;
import io.undertow.servlet.handlers.ServletRequestContext;
import io.undertow.util.AttachmentKey;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The requests that this node serves, and an end for those whose client is too slow: a body has a time as a whole, however evenly it drips,
 * and an answer that a thread writes must go on. Their connections are closed. Looks at all of them once a second; a timer for each would
 * keep what it is for in memory until its time, long after the request.
 */
@ApplicationScoped
public class RequestsInFlight {
    private static final Logger LOG = Logger.getLogger(RequestsInFlight.class);
    private static final Duration PACE = Duration.ofSeconds(1);

    private static final AttachmentKey<InFlight> WATCHED = AttachmentKey.create(InFlight.class);

    private final Set<InFlight> all = ConcurrentHashMap.newKeySet();
    private @Nullable ScheduledFuture<?> looks;

    @Inject
    MonotonicTime time;

    @Inject
    Settings settings;

    @Inject
    Workers workers;

    /** One of them. */
    private static final class InFlight {
        private final HttpServerExchange exchange;
        private final long since;
        private volatile boolean passedOn;
        private volatile boolean cut;
        // Of the one that looks.
        private long sent;
        private long movedAt;

        private InFlight(HttpServerExchange exchange, long since) {
            this.exchange = exchange;
            this.since = since;
            this.movedAt = since;
        }
    }

    void start() {
        looks = workers.repeat("requests in flight", this::look, PACE);
    }

    void stop() {
        if (looks != null) {
            looks.cancel(false);
        }
    }

    /** Watches one until it is complete. */
    void watch(HttpServerExchange exchange) {
        InFlight request = new InFlight(exchange, time.nanos());
        exchange.putAttachment(WATCHED, request);
        all.add(request);
        exchange.addExchangeCompleteListener((complete, proceed) -> {
            all.remove(request);
            proceed.proceed();
        });
    }

    /** The body of this one is here, or a thread reads it and looks at the time itself. */
    static void passOn(HttpServerExchange exchange) {
        exchange.getAttachment(WATCHED).passedOn = true;
    }

    private void look() {
        long now = time.nanos();
        long bodyTime = settings.get(SettingKey.BODY_TIME).toNanos();
        long sendTime = settings.get(SettingKey.SEND_TIME).toNanos();
        for (InFlight request : all) {
            if (drips(request, now, bodyTime) || standsStill(request, now, sendTime)) {
                cut(request);
            }
        }
    }

    /** While the server collects its body, and when it was answered before its end. */
    private static boolean drips(InFlight request, long now, long bodyTime) {
        return now - request.since > bodyTime
                && !request.exchange.isRequestComplete()
                && (!request.passedOn || request.exchange.isResponseComplete());
    }

    /** What is written asynchronously holds no thread, and has times of its own. */
    private static boolean standsStill(InFlight request, long now, long sendTime) {
        long sent = request.exchange.getResponseBytesSent();
        if (!request.exchange.isResponseStarted() || isAsynchronous(request.exchange) || sent != request.sent) {
            request.sent = sent;
            request.movedAt = now;
            return false;
        }
        return now - request.movedAt > sendTime;
    }

    private static boolean isAsynchronous(HttpServerExchange exchange) {
        ServletRequestContext servlet = exchange.getAttachment(ServletRequestContext.ATTACHMENT_KEY);
        return servlet != null && servlet.getOriginalRequest().isAsyncStarted();
    }

    /** Closes the connection of the request that this thread serves: its client must not take what it has got for the whole. */
    static void cutCurrent() {
        cut(current());
    }

    /** Whether the connection of the request that this thread serves was closed here: whatever fails then has failed by that. */
    static boolean isCurrentCut() {
        return current().cut;
    }

    private static InFlight current() {
        return ServletRequestContext.requireCurrent().getExchange().getAttachment(WATCHED);
    }

    /** Without a word: none can be written from here while another thread may be writing. */
    private static void cut(InFlight request) {
        request.cut = true;
        try {
            request.exchange.getConnection().close();
        } catch (IOException e) {
            LOG.debug("The connection of a request could not be closed in order", e);
        }
    }
}
