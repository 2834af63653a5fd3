// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.service;

import io.switchboard.mailbox.model.Webhook;
import io.switchboard.mailbox.wire.WebhookId;
import io.switchboard.shared.service.Secrets;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes the secrets of webhooks and signs with them (Standard Webhooks 1.0, symmetric). */
@ApplicationScoped
class WebhookSecrets {
    private static final String PREFIX = "whsec_";
    private static final int BYTES = 32;
    private static final String PURPOSE = "webhook-secret";

    @Inject
    Secrets secrets;

    /** A new one, as its owner gets it. */
    String next() {
        return PREFIX + Base64.getEncoder().encodeToString(secrets.random(BYTES));
    }

    byte[] wrap(WebhookId webhook, String secret) {
        return secrets.wrap(PURPOSE, webhook.value(), secret);
    }

    /** What its deliveries are signed with now. */
    List<String> of(Webhook webhook, Instant now) {
        return webhook.secretsWrapped(now).stream()
                .map(wrapped -> secrets.unwrap(PURPOSE, webhook.id().value(), wrapped))
                .toList();
    }

    /**
     * The header {@code webhook-signature}: one signature for each secret.
     *
     * @param id the header {@code webhook-id}
     * @param timestamp the header {@code webhook-timestamp}
     */
    static String signatures(List<String> all, String id, long timestamp, byte[] body) {
        return all.stream()
                .map(secret ->
                        "v1," + Base64.getEncoder().encodeToString(sign(secret, id + "." + timestamp + ".", body)))
                .collect(Collectors.joining(" "));
    }

    private static byte[] sign(String secret, String head, byte[] body) {
        try {
            byte[] key = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update(head.getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA-256 is missing", e);
        }
    }
}
