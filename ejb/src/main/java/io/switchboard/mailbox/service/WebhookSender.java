// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.service;

import io.switchboard.mailbox.wire.WebhookFailure;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.service.Settings;
import io.switchboard.shared.service.WebhookKeys;
import io.switchboard.shared.service.Workers;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;
import org.jboss.logging.Logger;

/**
 * Sends one attempt, over a connection of its own to an address that {@link WebhookTargets} has just judged. Follows no redirect, keeps
 * no cookie, reads a few kilobytes of an answer and throws them away, and is done after the time of an attempt whatever the receiver
 * does.
 */
@ApplicationScoped
public class WebhookSender {
    private static final Logger LOG = Logger.getLogger(WebhookSender.class);
    private static final int ANSWER_BYTES = 4096;
    private static final ContentType CLOUD_EVENT =
            ContentType.create("application/cloudevents+json", StandardCharsets.UTF_8);

    /** More than any receiver needs to say what comes: without a bound it would be kept in memory as long as an attempt may take. */
    private static final Http1Config BOUNDED_HEAD =
            Http1Config.custom().setMaxLineLength(8192).setMaxHeaderCount(100).build();

    private CloseableHttpClient client;
    private WebhookTargets targets;
    private Alarm alarm;
    private Duration time;

    /** Rings once after a while. */
    interface Alarm {
        Future<?> later(Runnable work, Duration pause);
    }

    /** For the container, which makes a proxy of it. */
    protected WebhookSender() {}

    @Inject
    WebhookSender(WebhookTargets targets, Workers workers, Settings settings) {
        this(
                targets,
                workers::later,
                settings.get(WebhookKeys.TIMEOUT),
                Math.max(1, settings.get(WebhookKeys.PARALLEL)));
    }

    WebhookSender(WebhookTargets targets, Alarm alarm, Duration time, int parallel) {
        this.targets = targets;
        this.alarm = alarm;
        this.time = time;
        Timeout step = Timeout.of(time);
        client = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(targets)
                        .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                                .http1Config(BOUNDED_HEAD)
                                .build())
                        .setMaxConnTotal(parallel)
                        .setMaxConnPerRoute(parallel)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(step)
                                .setSocketTimeout(step)
                                .build())
                        .setDefaultTlsConfig(
                                TlsConfig.custom().setHandshakeTimeout(step).build())
                        .build())
                .setConnectionReuseStrategy((request, response, context) -> false)
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(step)
                        .setConnectionRequestTimeout(step)
                        .setProtocolUpgradeEnabled(false)
                        .build())
                .setUserAgent("Switchboard-Webhooks/1")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .build();
    }

    @PreDestroy
    void close() {
        try {
            client.close();
        } catch (IOException e) {
            LOG.debug("The client of the webhooks could not be closed", e);
        }
    }

    /**
     * Sends it and waits for the answer, outside any transaction. The target is judged anew: what the configuration allowed when the webhook
     * was made, it may not allow now.
     */
    WebhookAnswer send(WebhookAttempt attempt) {
        try {
            targets.require(attempt.url());
        } catch (RefusedException e) {
            LOG.debugf(e, "The target of the webhook %s is allowed no longer", attempt.webhook());
            return WebhookAnswer.failed(WebhookFailure.TARGET_REFUSED);
        }
        return sent(attempt);
    }

    private WebhookAnswer sent(WebhookAttempt attempt) {
        HttpPost request = request(attempt);
        AtomicBoolean late = new AtomicBoolean();
        Future<?> end = alarm.later(
                () -> {
                    late.set(true);
                    request.cancel();
                },
                time);
        try {
            return answer(request);
        } catch (WebhookTargets.TargetRefusedException e) {
            return WebhookAnswer.failed(WebhookFailure.TARGET_REFUSED);
        } catch (InterruptedIOException e) {
            return WebhookAnswer.failed(WebhookFailure.TIMED_OUT);
        } catch (IOException | RuntimeException e) {
            // Of an address that somebody else has written anything can go wrong; the receiver's words are not kept.
            LOG.debugf(e, "An attempt to deliver to the webhook %s failed", attempt.webhook());
            return WebhookAnswer.failed(late.get() ? WebhookFailure.TIMED_OUT : WebhookFailure.UNREACHABLE);
        } finally {
            end.cancel(false);
        }
    }

    private static HttpPost request(WebhookAttempt attempt) {
        byte[] body = attempt.body().getBytes(StandardCharsets.UTF_8);
        String id = attempt.event().toString();
        long timestamp = attempt.at().getEpochSecond();
        HttpPost request = new HttpPost(attempt.url());
        request.setHeader("webhook-id", id);
        request.setHeader("webhook-timestamp", Long.toString(timestamp));
        request.setHeader("webhook-signature", WebhookSecrets.signatures(attempt.secrets(), id, timestamp, body));
        request.setEntity(new ByteArrayEntity(body, CLOUD_EVENT));
        return request;
    }

    private WebhookAnswer answer(HttpPost request) throws IOException {
        HttpHost host = new HttpHost(
                request.getScheme(),
                request.getAuthority().getHostName(),
                request.getAuthority().getPort());
        ClassicHttpResponse response = client.executeOpen(host, request, null);
        try {
            Header retryAfter = response.getFirstHeader("Retry-After");
            return WebhookAnswer.of(
                    response.getCode(), Optional.ofNullable(retryAfter).map(Header::getValue));
        } finally {
            throwAway(request, response);
        }
    }

    /**
     * Reads some, so that a receiver which answers in few words can end its answer, and then cuts the connection: to close the answer alone
     * would be to read all of it.
     */
    private static void throwAway(HttpPost request, ClassicHttpResponse response) {
        try {
            if (response.getEntity() != null) {
                int read = response.getEntity().getContent().readNBytes(ANSWER_BYTES).length;
                LOG.debugf("Threw %d bytes of an answer away", read);
            }
        } catch (IOException e) {
            LOG.debug("An answer broke off behind its status", e);
        }
        request.cancel();
        try {
            response.close();
        } catch (IOException e) {
            LOG.debug("An answer was cut off behind its status", e);
        }
    }
}
