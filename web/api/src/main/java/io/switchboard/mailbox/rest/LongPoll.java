// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.rest;

import io.switchboard.mailbox.service.MailboxReadingService;
import io.switchboard.mailbox.service.Watcher;
import io.switchboard.mailbox.service.Watchers;
import io.switchboard.mailbox.wire.MailboxView;
import io.switchboard.shared.service.Invocation;
import io.switchboard.shared.service.Workers;
import io.switchboard.shared.wire.TerminalId;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.CompletionCallback;
import jakarta.ws.rs.container.ConnectionCallback;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** One waiting reader. Answers once: when an event is there, or when the time is over. */
final class LongPoll implements Watcher {
    private static final Logger LOG = Logger.getLogger(LongPoll.class);

    private final MailboxReadingService mailbox;
    private final Watchers watchers;
    private final Workers workers;
    private final Invocation invocation;
    private final long after;
    private final AsyncResponse response;
    private final AtomicBoolean looking = new AtomicBoolean();

    LongPoll(
            MailboxReadingService mailbox,
            Watchers watchers,
            Workers workers,
            Invocation invocation,
            long after,
            AsyncResponse response) {
        this.mailbox = mailbox;
        this.watchers = watchers;
        this.workers = workers;
        this.invocation = invocation;
        this.after = after;
        this.response = response;
    }

    void start(Duration wait) {
        response.register((CompletionCallback) failure -> watchers.remove(this));
        response.register((ConnectionCallback) gone -> watchers.remove(this));
        response.setTimeoutHandler(late -> workers.run(() -> look(true)));
        response.setTimeout(wait.toMillis(), TimeUnit.MILLISECONDS);
        watchers.add(this);
        // An event that came between the first look and the registration is found here.
        wake();
    }

    @Override
    public TerminalId terminal() {
        return invocation.terminal();
    }

    @Override
    public long position() {
        return after;
    }

    @Override
    public long epoch() {
        return -1;
    }

    @Override
    public void wake() {
        if (looking.compareAndSet(false, true)) {
            try {
                workers.run(() -> {
                    looking.set(false);
                    look(false);
                });
            } catch (RejectedExecutionException e) {
                // The server is stopping; the reader's time runs out, or its connection ends.
                LOG.debug("No worker for a waiting reader", e);
                looking.set(false);
            }
        }
    }

    /** Answered at once, and empty when nothing is there: the next request finds a server that serves. */
    @Override
    public void leave(Duration retryAfter) {
        try {
            workers.run(() -> look(true));
        } catch (RejectedExecutionException e) {
            LOG.debug("No worker for a waiting reader", e);
        }
    }

    private void look(boolean timeIsOver) {
        if (response.isDone()) {
            return;
        }
        try {
            MailboxView view = mailbox.read(invocation, OptionalLong.of(after));
            if (timeIsOver || !view.events().isEmpty()) {
                response.resume(view);
            }
        } catch (RuntimeException e) {
            response.resume(e);
        }
    }
}
