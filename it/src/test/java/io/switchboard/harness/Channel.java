// SPDX-License-Identifier: Apache-2.0
package io.switchboard.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;

/** A terminal's open WebSocket, which collects what comes. */
public final class Channel implements AutoCloseable {
    /** What clients of a channel must offer. */
    public static final String SUBPROTOCOL = "cloudevents.json";

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Listener listener;
    private final WebSocket socket;

    private Channel(Listener listener, WebSocket socket) {
        this.listener = listener;
        this.socket = socket;
    }

    /** Opens one that offers the right subprotocol. */
    static Channel open(ServerUnderTest server, String query, Map<String, String> headers) {
        return open(server, query, headers, SUBPROTOCOL);
    }

    /**
     * Opens one.
     *
     * @throws Refused when the server does not
     */
    public static Channel open(ServerUnderTest server, String query, Map<String, String> headers, String subprotocol) {
        Listener listener = new Listener();
        WebSocket.Builder builder = server.http()
                .client()
                .newWebSocketBuilder()
                .subprotocols(subprotocol)
                .connectTimeout(Duration.ofSeconds(10));
        headers.forEach(builder::header);
        URI uri = URI.create(server.address().replaceFirst("^http", "ws") + "/api/v1/mailbox/channel?" + query);
        try {
            return new Channel(listener, builder.buildAsync(uri, listener).join());
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                throw new Refused(refused.getResponse().statusCode());
            }
            throw e;
        }
    }

    /** The server did not open a channel. */
    public static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final int status;

        Refused(int status) {
            super("The server refused the channel with " + status);
            this.status = status;
        }

        /** The HTTP status. */
        public int status() {
            return status;
        }
    }

    /** All messages so far, the channel's own included, in order. */
    public List<Event> events() {
        return List.copyOf(listener.events);
    }

    /** Waits until that many messages have come, the channel's own included. */
    public List<Event> awaits(int messages) {
        Awaitility.await("messages of the channel: " + messages)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> listener.events.size() >= messages);
        return events();
    }

    /** Waits for the first message of this type. */
    public Event awaits(String type) {
        return Awaitility.await("message " + type)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(
                        () -> listener.events.stream()
                                .filter(event -> event.type().equals(type))
                                .findFirst(),
                        java.util.Optional::isPresent)
                .orElseThrow();
    }

    /** The next message that nobody has taken yet, and when it came; fails when none comes. */
    public Arrival takesNext() {
        try {
            Arrival next = listener.arrivals.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (next == null) {
                throw new AssertionError("No message came for " + PATIENCE);
            }
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /**
     * A message, and when all of it was there.
     *
     * @param at by the system's clock
     */
    public record Arrival(Event event, Instant at) {}

    /** Waits until the server has closed it; the close code. */
    public int awaitsClose() {
        try {
            return listener.closed.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("The channel is still open after " + PATIENCE, e);
        } catch (ExecutionException e) {
            throw new UncheckedIOException(new IOException(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Whether the server has closed it, or it broke. */
    public boolean isClosed() {
        return listener.closed.isDone();
    }

    /** How it ended, for people: the close code and reason, or what broke. */
    public String end() {
        return listener.closed
                .handle((code, failure) -> failure == null ? code + " " + listener.reason : failure.toString())
                .getNow("not yet");
    }

    /** Acknowledges all up to a sequence. */
    public void acknowledges(long sequence) {
        sends("{\"acknowledge\":" + sequence + "}");
    }

    /** Sends a text. */
    public void sends(String text) {
        socket.sendText(text, true).join();
    }

    /** Sends a part of a text, which others may follow; false when the connection is over. */
    public boolean sendsPart(String part) {
        return socket.sendText(part, false)
                .handle((sent, failure) -> failure == null)
                .join();
    }

    /** Sends bytes, which nobody here understands; false when the connection is over. */
    public boolean sendsBytes(int count) {
        return socket.sendBinary(ByteBuffer.allocate(count), false)
                .handle((sent, failure) -> failure == null)
                .join();
    }

    /** Vanishes: the connection ends without a word. */
    public void vanishes() {
        socket.abort();
    }

    @Override
    public void close() {
        if (!socket.isOutputClosed()) {
            socket.sendClose(WebSocket.NORMAL_CLOSURE, "").exceptionally(gone -> socket);
        }
    }

    private static final class Listener implements WebSocket.Listener {
        final List<Event> events = new CopyOnWriteArrayList<>();
        final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
        final CompletableFuture<Integer> closed = new CompletableFuture<>();
        private final StringBuilder partial = new StringBuilder();
        volatile String reason = "";

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            partial.append(data);
            if (last) {
                Instant now = Instant.now();
                try {
                    Event event = Event.of(Http.JSON.readTree(partial.toString()));
                    events.add(event);
                    arrivals.add(new Arrival(event, now));
                } catch (IOException e) {
                    closed.completeExceptionally(e);
                }
                partial.setLength(0);
            }
            socket.request(1);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            this.reason = reason;
            closed.complete(code);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void onError(WebSocket socket, Throwable failure) {
            closed.completeExceptionally(failure);
        }
    }
}
