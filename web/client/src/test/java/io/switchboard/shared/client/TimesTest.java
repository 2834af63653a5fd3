// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class TimesTest {
    @ParameterizedTest
    @CsvSource({"24h,PT24H", "7d,P7D", "1h30m,PT1H30M", "90s,PT90S", "PT24H,PT24H", "pt5m,PT5M", " 2H ,PT2H"})
    void durationsAsPeopleTypeThem(String typed, String meant) {
        assertThat(Times.duration(typed)).isEqualTo(Duration.parse(meant));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "h", "24", "0h", "-1h", "PT0S", "a day"})
    void whatIsNoDurationIsSaidToBeNone(String typed) {
        assertThatThrownBy(() -> Times.duration(typed)).isInstanceOf(TypeConversionException.class);
    }

    @Test
    void aTimeWithoutOffsetIsMeantWhereThePersonIs() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");

        assertThat(Times.instant("2026-12-24T18:00", berlin)).isEqualTo(Instant.parse("2026-12-24T17:00:00Z"));
        assertThat(Times.instant("2026-12-24 18:00:00+05:00", berlin)).isEqualTo(Instant.parse("2026-12-24T13:00:00Z"));
        assertThat(Times.instant("2026-12-24T18:00Z", berlin)).isEqualTo(Instant.parse("2026-12-24T18:00:00Z"));
        assertThat(Times.instant("2026-12-24", berlin)).isEqualTo(Instant.parse("2026-12-23T23:00:00Z"));
        assertThatThrownBy(() -> Times.instant("2026-12-32", berlin))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining(TimeOption.FORM);
        assertThatThrownBy(() -> Times.instant("tomorrow", berlin)).isInstanceOf(TypeConversionException.class);
    }

    @Test
    void waitsDoubleUpToTheLimitAndAreNeverLessThanHalf() {
        Backoff backoff = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(30));
        Random random = new Random(7);

        assertThat(backoff.after(1, random)).isBetween(Duration.ofMillis(125), Duration.ofMillis(250));
        assertThat(backoff.after(3, random)).isBetween(Duration.ofMillis(500), Duration.ofMillis(1000));
        assertThat(backoff.after(1000, random)).isBetween(Duration.ofSeconds(15), Duration.ofSeconds(30));
    }
}
