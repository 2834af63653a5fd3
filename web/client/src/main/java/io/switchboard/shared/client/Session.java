// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.shared.wire.AccountId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Requests of one caller, below {@code /api/v1}. Immutable and thread-safe. Each method sends one request and waits for its answer:
 * it fetches and renews the access token, gives every POST an idempotency key, and repeats what may be repeated.
 *
 * <p>All methods throw {@link ProblemException} when the server says no and {@link UnreachableException} when it says nothing.
 */
public final class Session {
    private static final String JSON = "application/json";
    private static final String EVENT_STREAM = "text/event-stream";
    private static final String MERGE_PATCH = "application/merge-patch+json";

    private final SwitchboardClient server;
    private final @Nullable Tokens tokens;
    private final Optional<AccountId> account;

    Session(SwitchboardClient server, @Nullable Tokens tokens, Optional<AccountId> account) {
        this.server = server;
        this.tokens = tokens;
        this.account = account;
    }

    /** The server that it talks to. */
    public SwitchboardClient server() {
        return server;
    }

    /** The same caller, acting for an account. */
    Session actingFor(AccountId other) {
        return new Session(server, tokens, Optional.of(other));
    }

    /** Reads a resource. */
    public <T> T get(ApiPath path, Class<T> type) {
        return get(path, type, Duration.ZERO);
    }

    /**
     * Reads a resource that may be long in coming.
     *
     * @param longer how much longer than usual the server may take
     */
    public <T> T get(ApiPath path, Class<T> type, Duration longer) {
        return read(exchange(new Draft("GET", path, JSON).waiting(longer)), type);
    }

    /** Reads a resource with its entity tag. */
    public <T> Versioned<T> getVersioned(ApiPath path, Class<T> type) {
        return versioned(exchange(new Draft("GET", path, JSON)), type);
    }

    /** Reads a picture or another thing that is not JSON. */
    public byte[] getBytes(ApiPath path, String mediaType) {
        return exchange(new Draft("GET", path, mediaType)).body();
    }

