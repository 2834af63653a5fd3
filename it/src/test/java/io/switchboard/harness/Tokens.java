// SPDX-License-Identifier: Apache-2.0
package io.switchboard.harness;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Somebody's access token: fetched once, used until it is about to expire by the server's clock. */
public final class Tokens {
    /** For those who have none. */
    static final Tokens NONE = new Tokens(null, () -> null);

    private static final String FORM = "application/x-www-form-urlencoded";

    private final @Nullable ServerUnderTest server;
    private final Supplier<@Nullable Reply> fetch;
    private @Nullable String value;
    private Instant until = Instant.MIN;

    private Tokens(@Nullable ServerUnderTest server, Supplier<@Nullable Reply> fetch) {
        this.server = server;
        this.fetch = fetch;
    }

    /** An API client's, by its secret. */
    static Tokens ofClient(ServerUnderTest server, String id, String secret) {
        return new Tokens(server, () -> requestWithSecret(server, id, secret).expect(200));
    }

    /** Somebody's, asked for in a way of its own. */
    static Tokens of(ServerUnderTest server, Supplier<@Nullable Reply> fetch) {
        return new Tokens(server, fetch);
    }

    /** A terminal's, by a fresh assertion each time. */
    static Tokens ofTerminal(ServerUnderTest server, Supplier<String> assertion) {
        return new Tokens(
                server, () -> requestWithAssertion(server, assertion.get()).expect(200));
    }

    /** What the token endpoint says to an API client. */
    public static Reply requestWithSecret(ServerUnderTest server, String id, String secret) {
        String pair = encoded(id) + ":" + encoded(secret);
        String basic = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        return request(server, "grant_type=client_credentials", Map.of("Authorization", basic));
    }

    /** What the token endpoint says to a client assertion. */
    public static Reply requestWithAssertion(ServerUnderTest server, String assertion) {
        return request(
                server,
                "grant_type=client_credentials&client_assertion_type="
                        + encoded("urn:ietf:params:oauth:client-assertion-type:jwt-bearer") + "&client_assertion="
                        + encoded(assertion),
                Map.of());
    }

    /** What the token endpoint says to a form. */
    public static Reply request(ServerUnderTest server, String form, Map<String, String> headers) {
        Map<String, String> all = new java.util.HashMap<>(headers);
        all.putIfAbsent("Content-Type", FORM);
        return server.http().send("POST", "/api/v1/oauth2/token", all, form);
    }

    /** A token that holds; null for nobody. */
    synchronized @Nullable String current() {
        if (server != null && server.now().isAfter(until)) {
            Reply reply = fetch.get();
            if (reply != null) {
                JsonNode token = reply.json();
                value = token.get("access_token").asText();
                until = server.now().plusSeconds(token.get("expires_in").asLong() - 20);
            }
        }
        return value;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
