// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.switchboard.mailbox.wire.EventId;
import io.switchboard.mailbox.wire.WebhookDeliveryId;
import io.switchboard.mailbox.wire.WebhookFailure;
import io.switchboard.mailbox.wire.WebhookId;
import io.switchboard.shared.service.Targets;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One attempt, against receivers that behave and receivers that do not. */
class WebhookSenderTest {
    private static final Duration TIME = Duration.ofMillis(700);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ScheduledExecutorService later = Executors.newScheduledThreadPool(1);
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicInteger requests = new AtomicInteger();
    private HttpServer receiver;
    private WebhookSender sender;

    @BeforeEach
    void start() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.setExecutor(threads);
        receiver.start();
        sender = sender(Targets.parse("127.0.0.1/32"));
    }

    @AfterEach
    void stop() {
        end.countDown();
        sender.close();
        receiver.stop(0);
        threads.shutdownNow();
        later.shutdownNow();
    }

    private WebhookSender sender(Targets allowed) {
        return new WebhookSender(
                new WebhookTargets(allowed),
                (work, pause) -> later.schedule(work, pause.toMillis(), TimeUnit.MILLISECONDS),
                TIME,
                4);
    }

    private void receives(HttpHandler handler) {
        receiver.createContext("/", exchange -> {
            requests.incrementAndGet();
            handler.handle(exchange);
        });
    }

    private String url() {
        return "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hooks";
    }

    private static WebhookAttempt attempt(String url) {
        return new WebhookAttempt(
                new WebhookId(UUID.randomUUID()),
                new WebhookDeliveryId(UUID.randomUUID()),
                1,
                Instant.MAX,
                0,
                Optional.empty(),
                url,
                new EventId(UUID.randomUUID()),
                "{\"a\":\"ä\"}",
                List.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
                Instant.EPOCH);
    }

    @Test
    void aSuccessIsAStatusFrom200To299() {
        receives(exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            boolean right = new String(body, StandardCharsets.UTF_8).equals("{\"a\":\"ä\"}")
                    && "0".equals(exchange.getRequestHeaders().getFirst("webhook-timestamp"))
                    && exchange.getRequestHeaders()
                            .getFirst("webhook-signature")
                            .startsWith("v1,");
            exchange.sendResponseHeaders(right ? 299 : 400, -1);
            exchange.close();
        });
        WebhookAnswer answer = sender.send(attempt(url()));
        assertThat(answer.isDelivered()).isTrue();
        assertThat(answer.status()).isEqualTo(OptionalInt.of(299));
    }

    @Test
    void aRedirectIsNotFollowed() {
        receives(exchange -> {
            exchange.getResponseHeaders().set("Location", url() + "/again");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        WebhookAnswer answer = sender.send(attempt(url()));
        assertThat(answer.failure()).hasValue(WebhookFailure.STATUS);
        assertThat(answer.status()).isEqualTo(OptionalInt.of(302));
        assertThat(requests).hasValue(1);
    }

    @Test
    void onlyAReceiverThatIsBusySaysWhenToComeAgain() {
        receives(exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "77");
            exchange.sendResponseHeaders(requests.get() == 1 ? 429 : 500, -1);
            exchange.close();
        });
        assertThat(sender.send(attempt(url())).retryAfter()).hasValue("77");
        assertThat(sender.send(attempt(url())).retryAfter()).isEmpty();
    }

    @Test
    void aReceiverThatDoesNotAnswerIsLeft() {
        receives(exchange -> {
            try {
                if (!end.await(10, TimeUnit.SECONDS)) {
                    throw new IOException("nobody has left");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                exchange.close();
            }
        });
        assertThat(sender.send(attempt(url())).failure()).hasValue(WebhookFailure.TIMED_OUT);
    }

    /** Each byte comes in time; all of them do not. */
    @Test
    void aReceiverThatDripsItsAnswerIsLeft() throws IOException {
        try (ServerSocket dripping = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Future<?> unused = threads.submit(() -> drip(dripping));
            WebhookAnswer answer = sender.send(attempt("http://127.0.0.1:" + dripping.getLocalPort() + "/"));
            assertThat(answer.failure()).hasValue(WebhookFailure.TIMED_OUT);
        }
    }

    private @Nullable Void drip(ServerSocket dripping) throws IOException, InterruptedException {
        try (Socket socket = dripping.accept();
                OutputStream out = socket.getOutputStream()) {
            out.write("HTTP/1.1 200 OK\r\nX-Drip: ".getBytes(StandardCharsets.US_ASCII));
            while (!end.await(50, TimeUnit.MILLISECONDS)) {
                out.write('x');
                out.flush();
            }
        }
        return null;
    }

    @Test
    void aHeadWithoutEndIsNotRead() throws IOException {
        try (ServerSocket flooding = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Future<?> unused = threads.submit(() -> flood(flooding));
            WebhookAnswer answer = sender.send(attempt("http://127.0.0.1:" + flooding.getLocalPort() + "/"));
            assertThat(answer.failure()).as("left before its time").hasValue(WebhookFailure.UNREACHABLE);
        }
    }

    private @Nullable Void flood(ServerSocket flooding) throws IOException {
        byte[] some = "x".repeat(16 * 1024).getBytes(StandardCharsets.US_ASCII);
        try (Socket socket = flooding.accept();
                OutputStream out = socket.getOutputStream()) {
            out.write("HTTP/1.1 200 OK\r\nX-Flood: ".getBytes(StandardCharsets.US_ASCII));
            while (end.getCount() > 0) {
                out.write(some);
            }
        }
        return null;
    }

    @Test
    void anAnswerWithoutEndIsNotRead() {
        receives(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] some = new byte[64 * 1024];
            try {
                while (end.getCount() > 0) {
                    exchange.getResponseBody().write(some);
                }
            } finally {
                exchange.close();
            }
        });
        long begun = System.nanoTime();
        assertThat(sender.send(attempt(url())).isDelivered()).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void whereNobodyListensNothingIsReached() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        assertThat(sender.send(attempt("http://127.0.0.1:" + port + "/")).failure())
                .hasValue(WebhookFailure.UNREACHABLE);
    }

    @Test
    void whatIsNoHttpIsUnreachable() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Future<?> unused = threads.submit(() -> greet(other));
            assertThat(sender.send(attempt("http://127.0.0.1:" + other.getLocalPort() + "/"))
                            .failure())
                    .hasValueSatisfying(
                            failure -> assertThat(failure).isIn(WebhookFailure.UNREACHABLE, WebhookFailure.TIMED_OUT));
        }
    }

    private static @Nullable Void greet(ServerSocket other) throws IOException {
        try (Socket socket = other.accept()) {
            socket.getOutputStream().write("220 mail ready\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        return null;
    }

    /** Whatever was judged before: the address is judged by whoever connects, in every way in which it can be written. */
    @Test
    void noConnectionIsMadeToAnAddressThatIsNotPublic() {
        receives(exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        int port = receiver.getAddress().getPort();
        try (WebhookSenderCloser strict = new WebhookSenderCloser(sender(Targets.parse("")))) {
            for (String host : List.of("127.0.0.1", "localhost", "0.0.0.0", "[::1]", "[::ffff:127.0.0.1]")) {
                assertThat(strict.sender()
                                .send(attempt("http://" + host + ":" + port + "/"))
                                .failure())
                        .as(host)
                        .hasValue(WebhookFailure.TARGET_REFUSED);
            }
        }
        assertThat(requests).hasValue(0);
    }

    private record WebhookSenderCloser(WebhookSender sender) implements AutoCloseable {
        @Override
        public void close() {
            sender.close();
        }
    }
}