    /**
     * Writes a resource of any size to a stream, as it comes. Asked for once: what has begun cannot be taken back.
     *
     * @throws IOException when the stream takes no more
     * @throws UnreachableException also when the server stops in the middle: what was written is not all
     */
    public void download(ApiPath path, String mediaType, OutputStream to) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path))
                .timeout(server.options().requestTimeout())
                .header("Accept", mediaType + ", application/problem+json");
        headers(accessToken()).forEach(request::header);
        HttpResponse<InputStream> response = begun(request.build());
        try (InputStream body = response.body()) {
            byte[] part = read(response, body);
            if (response.statusCode() != 200) {
                throw ProblemException.of(HttpSender.answer(response, part));
            }
            while (part.length > 0) {
                to.write(part);
                part = read(response, body);
            }
        }
    }

    private HttpResponse<InputStream> begun(HttpRequest request) {
        try {
            return server.http().send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException failure) {
            throw new UnreachableException(request.uri(), failure);
        } catch (InterruptedException interrupted) {
            throw UnreachableException.interrupted(request.uri(), interrupted);
        }
    }

    /** The next part of a body; empty at its end. */
    private static byte[] read(HttpResponse<InputStream> response, InputStream body) {
        try {
            return body.readNBytes(CappedBody.LIMIT);
        } catch (IOException cutOff) {
            throw UnreachableException.cutOff(response.uri(), cutOff);
        }
    }

    /** A list, read as far as its reader goes. */
    public <T> Listing<T> list(ApiPath path, Class<T> item) {
        return new Listing<>((cursor, limit) -> {
            Answer answer = exchange(new Draft("GET", path.with("limit", limit).with("cursor", cursor), JSON));
            return Json.tryReadPage(answer.text(), item).orElseThrow(() -> ProblemException.unreadable(answer));
        });
    }

    /** Creates or moves something, under a key of its own. */
    public <T> T post(ApiPath path, Optional<?> body, Class<T> type) {
        return post(path, body, type, newKey());
    }

    /** Creates or moves something, under the caller's key. */
    public <T> T post(ApiPath path, Optional<?> body, Class<T> type, IdempotencyKey key) {
        return read(exchange(new Draft("POST", path, JSON).sending(JSON, body).keyed(key)), type);
    }

    /** Edits a resource (RFC 7396); fails with {@code stale} when it is not the version that was read. */
    public <T> Versioned<T> patch(ApiPath path, JsonNode change, String etag, Class<T> type) {
        Draft draft = new Draft("PATCH", path, JSON)
                .sending(MERGE_PATCH, Optional.of(change))
                .header("If-Match", etag);
        return versioned(exchange(draft), type);
    }

    /** Deletes or revokes a resource. */
    public void delete(ApiPath path) {
        exchange(new Draft("DELETE", path, JSON));
    }

    /**
     * Opens a WebSocket with this caller's token.
     *
     * @return fails with {@link java.net.http.WebSocketHandshakeException} when the server answers with anything but a WebSocket
     */
    public CompletableFuture<WebSocket> openWebSocket(
            ApiPath path, String subprotocol, String token, WebSocket.Listener listener) {
        String uri = server.resolve(path).toString();
        return server.http()
                .newWebSocketBuilder()
                .connectTimeout(server.options().requestTimeout())
                .subprotocols(subprotocol)
                .header("Authorization", "Bearer " + token)
                .buildAsync(URI.create("ws" + uri.substring("http".length())), listener);
    }

    /**
     * Opens an answer that does not end, of the type {@code text/event-stream}, with this caller's token. It takes as long as it takes:
     * whoever loses patience cancels it.
     *
     * @param reader takes the answer's body as it comes
     * @return done when the answer has begun; fails with {@link ProblemException} when the server answers with anything else
     */
    public CompletableFuture<Void> openStream(ApiPath path, String token, Flow.Subscriber<List<ByteBuffer>> reader) {
        HttpRequest request = HttpRequest.newBuilder(server.resolve(path))
                .header("Accept", EVENT_STREAM + ", application/problem+json")
                .header("Authorization", "Bearer " + token)
                .build();
        return server.http()
                .sendAsync(request, OpenEnded.ifOf(EVENT_STREAM, reader))
                .thenAccept(response -> {
                    Answer answer = HttpSender.answer(response, response.body());
                    if (!answer.successful()) {
                        throw ProblemException.of(answer);
                    }
                    if (!answer.isOf(EVENT_STREAM)) {
                        throw ProblemException.unreadable(answer);
                    }
                });
    }

    /** An access token that holds now; empty for an anonymous session. */
    public Optional<String> accessToken() {
        return Optional.ofNullable(tokens).map(Tokens::current);
    }

    /** Says that the server refused a token, so that the next request fetches another. */
    public void refused(String token) {
        if (tokens != null) {
            tokens.refused(token);
        }
    }

    /** What says who asks. */
    Map<String, String> headers(Optional<String> token) {
        Map<String, String> headers = new LinkedHashMap<>();
        token.ifPresent(value -> headers.put("Authorization", "Bearer " + value));
        account.ifPresent(id -> headers.put("Switchboard-Account", id.toString()));
        return headers;
    }

    private IdempotencyKey newKey() {
        return new IdempotencyKey(server.surroundings().token());
    }

    /** A token that the server refuses is replaced once: it may have been signed with a key that has gone. */
    private Answer exchange(Draft draft) {
        Answer answer = attempt(draft, accessToken());
        if (answer.status() == 401 && tokens != null) {
            answer = attempt(draft, accessToken());
        }
        if (!answer.successful()) {
            throw ProblemException.of(answer);
        }
        return answer;
    }

    private Answer attempt(Draft draft, Optional<String> token) {
        Map<String, String> headers = new LinkedHashMap<>(draft.headers());
        headers.putAll(headers(token));
        boolean repeatable = draft.method().equals("GET") || headers.containsKey("Idempotency-Key");
        Outgoing outgoing = new Outgoing(
                draft.method(),
                server.resolve(draft.path()),
                headers,
                draft.body(),
                server.options().requestTimeout().plus(draft.longer()),
                repeatable);
        Answer answer = server.retries().send(() -> outgoing);
        if (answer.status() == 401) {
            token.ifPresent(this::refused);
        }
        return answer;
    }

    private static <T> T read(Answer answer, Class<T> type) {
        return Json.tryRead(answer.text(), type).orElseThrow(() -> ProblemException.unreadable(answer));
    }

    private static <T> Versioned<T> versioned(Answer answer, Class<T> type) {
        Function<String, Versioned<T>> tagged = etag -> new Versioned<>(read(answer, type), etag);
        return answer.header("ETag").map(tagged).orElseThrow(() -> ProblemException.unreadable(answer));
    }

    /** A request before the token is known. */
    private record Draft(
            String method,
            ApiPath path,
            Map<String, String> headers,
            @Nullable String body,
            Duration longer) {
        private Draft(String method, ApiPath path, String accept) {
            this(method, path, Map.of("Accept", accept + ", application/problem+json"), null, Duration.ZERO);
        }

        private Draft header(String name, String value) {
            Map<String, String> more = new LinkedHashMap<>(headers);
            more.put(name, value);
            return new Draft(method, path, more, body, longer);
        }

        private Draft keyed(IdempotencyKey key) {
            return header("Idempotency-Key", key.value());
        }

        private Draft waiting(Duration time) {
            return new Draft(method, path, headers, body, time);
        }

        private Draft sending(String mediaType, Optional<?> message) {
            return message.isEmpty()
                    ? this
                    : new Draft(
                            method,
                            path,
                            header("Content-Type", mediaType).headers(),
                            Json.write(message.get()),
                            longer);
        }
    }
}
