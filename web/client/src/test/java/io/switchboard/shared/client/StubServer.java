// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that answers what a test has laid out, and remembers what it was asked. Tokens it gives by itself. */
public final class StubServer implements AutoCloseable {
    /** The header of a reply that ends before all of it was sent. */
    public static final String CUT_OFF = "Cut-Off";

    private final HttpServer http;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Map<String, Queue<Reply>> replies = new HashMap<>();
    private final AtomicInteger tokens = new AtomicInteger();

    /** What was asked. */
    public record Request(String method, String path, Map<String, String> headers, String body) {
        public String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    /** What to answer. */
    public record Reply(int status, String type, String body, Map<String, String> headers) {}

    public StubServer() {
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        http.createContext("/", this::handle);
        http.start();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    /** Lays out one answer for {@code METHOD /path}, after those that are laid out already; the last one stays. */
    public StubServer on(String request, int status, String body) {
        return on(request, status, body, Map.of());
    }

    public StubServer on(String request, int status, String body, Map<String, String> headers) {
        String type = status < 400 ? "application/json" : "application/problem+json";
        return on(request, new Reply(status, type, body, headers));
    }

    /** Lays out the one answer for {@code METHOD /path}, in place of those that are laid out already. */
    public synchronized StubServer instead(String request, int status, String body) {
        replies.remove(request);
        return on(request, status, body);
    }

    public synchronized StubServer on(String request, Reply reply) {
        replies.computeIfAbsent(request, unused -> new ConcurrentLinkedQueue<>())
                .add(reply);
        return this;
    }

    /** What was asked of {@code METHOD /path}. */
    public List<Request> asked(String request) {
        return requests.stream()
                .filter(one -> (one.method() + " " + one.path().replaceAll("\\?.*", "")).equals(request))
                .toList();
    }

    public List<Request> asked() {
        return requests;
    }

    public static String problem(String code, int status) {
        return "{\"type\":\"urn:switchboard:problem:" + code + "\",\"title\":\"No\",\"status\":" + status
                + ",\"detail\":\"because\"}";
    }

    @Override
    public void close() {
        http.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, String> headers = new HashMap<>();
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String path = exchange.getRequestURI().toString();
            Request request = new Request(exchange.getRequestMethod(), path, headers, body);
            requests.add(request);
            Reply reply = reply(request);
            byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", reply.type());
            exchange.getResponseHeaders().set("Request-Id", "request-" + requests.size());
            reply.headers()
                    .forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
            boolean cutOff = reply.headers().containsKey(CUT_OFF);
            exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length + (cutOff ? 1 : 0));
            exchange.getResponseBody().write(bytes);
        }
    }

    private synchronized Reply reply(Request request) {
        String key = request.method() + " " + request.path().replaceAll("\\?.*", "");
        Queue<Reply> laidOut = replies.get(key);
        if (laidOut != null) {
            List<Reply> left = new ArrayList<>(laidOut);
            return left.size() > 1 ? laidOut.remove() : left.get(0);
        }
        if (request.path().equals("/api/v1/oauth2/token")) {
            String token = "token-" + tokens.incrementAndGet();
            return new Reply(
                    200,
                    "application/json",
                    "{\"access_token\":\"" + token + "\",\"token_type\":\"Bearer\",\"expires_in\":300}",
                    Map.of());
        }
        return new Reply(404, "application/problem+json", problem("not-found", 404), Map.of());
    }
}
