// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.client;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tells whether a delivery comes from the server (Standard Webhooks 1.0): for back ends that receive webhooks. Verify the bytes of the
 * body as they came, before anything reads them. Thread-safe.
 */
public final class WebhookSignature {
    /** How far the time of a delivery may be from now: what is older was recorded by somebody. */
    public static final Duration TOLERANCE = Duration.ofMinutes(5);

    private static final String PREFIX = "whsec_";
    private static final String VERSION = "v1,";

    private final byte[] key;
    private final Clock clock;

    /**
     * With a webhook's secret.
     *
     * @param secret {@code whsec_…}, as it was told at the webhook's creation or the secret's rotation
     * @throws IllegalArgumentException when it is none
     */
    public WebhookSignature(String secret, Clock clock) {
        if (!secret.startsWith(PREFIX)) {
            throw new IllegalArgumentException("The secret of a webhook begins with " + PREFIX);
        }
        this.key = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
        this.clock = clock;
    }

    /**
     * Does nothing when the delivery is the server's and was sent just now.
     *
     * @param headers of the request; their names in any case
     * @param body of the request, as it came
     * @throws WebhookRejectedException otherwise: answer 401 and forget it
     */
    public void verify(HttpHeaders headers, byte[] body) {
        verify(
                header(headers, "webhook-id"),
                header(headers, "webhook-timestamp"),
                header(headers, "webhook-signature"),
                body);
    }

    /**
     * The same, for a framework with headers of its own.
     *
     * @throws WebhookRejectedException when it is not the server's, or old
     */
    public void verify(String id, String timestamp, String signature, byte[] body) {
        Duration age = Duration.between(time(timestamp), clock.instant()).abs();
        if (age.compareTo(TOLERANCE) > 0) {
            throw new WebhookRejectedException("The delivery is not of this time");
        }
        byte[] expected = mac(id + "." + timestamp + ".", body);
        boolean signed = Stream.of(signature.split(" ", -1))
                .filter(one -> one.startsWith(VERSION))
                .map(one -> one.substring(VERSION.length()).getBytes(StandardCharsets.UTF_8))
                .anyMatch(given -> MessageDigest.isEqual(given, expected));
        if (!signed) {
            throw new WebhookRejectedException("The delivery is not signed with this secret");
        }
    }

    private static String header(HttpHeaders headers, String name) {
        return headers.firstValue(name)
                .orElseThrow(() -> new WebhookRejectedException("The delivery has no header " + name));
    }

    private static Instant time(String timestamp) {
        try {
            return Instant.ofEpochSecond(Long.parseLong(timestamp));
        } catch (NumberFormatException | java.time.DateTimeException e) {
            throw new WebhookRejectedException("The delivery's time is none");
        }
    }

    private byte[] mac(String head, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update(head.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encode(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA-256 is missing", e);
        }
    }
}
