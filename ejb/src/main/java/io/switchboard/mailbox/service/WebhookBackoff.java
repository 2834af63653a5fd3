// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.service;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/** How long a webhook is left alone after a failure: 5 seconds, three times as long after each, at most 8 hours; a fifth more or less. */
final class WebhookBackoff {
    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofHours(8);
    private static final int FACTOR = 3;
    private static final int STEPS = 12;
    private static final double SPREAD = 0.2;
    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

    private WebhookBackoff() {}

    /**
     * The pause.
     *
     * @param failures how often in a row it has failed, from 1
     * @param chance from 0 to 1: where in the spread
     * @param retryAfter what the receiver asks for (RFC 9110 section 10.2.3); longer pauses are granted, shorter ones are not
     */
    static Duration pause(int failures, double chance, Optional<String> retryAfter, Instant now) {
        Duration usual = FIRST;
        for (int step = 1; step < Math.min(failures, STEPS) && usual.compareTo(LONGEST) < 0; step++) {
            usual = usual.multipliedBy(FACTOR);
        }
        usual = shorter(usual, LONGEST);
        Duration spread = Duration.ofMillis((long) (usual.toMillis() * (1 - SPREAD + 2 * SPREAD * chance)));
        Duration asked = shorter(retryAfter.flatMap(text -> asked(text, now)).orElse(Duration.ZERO), LONGEST);
        return asked.compareTo(spread) > 0 ? asked : spread;
    }

    private static Optional<Duration> asked(String text, Instant now) {
        if (SECONDS.matcher(text.strip()).matches()) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text.strip())));
        }
        try {
            return Optional.of(Duration.between(
                    now,
                    ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
