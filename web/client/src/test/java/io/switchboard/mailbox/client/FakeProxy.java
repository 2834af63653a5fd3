// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A server with one mailbox of one event, behind a proxy that lets some ways to read it through and others not. It upgrades nothing. */
final class FakeProxy implements AutoCloseable {
    static final String WEB_SOCKET = "channel";
    static final String STREAM = "stream";

    private static final String MAILBOX = "/api/v1/mailbox";
    private static final String EVENT =
            "{\"specversion\":\"1.0\",\"id\":\"1\",\"type\":\"io.switchboard.call.ringing\",\"source\":\"s\","
                    + "\"time\":\"2026-11-20T12:00:00Z\",\"datacontenttype\":\"application/json\",\"sequence\":1,\"data\":{}}";
    private static final String CONNECTED =
            "{\"specversion\":\"1.0\",\"id\":\"0\",\"type\":\"io.switchboard.channel.connected\",\"source\":\"s\","
                    + "\"time\":\"2026-11-20T12:00:00Z\",\"datacontenttype\":\"application/json\",\"data\":{\"position\":0}}";

    private final HttpServer http;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Way> ways = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final CountDownLatch acknowledged = new CountDownLatch(1);
    private final Runnable whileHeldBack;

    /** What becomes of a request. */
    enum Way {
        OPEN,
        /** A page that says that the gateway is bad. */
        REFUSED,
        /** Another answer than the one that was asked for, and a friendly one. */
        REPLACED,
        /** Nothing of the answer comes. */
        HELD_BACK,
        /** The head of the answer comes, and no byte of its body. */
        BUFFERED
    }

    /** @param whileHeldBack what happens again and again while something is held back */
    FakeProxy(Runnable whileHeldBack) {
        this.whileHeldBack = whileHeldBack;
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        http.setExecutor(threads);
        http.createContext("/", this::handle);
        http.start();
    }

    /** Decides about one of the ways. */
    FakeProxy with(String name, Way way) {
        ways.put(name, way);
        return this;
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    /** What was asked of the mailbox, in order: the last part of each path, nothing for a page of it. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    /** Done when something was acknowledged. */
    CountDownLatch acknowledged() {
        return acknowledged;
    }

    @Override
    public void close() {
        over.countDown();
        http.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            exchange.getRequestBody().readAllBytes();
            if (path.equals("/api/v1/oauth2/token")) {
                answer(
                        exchange,
                        200,
                        "application/json",
                        "{\"access_token\":\"token\",\"token_type\":\"Bearer\",\"expires_in\":300}");
            } else if (path.startsWith(MAILBOX)) {
                String name = path.substring(Math.min(path.length(), MAILBOX.length() + 1));
                asked.add(name);
                proxy(exchange, name);
            } else {
                answer(exchange, 200, "application/json", "{\"issuer\":\"https://switchboard.example\"}");
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private void proxy(HttpExchange exchange, String name) throws IOException, InterruptedException {
        switch (ways.getOrDefault(name, Way.OPEN)) {
            case OPEN -> let(exchange, name);
            case REFUSED -> answer(exchange, 502, "text/html", "<h1>Bad Gateway</h1>");
            case REPLACED -> answer(exchange, 200, "text/html", "<h1>Welcome to our network</h1>");
            case HELD_BACK -> holdBack();
            case BUFFERED -> {
                begin(exchange);
                holdBack();
            }
        }
    }

    private void holdBack() throws InterruptedException {
        while (!over.await(50, TimeUnit.MILLISECONDS)) {
            whileHeldBack.run();
        }
    }

    private void let(HttpExchange exchange, String name) throws IOException, InterruptedException {
        switch (name) {
            case STREAM -> {
                begin(exchange);
                String frames = "event: connected\nid: 0\ndata: " + CONNECTED + "\n\nid: 1\ndata: " + EVENT + "\n\n";
                exchange.getResponseBody().write(frames.getBytes(StandardCharsets.UTF_8));
                exchange.getResponseBody().flush();
                over.await();
            }
            case "acknowledgement" -> {
                acknowledged.countDown();
                answer(exchange, 200, "application/json", "{\"acknowledged\":1}");
            }
            case "" ->
                answer(
                        exchange,
                        200,
                        "application/json",
                        "{\"events\":[" + EVENT + "],\"position\":1,\"acknowledged\":0,\"caughtUp\":true}");
            default -> answer(exchange, 404, "text/plain", "Not Found");
        }
    }

    private static void begin(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().flush();
    }

    private static void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
