// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchboard.calls.wire.Weekday;
import io.switchboard.calls.wire.WeeklyHours;
import io.switchboard.calls.wire.WeeklySpan;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class WeeklyHoursTextTest {
    private static final WeeklyHours SHOP = new WeeklyHours(
            "Europe/Berlin",
            List.of(
                    new WeeklySpan(EnumSet.range(Weekday.MONDAY, Weekday.FRIDAY), "09:00", "17:00"),
                    new WeeklySpan(EnumSet.of(Weekday.WEDNESDAY, Weekday.SATURDAY), "22:00", "02:00")));

    @Test
    void whatPeopleTypeIsRead() {
        assertThat(WeeklyHoursText.parse("Mon-Fri 9:00-17:00, wed/Saturday 22:00 - 02:00  Europe/Berlin"))
                .isEqualTo(SHOP);
        assertThat(WeeklyHoursText.parse("daily 00:00-24:00 Asia/Kolkata"))
                .isEqualTo(new WeeklyHours(
                        "Asia/Kolkata", List.of(new WeeklySpan(EnumSet.allOf(Weekday.class), "00:00", "24:00"))));
    }

    @Test
    void aRangeOfDaysGoesOverTheEndOfTheWeek() {
        assertThat(WeeklyHoursText.parse("Sat-Mon 10:00-12:00 UTC")
                        .hours()
                        .get(0)
                        .days())
                .containsExactlyInAnyOrder(Weekday.SATURDAY, Weekday.SUNDAY, Weekday.MONDAY);
    }

    @Test
    void whatIsWrittenIsReadAsTheSame() {
        String written = WeeklyHoursText.of(SHOP);
        assertThat(written).isEqualTo("Mon-Fri 09:00-17:00, Wed/Sat 22:00-02:00 Europe/Berlin");
        assertThat(WeeklyHoursText.parse(written)).isEqualTo(SHOP);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Mon-Fri",
                "Mon-Fri 09:00-17:00",
                "Mon-Fri 09:00 Europe/Berlin",
                "M 09:00-17:00 UTC",
                "Mon-Foo 09:00-17:00 UTC",
                "Mon 09:00-17:00,, Tue 09:00-17:00 UTC"
            })
    void whatCannotBeReadIsRefused(String text) {
        assertThatThrownBy(() -> WeeklyHoursText.parse(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("Mon-Fri 09:00-17:00");
    }
}
