// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * One request whose body, or whose answer's, may be of any length; neither is ever in memory as a whole. It may take any time as long as
 * something moves. It is sent once: what to do when it fails is its caller's to decide, who alone knows where to go on.
 */
public final class LongRequest {
    /** Nothing moves for so long: the connection is dead, whatever the system thinks of it. */
    private static final Duration SILENCE = Duration.ofSeconds(60);

    private static final long LOOK_MILLIS = 100;

    private final Session session;
    private final URI uri;
    private final String method;
    private final HttpRequest.Builder request;

    private LongRequest(Session session, String method, URI uri) {
        this.session = session;
        this.method = method;
        this.uri = uri;
        this.request = HttpRequest.newBuilder(uri);
    }

    /** Where the bytes of an answer go, on threads of the HTTP client, one after the other. */
    public interface Sink {
        /**
         * The answer has begun, and says that it is what was asked for.
         *
         * @param status 200 or 206
         * @throws IOException when its bytes are not wanted
         */
        void begins(int status, HttpHeaders head) throws IOException;

        /**
         * The next bytes.
         *
         * @throws IOException when no more can be taken
         */
        void takes(ByteBuffer bytes) throws IOException;
    }

    /** A request of this caller. */
    public static LongRequest of(Session session, String method, ApiPath path) {
        return new LongRequest(session, method, session.server().resolve(path));
    }

    /** The same with a header. */
    public LongRequest header(String name, Object value) {
        request.setHeader(name, value.toString());
        return this;
    }

    /** Sends it without a body. */
    public LongAnswer send() {
        request.method(method, HttpRequest.BodyPublishers.noBody());
        return run(info -> new CappedBody(CappedBody.LIMIT), new AtomicLong(), moved -> {});
    }

    /**
     * Sends it with a body.
     *
     * @param bytes at least {@code length} of them; closed when they are sent or not wanted
     * @param watch told several times a second, on this thread, how many have been sent
     * @throws IOException when the bytes cannot be read
     * @throws UnreachableException when there is no answer
     */
    public LongAnswer send(InputStream bytes, long length, LongConsumer watch) throws IOException {
        AtomicLong sent = new AtomicLong();
        try (Counted body = new Counted(bytes, length, sent)) {
            request.method(
                    method,
                    length == 0
                            ? HttpRequest.BodyPublishers.noBody()
                            : HttpRequest.BodyPublishers.fromPublisher(
                                    HttpRequest.BodyPublishers.ofInputStream(() -> body), length));
            try {
                return run(info -> new CappedBody(CappedBody.LIMIT), sent, watch);
            } catch (UnreachableException failure) {
                body.rethrow();
                throw failure;
            }
        }
    }

    /**
     * Sends it, and gives the answer's bytes away as they come. Another answer than 200 and 206 is collected as the refusal that it is.
     *
     * @param watch told several times a second, on this thread, how many have come
     * @throws IOException when the sink takes no more
     * @throws UnreachableException when there is no answer, or not all of it
     */
    public LongAnswer receive(Sink sink, LongConsumer watch) throws IOException {
        AtomicLong come = new AtomicLong();
        request.method(method, HttpRequest.BodyPublishers.noBody());
        SinkBody body = new SinkBody(sink, come);
        try {
            return run(body::ifWanted, come, watch);
        } catch (UnreachableException failure) {
            body.rethrow();
            throw failure;
        }
    }

    /** A token that is refused is not used again; who asks again has another. */
    private LongAnswer run(HttpResponse.BodyHandler<byte[]> handler, AtomicLong moved, LongConsumer watch) {
        Optional<String> token = session.accessToken();
        session.headers(token).forEach(request::setHeader);
        request.setHeader("Accept", "application/octet-stream, application/problem+json");
        HttpResponse<byte[]> response =
                await(session.server().http().sendAsync(request.build(), handler), moved, watch);
        if (response.statusCode() == 401) {
            token.ifPresent(session::refused);
        }
        return new LongAnswer(HttpSender.answer(response, response.body()));
    }

    private HttpResponse<byte[]> await(
            CompletableFuture<HttpResponse<byte[]>> pending, AtomicLong moved, LongConsumer watch) {
        long last = 0;
        Instant since = now();
        while (true) {
            try {
                return pending.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException stillOnItsWay) {
                long present = moved.get();
                watch.accept(present);
                if (present != last) {
                    last = present;
                    since = now();
                } else if (Duration.between(since, now()).compareTo(SILENCE) > 0) {
                    pending.cancel(true);
                    throw new UnreachableException(uri, new HttpTimeoutException("nothing moves"));
                }
            } catch (InterruptedException interrupted) {
                pending.cancel(true);
                throw UnreachableException.interrupted(uri, interrupted);
            } catch (ExecutionException failed) {
                throw new UnreachableException(
                        uri,
                        failed.getCause() instanceof IOException cause ? cause : new IOException(failed.getCause()));
            }
        }
    }

    private Instant now() {
        return session.server().surroundings().clock().instant();
    }

    /** So many bytes of a stream, counted. The HTTP client tells a failure of the stream as one of the connection; this tells them apart. */
    private static final class Counted extends FilterInputStream {
        private final AtomicLong sent;
        private long left;
        private volatile Optional<IOException> failure = Optional.empty();

        private Counted(InputStream bytes, long length, AtomicLong sent) {
            super(bytes);
            this.left = length;
            this.sent = sent;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int from, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            try {
                int read = in.read(buffer, from, (int) Math.min(length, left));
                if (read < 0) {
                    throw new IOException("The bytes end " + left + " too early");
                }
                left -= read;
                sent.addAndGet(read);
                return read;
            } catch (IOException unreadable) {
                failure = Optional.of(unreadable);
                throw unreadable;
            }
        }

        private void rethrow() throws IOException {
            if (failure.isPresent()) {
                throw failure.get();
            }
        }
    }
}
