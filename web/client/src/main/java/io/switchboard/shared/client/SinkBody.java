// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.client;

import java.io.IOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A body that is given away as it comes, and no faster than it is taken. */
final class SinkBody implements HttpResponse.BodySubscriber<byte[]> {
    private final LongRequest.Sink sink;
    private final AtomicLong come;
    private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
    private volatile Optional<IOException> failure = Optional.empty();
    private Flow.@Nullable Subscription subscription;
    private int status;
    private @Nullable HttpHeaders head;

    SinkBody(LongRequest.Sink sink, AtomicLong come) {
        this.sink = sink;
        this.come = come;
    }

    /** What is not the wanted answer is collected instead, as the refusal that it probably is. */
    HttpResponse.BodySubscriber<byte[]> ifWanted(HttpResponse.ResponseInfo answer) {
        if (answer.statusCode() != 200 && answer.statusCode() != 206) {
            return new CappedBody(CappedBody.LIMIT);
        }
        status = answer.statusCode();
        head = answer.headers();
        return this;
    }

    /** Throws what the sink has thrown: the HTTP client tells it as a failure of the connection. */
    void rethrow() throws IOException {
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return whole;
    }

    @Override
    public void onSubscribe(Flow.Subscription source) {
        subscription = source;
        HttpHeaders said = head;
        if (said != null) {
            handing(source, () -> sink.begins(status, said));
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        Flow.Subscription source = subscription;
        if (source == null || whole.isDone()) {
            return;
        }
        handing(source, () -> {
            for (ByteBuffer buffer : buffers) {
                int length = buffer.remaining();
                sink.takes(buffer);
                come.addAndGet(length);
            }
        });
    }

    private void handing(Flow.Subscription source, Handing work) {
        try {
            work.run();
            source.request(1);
        } catch (IOException | RuntimeException takesNoMore) {
            failure = Optional.of(
                    takesNoMore instanceof IOException cause
                            ? cause
                            : new IOException("a defect of the sink", takesNoMore));
            source.cancel();
            whole.completeExceptionally(takesNoMore);
        }
    }

    @Override
    public void onError(Throwable broken) {
        whole.completeExceptionally(broken);
    }

    @Override
    public void onComplete() {
        whole.complete(new byte[0]);
    }

    /** One step that the sink may refuse. */
    @FunctionalInterface
    private interface Handing {
        void run() throws IOException;
    }
}
