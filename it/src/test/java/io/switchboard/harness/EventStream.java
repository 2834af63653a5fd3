// SPDX-License-Identifier: Apache-2.0
package io.switchboard.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/** A terminal's open stream of server-sent events, which collects what comes, read as the HTML standard says. */
public final class EventStream implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final HttpResponse<InputStream> response;
    private final List<Frame> frames = new CopyOnWriteArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicInteger comments = new AtomicInteger();

    /**
     * One of them.
     *
     * @param fields by name, {@code event}, {@code id}, {@code retry}, {@code data}
     * @param event what the data says
     */
    public record Frame(Map<String, String> fields, Event event) {}

    private EventStream(HttpResponse<InputStream> response) {
        this.response = response;
        Thread reader = new Thread(this::read, "event stream");
        reader.setDaemon(true);
        reader.start();
    }

    /** Opens one; the answer must be a stream. */
    public static EventStream open(ServerUnderTest server, String query, Map<String, String> headers) {
        HttpResponse<InputStream> response = ask(server, query, headers);
        if (response.statusCode() != 200) {
            throw new AssertionError("No stream but " + response.statusCode());
        }
        return new EventStream(response);
    }

    private static HttpResponse<InputStream> ask(ServerUnderTest server, String query, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(server.address() + "/api/v1/mailbox/stream?" + query))
                .timeout(PATIENCE);
        headers.forEach(request::header);
        try {
            return server.http().client().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            Map<String, String> fields = new LinkedHashMap<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty() && fields.containsKey("data")) {
                    frames.add(new Frame(Map.copyOf(fields), Event.of(Http.JSON.readTree(fields.get("data")))));
                    fields.clear();
                } else if (line.startsWith(":")) {
                    comments.incrementAndGet();
                } else if (!line.isEmpty()) {
                    String[] field = line.split(": ?", 2);
                    fields.merge(field[0], field[1], (before, more) -> before + "\n" + more);
                }
            }
        } catch (IOException cut) {
            // By the server or by the test: an end like another.
        } finally {
            ended.countDown();
        }
    }

    /** A header of the answer. */
    public String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    /** What has come so far. */
    public List<Frame> frames() {
        return List.copyOf(frames);
    }

    /** How many comments have come so far. */
    public int comments() {
        return comments.get();
    }

    /** Waits until that many have come. */
    public List<Frame> awaits(int messages) {
        Awaitility.await("messages of the stream: " + messages)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> frames.size() >= messages);
        return frames();
    }

    /** Waits for the first of this type. */
    public Frame awaits(String type) {
        return Awaitility.await("message " + type)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(
                        () -> frames.stream()
                                .filter(frame -> frame.event().type().equals(type))
                                .findFirst(),
                        java.util.Optional::isPresent)
                .orElseThrow();
    }

    /** Waits until the server has ended it. */
    public void awaitsEnd() {
        try {
            if (!ended.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("The stream is still open after " + PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Waits for the end; the code that the last message names. */
    public int awaitsClose() {
        awaitsEnd();
        Event last = frames.get(frames.size() - 1).event();
        if (!last.type().equals("channel.closed")) {
            throw new AssertionError("The stream ended without a word, after " + last.json());
        }
        return last.data().get("code").asInt();
    }

    /** Whether the server has ended it. */
    public boolean isEnded() {
        return ended.getCount() == 0;
    }

    @Override
    public void close() {
        try {
            response.body().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
