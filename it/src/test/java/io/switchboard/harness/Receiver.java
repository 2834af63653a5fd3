// SPDX-License-Identifier: Apache-2.0
package io.switchboard.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * An enterprise's back end that webhooks deliver to: a web server on an address of its own in the loopback network, the only one that the
 * servers under test may deliver to.
 */
public final class Receiver implements AutoCloseable {
    /** Where receivers are. */
    public static final String NETWORK = "127.0.0.77/32";

    /** An address where nobody listens; it ends in a slash. */
    public static final String NOWHERE = "https://127.0.0.77:1/";

    /** How long the servers under test wait for a receiver. */
    public static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final String HOST = "127.0.0.77";
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Delivery> deliveries = new ArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile Behaviour behaviour = answers(204);

    private Receiver(HttpServer server) {
        this.server = server;
    }

    /**
     * What it got, as it came.
     *
     * @param text the body, as it is signed
     */
    public record Delivery(String path, HttpHeaders headers, String text) {
        /** The header {@code webhook-id}. */
        public String id() {
            return headers.firstValue("webhook-id").orElseThrow();
        }

        /** The event. */
        public Event event() {
            try {
                return Event.of(json());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private JsonNode json() throws IOException {
            return Http.JSON.readTree(text);
        }

        /** The body as it came. */
        public byte[] body() {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }

    /** What it does with a delivery that it has read. */
    public interface Behaviour {
        /** Answers, or does not. */
        void react(HttpExchange exchange) throws IOException;
    }

    /** Starts one, which takes everything. */
    public static Receiver start() {
        try {
            Receiver receiver = new Receiver(HttpServer.create(new InetSocketAddress(HOST, 0), 0));
            receiver.server.setExecutor(receiver.threads);
            receiver.server.createContext("/", receiver::handle);
            receiver.server.start();
            return receiver;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its URL; a path may follow. */
    public String url() {
        return "http://" + HOST + ":" + server.getAddress().getPort();
    }

    /** From now on it does this. */
    public void does(Behaviour next) {
        behaviour = next;
    }

    /** Answers with a status, and headers, names and values alternating. */
    public static Behaviour answers(int status, String... headers) {
        return exchange -> {
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
            }
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        };
    }

    /** Does not answer for as long as it runs. */
    public Behaviour hangs() {
        return exchange -> {
            try {
                if (!end.await(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                    throw new IOException("nobody has closed the receiver");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                exchange.close();
            }
        };
    }

    private void handle(HttpExchange exchange) throws IOException {
        Delivery delivery = new Delivery(
                exchange.getRequestURI().getPath(),
                HttpHeaders.of(exchange.getRequestHeaders(), (name, value) -> true),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        synchronized (deliveries) {
            deliveries.add(delivery);
        }
        behaviour.react(exchange);
    }

    /** All so far, in the order in which they came. */
    public List<Delivery> deliveries() {
        synchronized (deliveries) {
            return List.copyOf(deliveries);
        }
    }

    /** All so far that came to a path. */
    public List<Delivery> deliveries(String path) {
        return deliveries().stream()
                .filter(delivery -> delivery.path().equals(path))
                .toList();
    }

    /** Waits until so many have come to a path; fails when they do not come. */
    public List<Delivery> awaits(String path, int count) {
        return Awaitility.await(count + " deliveries to " + path)
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> deliveries(path), found -> found.size() >= count);
    }

    /** The types of the events that came to a path, in the order in which they came. */
    public List<String> types(String path) {
        return deliveries(path).stream()
                .map(delivery -> delivery.event().type())
                .toList();
    }

    /** The sequences of the events that came to a path, in the order in which they came. */
    public Stream<Long> sequences(String path) {
        return deliveries(path).stream().map(delivery -> delivery.event().sequence());
    }

    @Override
    public void close() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
