// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.client;

import io.switchboard.shared.client.Json;
import io.switchboard.shared.client.Surroundings;
import io.switchboard.shared.wire.CloudEvent;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket. The next message is asked for when the last one was taken, so that a slow reader slows the server instead of filling
 * memory. A silent connection is asked whether it is still there.
 */
final class WebSocketConnection implements WebSocket.Listener, EventTransport.Connection {
    private static final int LARGEST_MESSAGE = 1024 * 1024;
    private static final Duration SEND_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration CLOSE_TIMEOUT = Duration.ofMillis(500);
    private static final Duration SILENCE_TO_ASK = Duration.ofSeconds(30);
    private static final Duration SILENCE_TO_GIVE_UP = Duration.ofSeconds(60);

    /** One message and the news of the end: more cannot be on the way. */
    private final BlockingQueue<Incoming> arrived = new ArrayBlockingQueue<>(2);

    private final StringBuilder parts = new StringBuilder();
    private final Surroundings surroundings;
    private volatile Instant heard;
    private volatile boolean asked;
    private boolean demand;
    private @Nullable WebSocket socket;

    WebSocketConnection(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.heard = surroundings.clock().instant();
    }

    void attach(WebSocket opened) {
        socket = opened;
    }

    @Override
    public Incoming next(Duration patience) throws InterruptedException {
        if (demand) {
            demand = false;
            hear();
            socket().request(1);
        }
        Incoming incoming = arrived.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (incoming == null) {
            return silence();
        }
        demand = !(incoming instanceof Incoming.Closed);
        return incoming;
    }

    @Override
    public void acknowledge(long sequence) throws InterruptedException {
        send(socket().sendText(Json.write(Map.of("acknowledge", sequence)), true));
    }

    @Override
    public void close() {
        WebSocket open = socket;
        if (open == null) {
            return;
        }
        try {
            open.sendClose(WebSocket.NORMAL_CLOSURE, "").get(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException gone) {
            // It is closed anyway.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        open.abort();
    }

    @Override
    public void onOpen(WebSocket opened) {
        opened.request(1);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        hear();
        if (parts.length() + data.length() > LARGEST_MESSAGE) {
            from.abort();
            arrive(new Incoming.Closed(Incoming.Closed.BROKEN, "a message is larger than " + LARGEST_MESSAGE));
            return null;
        }
        parts.append(data);
        if (!last) {
            from.request(1);
            return null;
        }
        String text = parts.toString();
        parts.setLength(0);
        arrive(Json.tryRead(text, CloudEvent.class)
                .map(ChannelNews::of)
                .orElseGet(() -> new Incoming.Closed(Incoming.Closed.BROKEN, "a message is no event")));
        return null;
    }

    /** The answer goes by itself. */
    @Override
    public @Nullable CompletionStage<?> onPing(WebSocket from, ByteBuffer message) {
        hear();
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
        hear();
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        arrive(new Incoming.Closed(code, reason));
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        arrive(new Incoming.Closed(Incoming.Closed.BROKEN, "the connection broke"));
    }

    /** There is room for the one message that was asked for and for the end; after an end nobody looks any further. */
    private void arrive(Incoming incoming) {
        arrived.offer(incoming);
    }

    /** A sign of life: the silence begins anew, and with it the question. */
    private void hear() {
        heard = surroundings.clock().instant();
        asked = false;
    }

    private Incoming silence() throws InterruptedException {
        Duration silent = Duration.between(heard, surroundings.clock().instant());
        if (silent.compareTo(SILENCE_TO_GIVE_UP) > 0) {
            socket().abort();
            return new Incoming.Closed(Incoming.Closed.BROKEN, "the server has fallen silent");
        }
        if (silent.compareTo(SILENCE_TO_ASK) > 0 && !asked) {
            asked = true;
            send(socket().sendPing(ByteBuffer.allocate(0)));
        }
        return new Incoming.Nothing();
    }

    private static void send(CompletableFuture<WebSocket> sending) throws InterruptedException {
        try {
            sending.get(SEND_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException broken) {
            throw new ConnectionLostException("the connection broke", broken);
        }
    }

    private WebSocket socket() {
        WebSocket open = socket;
        if (open == null) {
            throw new IllegalStateException("not open yet");
        }
        return open;
    }
}
