// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookBackoffTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "1, PT5S",
        "2, PT15S",
        "3, PT45S",
        "4, PT2M15S",
        "5, PT6M45S",
        "6, PT20M15S",
        "7, PT1H45S",
        "8, PT3H2M15S",
        "9, PT8H",
        "10, PT8H",
        "1000000, PT8H"
    })
    void eachPauseIsThreeTimesTheOneBeforeUpToEightHours(int failures, Duration pause) {
        assertThat(pause(failures, 0.5, null)).isEqualTo(pause);
    }

    @Test
    void chanceSpreadsThemByAFifth() {
        assertThat(pause(1, 0, null)).isEqualTo(Duration.ofSeconds(4));
        assertThat(pause(1, 1, null)).isEqualTo(Duration.ofSeconds(6));
    }

    @ParameterizedTest
    @CsvSource({
        "120, PT2M",
        "' 120 ', PT2M",
        "1, PT5S",
        "0, PT5S",
        "-5, PT5S",
        "999999999, PT8H",
        "99999999999999999999, PT5S",
        "'Sat, 21 Nov 2026 10:30:00 GMT', PT30M",
        "'Sat, 21 Nov 2026 09:30:00 GMT', PT5S",
        "'Sat, 21 Nov 2099 10:30:00 GMT', PT8H",
        "tomorrow, PT5S",
        "'', PT5S"
    })
    void aReceiverMayAskForALongerPause(String retryAfter, Duration pause) {
        assertThat(pause(1, 0.5, retryAfter)).isEqualTo(pause);
    }

    private static Duration pause(int failures, double chance, @org.jspecify.annotations.Nullable String retryAfter) {
        return WebhookBackoff.pause(failures, chance, Optional.ofNullable(retryAfter), NOW);
    }
}
