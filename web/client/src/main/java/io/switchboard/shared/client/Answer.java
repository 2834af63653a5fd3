// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.client;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A server's answer, whole. */
final class Answer {
    private final URI asked;
    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;

    /**
     * @param asked what was asked
     * @param headers the first value of each header, by its name in lower case
     */
    Answer(URI asked, int status, Map<String, String> headers, byte[] body) {
        this.asked = asked;
        this.status = status;
        this.headers = Map.copyOf(headers);
        this.body = body.clone();
    }

    /** The address that was taken for a Switchboard server: what was asked, without the path that only such a server has. */
    String server() {
        return asked.toString().replaceFirst("/(api/v1|\\.well-known)/.*$", "");
    }

    int status() {
        return status;
    }

    boolean successful() {
        return status >= 200 && status < 300;
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** Whether the body says that it is of this media type. */
    boolean isOf(String mediaType) {
        return header("Content-Type")
                .map(type -> type.toLowerCase(Locale.ROOT).startsWith(mediaType))
                .orElse(false);
    }

    /** What the body says that it is, without parameters; empty when it does not say. */
    Optional<String> mediaType() {
        return header("Content-Type")
                .map(type -> type.replaceFirst(";.*$", "").strip())
                .filter(type -> !type.isEmpty());
    }

    byte[] body() {
        return body.clone();
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** When the server thought it answered, to the second. */
    Optional<Instant> date() {
        return header("Date").flatMap(Answer::httpDate);
    }

    /** What the server asks to wait before the next attempt; only the form in seconds, which is what ours sends. */
    Optional<Duration> retryAfter() {
        return header("Retry-After")
                .filter(value -> value.matches("[0-9]{1,6}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)));
    }

    private static Optional<Instant> httpDate(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException malformed) {
            return Optional.empty();
        }
    }
}
