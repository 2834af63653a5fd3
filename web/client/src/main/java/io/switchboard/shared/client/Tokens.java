// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.client;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One caller's access token, fetched when it is first needed and again before it expires. Of many threads that find it missing one
 * fetches and the others wait for it.
 */
final class Tokens {
    private static final Duration MARGIN = Duration.ofSeconds(30);
    private static final int MARGIN_PART = 5;

    private final URI endpoint;
    private final TokenGrant grant;
    private final Retries retries;
    private final ServerTime time;
    private final Duration timeout;
    private @Nullable Token token;

    Tokens(URI endpoint, TokenGrant grant, Retries retries, ServerTime time, Duration timeout) {
        this.endpoint = endpoint;
        this.grant = grant;
        this.retries = retries;
        this.time = time;
        this.timeout = timeout;
    }

    /**
     * A token that holds now and for a while.
     *
     * @throws ProblemException when the server gives none ({@code invalid-client}: it does not know the caller, or no longer)
     * @throws UnreachableException when the server does not answer
     */
    synchronized String current() {
        Token held = token;
        if (held == null || !time.now().isBefore(held.renewAt())) {
            held = fetch();
            token = held;
        }
        return held.value();
    }

    /** Says that the server does not take this token any more; the next one is fetched, unless that has been done meanwhile. */
    synchronized void refused(String value) {
        Token held = token;
        if (held != null && held.value().equals(value)) {
            token = null;
        }
    }

    private Token fetch() {
        Supplier<Outgoing> request = this::request;
        Answer answer = retries.send(request);
        if (!answer.successful() && grant.dependsOnTime() && answer.status() < 500 && time.correctedBy(answer)) {
            answer = retries.send(request);
        }
        if (!answer.successful()) {
            throw ProblemException.ofTokenRequest(answer, grant.remedy());
        }
        Answer granted = answer;
        return Json.tryRead(answer.text(), Granted.class)
                .filter(read -> Optional.ofNullable(read.token()).isPresent())
                .map(this::held)
                .orElseThrow(() -> ProblemException.unreadable(granted));
    }

    private Token held(Granted granted) {
        Duration life = Duration.ofSeconds(Math.max(granted.seconds(), 1));
        Duration part = life.dividedBy(MARGIN_PART);
        Duration margin = part.compareTo(MARGIN) < 0 ? part : MARGIN;
        return new Token(granted.token(), time.now().plus(life).minus(margin));
    }

    /** Repeatable without a key: asking twice gives two tokens, and each assertion is new. */
    private Outgoing request() {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "client_credentials");
        form.putAll(grant.form(time.now()));
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/x-www-form-urlencoded");
        headers.put("Accept", "application/json");
        grant.authorization().ifPresent(value -> headers.put("Authorization", value));
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + ApiPath.encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        return new Outgoing("POST", endpoint, headers, body, timeout, true);
    }

    private record Token(String value, Instant renewAt) {}

    private record Granted(
            @JsonProperty("access_token") String token,
            @JsonProperty("expires_in") long seconds) {}
}
