// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.client;

import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** A body that goes on after the answer was accepted: its reader takes it as it comes. */
final class OpenEnded implements HttpResponse.BodySubscriber<byte[]> {
    private final Flow.Subscriber<List<ByteBuffer>> reader;

    private OpenEnded(Flow.Subscriber<List<ByteBuffer>> reader) {
        this.reader = reader;
    }

    /** What is not the wanted answer is collected instead, as the refusal that it probably is. */
    static HttpResponse.BodyHandler<byte[]> ifOf(String mediaType, Flow.Subscriber<List<ByteBuffer>> reader) {
        return answer -> isWanted(answer, mediaType) ? new OpenEnded(reader) : new CappedBody(CappedBody.LIMIT);
    }

    private static boolean isWanted(HttpResponse.ResponseInfo answer, String mediaType) {
        return answer.statusCode() == 200
                && answer.headers()
                        .firstValue("Content-Type")
                        .filter(type -> type.startsWith(mediaType))
                        .isPresent();
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return CompletableFuture.completedFuture(new byte[0]);
    }

    @Override
    public void onSubscribe(Flow.Subscription source) {
        reader.onSubscribe(source);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        reader.onNext(buffers);
    }

    @Override
    public void onError(Throwable failure) {
        reader.onError(failure);
    }

    @Override
    public void onComplete() {
        reader.onComplete();
    }
}
