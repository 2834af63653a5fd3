// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.calls.wire.Weekday;
import io.switchboard.calls.wire.WeeklyHours;
import io.switchboard.calls.wire.WeeklySpan;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpeningHoursTest {
    private static final String BERLIN = "Europe/Berlin";

    private static OpeningHours open(String zone, String days, String from, String to) {
        Set<Weekday> on = Arrays.stream(days.split(" ", -1))
                .map(day -> Weekday.valueOf(day.toUpperCase(Locale.ROOT)))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Weekday.class)));
        return new OpeningHours(new WeeklyHours(zone, List.of(new WeeklySpan(on, from, to))));
    }

    private static void holds(OpeningHours hours, String moment, boolean expected) {
        assertThat(hours.isOpen(Instant.parse(moment))).as(moment).isEqualTo(expected);
    }

    /** The 20th of November 2026 is a Friday; Berlin is an hour ahead of UTC in winter. */
    @ParameterizedTest
    @CsvSource({
        "2026-11-20T07:59:59.999999Z, false",
        "2026-11-20T08:00:00Z, true",
        "2026-11-20T15:59:59.999999Z, true",
        "2026-11-20T16:00:00Z, false",
        "2026-11-21T12:00:00Z, false"
    })
    void theFirstMinuteIsInAndTheLastIsOut(String moment, boolean expected) {
        holds(open(BERLIN, "monday tuesday wednesday thursday friday", "09:00", "17:00"), moment, expected);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-20T20:59:59Z, false",
        "2026-11-20T21:00:00Z, true",
        "2026-11-20T23:00:00Z, true",
        "2026-11-21T00:59:59.999999Z, true",
        "2026-11-21T01:00:00Z, false",
        "2026-11-20T00:30:00Z, false",
        "2026-11-21T21:30:00Z, false"
    })
    void aSpanOverMidnightRunsIntoTheNextDayOnly(String moment, boolean expected) {
        holds(open(BERLIN, "friday", "22:00", "02:00"), moment, expected);
    }

    @Test
    void sundayNightRunsIntoMonday() {
        OpeningHours night = open("UTC", "sunday", "23:00", "01:00");
        holds(night, "2026-11-22T23:00:00Z", true);
        holds(night, "2026-11-23T00:59:59Z", true);
        holds(night, "2026-11-22T00:30:00Z", false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"00:00", "24:00"})
    void untilMidnightIsWrittenInTwoWays(String midnight) {
        OpeningHours evening = open("UTC", "friday", "18:00", midnight);
        holds(evening, "2026-11-20T23:59:59.999999Z", true);
        holds(evening, "2026-11-21T00:00:00Z", false);
        holds(evening, "2026-11-20T00:00:00Z", false);
    }

    @Test
    void aWholeDayIsOpenFromMidnightToMidnightOfItsZone() {
        OpeningHours day = open("Asia/Shanghai", "saturday", "00:00", "24:00");
        holds(day, "2026-11-20T15:59:59.999999Z", false);
        holds(day, "2026-11-20T16:00:00Z", true);
        holds(day, "2026-11-21T15:59:59.999999Z", true);
        holds(day, "2026-11-21T16:00:00Z", false);
    }

    /** On the 29th of March 2026, at 01:00 UTC, Berlin's clocks go from 02:00 to 03:00. */
    @Test
    void whatLiesInTheHourThatSpringSkipsDoesNotHappen() {
        OpeningHours skipped = open(BERLIN, "sunday", "02:15", "02:45");
        holds(skipped, "2026-03-29T00:59:59.999999Z", false);
        holds(skipped, "2026-03-29T01:00:00Z", false);
        holds(skipped, "2026-03-29T01:30:00Z", false);
        holds(skipped, "2026-04-05T00:30:00Z", true);
    }

    @Test
    void whatBeginsOrEndsInTheSkippedHourDoesSoAtTheChange() {
        OpeningHours begins = open(BERLIN, "sunday", "02:30", "05:00");
        holds(begins, "2026-03-29T00:59:59.999999Z", false);
        holds(begins, "2026-03-29T01:00:00Z", true);
        holds(begins, "2026-03-29T02:59:59.999999Z", true);
        holds(begins, "2026-03-29T03:00:00Z", false);
        OpeningHours ends = open(BERLIN, "sunday", "01:00", "02:30");
        holds(ends, "2026-03-29T00:59:59.999999Z", true);
        holds(ends, "2026-03-29T01:00:00Z", false);
    }

    /** On the 25th of October 2026, at 01:00 UTC, they go from 03:00 back to 02:00. */
    @Test
    void whatAutumnShowsTwiceIsOpenTwice() {
        OpeningHours twice = open(BERLIN, "sunday", "02:15", "02:45");
        holds(twice, "2026-10-25T00:14:59Z", false);
        holds(twice, "2026-10-25T00:15:00Z", true);
        holds(twice, "2026-10-25T00:45:00Z", false);
        holds(twice, "2026-10-25T01:15:00Z", true);
        holds(twice, "2026-10-25T01:45:00Z", false);
    }

    @Test
    void theSameHoursAreAnotherMomentInSummer() {
        OpeningHours office = open(BERLIN, "monday", "09:00", "17:00");
        holds(office, "2026-07-20T07:00:00Z", true);
        holds(office, "2026-07-20T15:00:00Z", false);
        holds(office, "2026-01-19T07:00:00Z", false);
        holds(office, "2026-01-19T15:00:00Z", true);
    }

    /** Kolkata is five and a half hours ahead; Kathmandu five and three quarters. */
    @Test
    void zonesOfHalfAndQuarterHoursAreRight() {
        OpeningHours kolkata = open("Asia/Kolkata", "friday", "09:00", "09:30");
        holds(kolkata, "2026-11-20T03:29:59Z", false);
        holds(kolkata, "2026-11-20T03:30:00Z", true);
        holds(kolkata, "2026-11-20T04:00:00Z", false);
        OpeningHours kathmandu = open("Asia/Kathmandu", "friday", "09:00", "09:15");
        holds(kathmandu, "2026-11-20T03:15:00Z", true);
        holds(kathmandu, "2026-11-20T03:30:00Z", false);
    }

    /** Lord Howe's summer time is half an hour: on the 4th of October 2026 02:00 becomes 02:30, at 15:30 UTC of the 3rd. */
    @Test
    void aChangeOfHalfAnHourSkipsHalfAnHour() {
        OpeningHours half = open("Australia/Lord_Howe", "sunday", "02:00", "02:45");
        holds(half, "2026-10-03T15:29:59Z", false);
        holds(half, "2026-10-03T15:30:00Z", true);
        holds(half, "2026-10-03T15:44:59Z", true);
        holds(half, "2026-10-03T15:45:00Z", false);
    }

    /** Beirut's clocks go from Saturday midnight to 01:00: Sunday the 29th of March 2026 begins at 01:00, at 22:00 UTC. */
    @Test
    void aDayThatBeginsAfterMidnightIsOpenFromItsFirstMoment() {
        OpeningHours day = open("Asia/Beirut", "sunday", "00:00", "24:00");
        holds(day, "2026-03-28T21:59:59.999999Z", false);
        holds(day, "2026-03-28T22:00:00Z", true);
        OpeningHours night = open("Asia/Beirut", "saturday", "22:00", "00:30");
        holds(night, "2026-03-28T21:59:59.999999Z", true);
        holds(night, "2026-03-28T22:00:00Z", false);
    }

    @Test
    void anyOfSeveralSpansIsEnough() {
        OpeningHours shop = new OpeningHours(new WeeklyHours(
                "UTC",
                List.of(
                        new WeeklySpan(EnumSet.of(Weekday.FRIDAY), "09:00", "12:00"),
                        new WeeklySpan(EnumSet.of(Weekday.FRIDAY, Weekday.SATURDAY), "11:00", "15:00"))));
        holds(shop, "2026-11-20T09:00:00Z", true);
        holds(shop, "2026-11-20T14:00:00Z", true);
        holds(shop, "2026-11-21T10:00:00Z", false);
        holds(shop, "2026-11-21T11:00:00Z", true);
    }

    @Test
    void whatIsKeptIsReadAsTheSame() {
        WeeklyHours hours = new WeeklyHours(
                "America/Port-au-Prince",
                List.of(
                        new WeeklySpan(EnumSet.of(Weekday.SUNDAY, Weekday.MONDAY), "09:00", "24:00"),
                        new WeeklySpan(EnumSet.allOf(Weekday.class), "22:00", "02:00")));
        String kept = new OpeningHours(hours).text();
        assertThat(kept).isEqualTo("America/Port-au-Prince 17@09:00-24:00 1234567@22:00-02:00");
        assertThat(OpeningHours.parse(kept).hours()).isEqualTo(hours);
    }

    /** Fifty spans of every day in the zone with the longest name fit into the column. */
    @Test
    void theMostThatCanBeAskedForIsKept() {
        WeeklySpan span = new WeeklySpan(EnumSet.allOf(Weekday.class), "00:01", "23:59");
        String most = new OpeningHours(new WeeklyHours("x".repeat(50), Collections.nCopies(50, span))).text();
        assertThat(most).hasSizeLessThanOrEqualTo(1200);
    }
}
