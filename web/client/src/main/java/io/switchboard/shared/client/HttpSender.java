// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.client;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends over the JDK's HTTP client. The time limit covers the body too, which the JDK's own does not. */
final class HttpSender implements Sender {
    private static final Duration MARGIN = Duration.ofSeconds(1);

    private final HttpClient http;

    HttpSender(HttpClient http) {
        this.http = http;
    }

    @Override
    public Answer send(Outgoing request) throws IOException, InterruptedException {
        HttpRequest.Builder builder = HttpRequest.newBuilder(request.uri()).timeout(request.timeout());
        request.headers().forEach(builder::setHeader);
        String body = request.body();
        builder.method(
                request.method(),
                body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        CompletableFuture<HttpResponse<byte[]>> pending =
                http.sendAsync(builder.build(), info -> new CappedBody(CappedBody.LIMIT));
        try {
            HttpResponse<byte[]> response =
                    pending.get(request.timeout().plus(MARGIN).toMillis(), TimeUnit.MILLISECONDS);
            return answer(response, response.body());
        } catch (TimeoutException late) {
            pending.cancel(true);
            throw new HttpTimeoutException("the answer took longer than " + request.timeout());
        } catch (InterruptedException interrupted) {
            pending.cancel(true);
            throw interrupted;
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof IOException cause ? cause : new IOException(failed.getCause());
        }
    }

    /** The answer that a response is, with its body. */
    static Answer answer(HttpResponse<?> response, byte[] body) {
        Map<String, String> headers = new LinkedHashMap<>();
        response.headers()
                .map()
                .forEach((name, values) -> headers.putIfAbsent(name.toLowerCase(Locale.ROOT), values.get(0)));
        return new Answer(response.request().uri(), response.statusCode(), headers, body);
    }
}
