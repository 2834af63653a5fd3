// SPDX-License-Identifier: Apache-2.0
package io.switchboard.servers.service;

import io.switchboard.shared.service.CentralKeys;
import io.switchboard.shared.service.MonotonicTime;
import io.switchboard.shared.service.Settings;
import io.switchboard.shared.service.WireJson;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.HttpClientResponseHandler;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.Timeout;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The central server that this private one stands beside, over HTTP with the credentials of its API client. When it does not answer it is
 * let alone for a moment, so that those who ask meanwhile do not wait for it one after the other. Thread-safe; waits, and so outside of
 * transactions.
 */
@ApplicationScoped
public class Central {
    private static final Logger LOG = Logger.getLogger(Central.class);
    private static final Timeout CONNECT = Timeout.ofSeconds(3);
    private static final Timeout ANSWER = Timeout.ofSeconds(15);
    private static final Duration REST = Duration.ofSeconds(3);
    private static final Duration MARGIN = Duration.ofSeconds(20);
    private static final int CONNECTIONS = 64;
    private static final int MOST_BYTES = 1 << 20;
    private static final int UNAUTHORIZED = 401;
    private static final int FAILED = 500;
    private static final String API = "/api/v1/";
    private static final ContentType FORM = ContentType.create("application/x-www-form-urlencoded");

    private final CloseableHttpClient client = HttpClients.custom()
            .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                    .setMaxConnTotal(CONNECTIONS)
                    .setMaxConnPerRoute(CONNECTIONS)
                    .setDefaultConnectionConfig(ConnectionConfig.custom()
                            .setConnectTimeout(CONNECT)
                            .setSocketTimeout(ANSWER)
                            .build())
                    .setDefaultTlsConfig(
                            TlsConfig.custom().setHandshakeTimeout(CONNECT).build())
                    .build())
            .setDefaultRequestConfig(RequestConfig.custom()
                    .setResponseTimeout(ANSWER)
                    .setConnectionRequestTimeout(ANSWER)
                    .setProtocolUpgradeEnabled(false)
                    .build())
            .setUserAgent("Switchboard-Private/1")
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableContentCompression()
            .build();

    @Inject
    Settings settings;

    @Inject
    MonotonicTime time;

    private volatile @Nullable Token token;
    private volatile @Nullable Long awayUntil;

    /** @param until by the monotonic time, in nanoseconds */
    private record Token(String value, long until) {}

    /** Reads an answer while it comes. */
    @FunctionalInterface
    public interface Reader<V> {
        /**
         * Reads it.
         *
         * @param answer closed by whoever calls
         */
        V read(ClassicHttpResponse answer) throws IOException;
    }

    /** Whether this server is a private one. */
    public boolean isThere() {
        return settings.get(CentralKeys.URL).isPresent();
    }

    /**
     * Where it is.
     *
     * @throws IllegalStateException when this server is the central one
     */
    public URI url() {
        return settings.get(CentralKeys.URL).orElseThrow(() -> new IllegalStateException("this is the central server"));
    }

    @PreDestroy
    void close() {
        try {
            client.close();
        } catch (IOException e) {
            LOG.debug("The client of the central could not be closed", e);
        }
    }

    /** Asks. */
    public CentralAnswer ask(CentralRequest request) throws CentralAwayException {
        return read(request, Central::answer);
    }

    /**
     * Asks, and reads the answer while it comes.
     *
     * @throws CentralAwayException when it does not answer, or not as it should; also for what the reader throws
     */
    public <V> V read(CentralRequest request, Reader<V> reader) throws CentralAwayException {
        Long rest = awayUntil;
        if (rest != null && time.nanos() - rest < 0) {
            throw new CentralAwayException("The central was away a moment ago");
        }
        try {
            V read = authorized(request, reader);
            awayUntil = null;
            return read;
        } catch (BrokenOffException e) {
            throw new CentralAwayException("The central has answered, but not as it should: " + e.getMessage(), e);
        } catch (IOException e) {
            if (!(request.isSlow() && e instanceof SocketTimeoutException)) {
                awayUntil = time.nanos() + REST.toNanos();
            }
            throw new CentralAwayException("The central does not answer: " + e.getMessage(), e);
        }
    }

    private <V> V authorized(CentralRequest asked, Reader<V> reader) throws IOException, CentralAwayException {
        for (int attempt = 0; ; attempt++) {
            HttpUriRequestBase request = new HttpUriRequestBase(asked.method(), URI.create(url() + API + asked.path()));
            request.setHeader("Authorization", "Bearer " + token());
            asked.headers().forEach(request::setHeader);
            if (asked.body() != null) {
                request.setEntity(new StringEntity(WireJson.write(asked.body()), ContentType.APPLICATION_JSON));
            }
            Optional<V> read = client.execute(request, handler(request, attempt == 0, reader));
            if (read.isPresent()) {
                return read.get();
            }
            token = null;
        }
    }

    /** Empty when the token does not hold any more. What is not read to its end is cut off, and not read to be thrown away. */
    private static <V> HttpClientResponseHandler<Optional<V>> handler(
            HttpUriRequestBase request, boolean first, Reader<V> reader) {
        return answer -> {
            int status = answer.getCode();
            if (status == UNAUTHORIZED && first) {
                return Optional.empty();
            }
            if (status >= FAILED || status == UNAUTHORIZED) {
                throw new BrokenOffException(new IOException("status " + status));
            }
            try {
                return Optional.of(reader.read(answer));
            } catch (IOException e) {
                request.cancel();
                throw new BrokenOffException(e);
            } catch (RuntimeException e) {
                request.cancel();
                throw e;
            }
        };
    }

    /** It does answer: nobody else need keep away from it. */
    private static final class BrokenOffException extends IOException {
        private static final long serialVersionUID = 1L;

        BrokenOffException(IOException cause) {
            super(cause.getMessage(), cause);
        }
    }

    private static CentralAnswer answer(ClassicHttpResponse answer) throws IOException {
        return new CentralAnswer(answer.getCode(), text(answer.getEntity()));
    }

    private static String text(@Nullable HttpEntity entity) throws IOException {
        if (entity == null) {
            return "";
        }
        byte[] bytes = entity.getContent().readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new IOException("an answer of more than " + MOST_BYTES + " bytes");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private String token() throws IOException, CentralAwayException {
        Token present = token;
        if (present != null && time.nanos() - present.until() < 0) {
            return present.value();
        }
        HttpUriRequestBase request = new HttpUriRequestBase("POST", URI.create(url() + API + "oauth2/token"));
        String pair = settings.get(CentralKeys.CLIENT_ID) + ":" + settings.get(CentralKeys.CLIENT_SECRET);
        request.setHeader(
                "Authorization", "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
        request.setEntity(new StringEntity("grant_type=client_credentials", FORM));
        CentralAnswer answer = client.execute(request, Central::answer);
        if (!answer.isDone()) {
            throw new IOException(
                    "The central gives no token for switchboard.central.client-id: status " + answer.status());
        }
        TokenAnswer given = answer.as(TokenAnswer.class);
        Token fresh = new Token(
                given.access_token(),
                time.nanos()
                        + Duration.ofSeconds(given.expires_in()).minus(MARGIN).toNanos());
        token = fresh;
        return fresh.value();
    }

    /** RFC 6749 section 5.1. */
    private record TokenAnswer(String access_token, long expires_in) {}
}
