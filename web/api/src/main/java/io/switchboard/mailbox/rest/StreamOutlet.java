// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.rest;

import io.switchboard.shared.service.Workers;
import io.undertow.server.HttpServerExchange;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledFuture;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A stream of server-sent events over a response that never ends by itself. Waits without a thread; what does not leave in time ends
 * the connection.
 *
 * <p>All its work is done by the connection's I/O thread, and none of it waits: there the container calls the listener, and there a
 * connection that breaks is ended as any other.
 */
final class StreamOutlet implements Outlet, WriteListener {
    private static final Logger LOG = Logger.getLogger(StreamOutlet.class);

    /** What it needs of the request. */
    record Exchange(AsyncContext context, ServletOutputStream out, HttpServerExchange connection) {
        /** The connection's I/O thread. No more than an executor here: its type is of a module that the server keeps to itself. */
        Executor thread() {
            return connection.getIoThread();
        }
    }

    private record Sending(String frame, Consumer<Boolean> sent) {}

    private final Exchange exchange;
    private final Executor thread;
    private final ChannelMessages messages;
    private final Workers workers;
    private final Duration sendTimeout;

    private @Nullable Channel channel;
    private @Nullable Sending outstanding;
    private @Nullable Sending next;
    private @Nullable ScheduledFuture<?> limit;
    private boolean started;
    private volatile boolean over;

    StreamOutlet(Exchange exchange, ChannelMessages messages, Workers workers, Duration sendTimeout) {
        this.exchange = exchange;
        this.thread = exchange.thread();
        this.messages = messages;
        this.workers = workers;
        this.sendTimeout = sendTimeout;
    }

    /** Starts the channel as soon as the container lets it write. */
    void carry(Channel carried) {
        channel = carried;
        exchange.out().setWriteListener(this);
    }

    /** Comes first when writing may begin, and then when all of what could not leave at once has left. */
    @Override
    public void onWritePossible() {
        if (!started && channel != null) {
            started = true;
            channel.start();
        } else {
            settle();
        }
    }

    @Override
    public void onError(Throwable failure) {
        LOG.debug("A stream broke", failure);
        lost();
    }

    @Override
    public boolean isOpen() {
        return !over;
    }

    @Override
    public void send(ChannelMessage message, Consumer<Boolean> sent) {
        Sending sending = new Sending(StreamFrame.of(message), sent);
        thread.execute(() -> write(sending));
    }

    /** A connection that is gone shows in the writing. */
    @Override
    public boolean beat() {
        thread.execute(this::keepOpen);
        return true;
    }

    /** While something is outstanding there is no need for it. */
    private void keepOpen() {
        if (started && outstanding == null) {
            write(new Sending(StreamFrame.HEARTBEAT, taken -> {
                if (!taken) {
                    lost();
                }
            }));
        }
    }

    /** Without a flush, which is not needed past the buffer. A message that meets a heartbeat under way follows it. */
    private void write(Sending sending) {
        if (over) {
            return;
        }
        if (outstanding != null) {
            next = sending;
            return;
        }
        try {
            exchange.out().write(sending.frame().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            LOG.debug("A stream's reader has gone", e);
            lost();
            return;
        }
        if (exchange.out().isReady()) {
            sending.sent().accept(true);
        } else {
            outstanding = sending;
            limit = workers.later(() -> thread.execute(() -> tooLate(sending)), sendTimeout);
        }
    }

    private void settle() {
        Sending left = outstanding;
        if (left == null || over || !exchange.out().isReady()) {
            return;
        }
        outstanding = null;
        cancelLimit();
        left.sent().accept(true);
        Sending following = next;
        next = null;
        if (following != null) {
            write(following);
        }
    }

    private void tooLate(Sending sending) {
        if (!over && sending.equals(outstanding)) {
            sending.sent().accept(false);
        }
    }

    private void cancelLimit() {
        if (limit != null) {
            limit.cancel(false);
            limit = null;
        }
    }

    private void lost() {
        if (channel != null) {
            channel.stop();
        }
        end(Ending.VANISHED);
    }

    @Override
    public void end(Ending ending) {
        thread.execute(() -> finish(ending));
    }

    /**
     * The reason fits into a stream whose reader keeps up. From one that does not it would never get out, and the connection is cut:
     * completing alone would wait for the reader for ever.
     */
    private void finish(Ending ending) {
        if (over) {
            return;
        }
        over = true;
        cancelLimit();
        if (outstanding != null || !said(ending)) {
            cut();
        }
        try {
            exchange.context().complete();
        } catch (IllegalStateException e) {
            LOG.debug("A stream was completed already", e);
        }
    }

    private boolean said(Ending ending) {
        try {
            if (!exchange.out().isReady()) {
                return false;
            }
            exchange.out().write(StreamFrame.of(messages.closed(ending)).getBytes(StandardCharsets.UTF_8));
            if (!exchange.out().isReady()) {
                return false;
            }
            exchange.out().close();
            return true;
        } catch (IOException e) {
            LOG.debug("A stream was gone before it could be told why it ends", e);
            return false;
        }
    }

    private void cut() {
        try {
            exchange.connection().getConnection().close();
        } catch (IOException e) {
            LOG.debug("A connection was gone before it could be cut", e);
        }
    }
}
