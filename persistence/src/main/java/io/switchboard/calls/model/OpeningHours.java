// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.model;

import io.switchboard.calls.wire.Weekday;
import io.switchboard.calls.wire.WeeklyHours;
import io.switchboard.calls.wire.WeeklySpan;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Weekly hours as they are kept and asked. The clock on the wall of the zone decides, and it shows one time at every moment: a span
 * that lies in the hour which spring skips does not happen, one that begins in it begins after it; what autumn shows twice is open
 * twice.
 */
record OpeningHours(WeeklyHours hours) {
    private static final int MINUTE = 60;

    /** Reads what {@link #text} wrote. */
    static OpeningHours parse(String text) {
        String[] parts = text.split(" ", -1);
        List<WeeklySpan> spans = new ArrayList<>();
        for (String part : Arrays.asList(parts).subList(1, parts.length)) {
            String[] span = part.split("[@-]", -1);
            spans.add(new WeeklySpan(
                    span[0].chars()
                            .mapToObj(digit -> Weekday.of(DayOfWeek.of(digit - '0')))
                            .collect(Collectors.toSet()),
                    span[1],
                    span[2]));
        }
        return new OpeningHours(new WeeklyHours(parts[0], spans));
    }

    /** As it is kept: the zone, and for each span its days by number and its times. */
    String text() {
        return hours.zone()
                + hours.hours().stream()
                        .map(span -> " " + numbers(span.days()) + "@" + span.from() + "-" + span.to())
                        .collect(Collectors.joining());
    }

    private static String numbers(Set<Weekday> days) {
        return days.stream().map(day -> String.valueOf(day.number())).collect(Collectors.joining());
    }

    boolean isOpen(Instant now) {
        LocalDateTime wall = LocalDateTime.ofInstant(now, ZoneId.of(hours.zone()));
        Weekday today = Weekday.of(wall.getDayOfWeek());
        Weekday yesterday = Weekday.of(wall.getDayOfWeek().minus(1));
        int second = wall.toLocalTime().toSecondOfDay();
        return hours.hours().stream().anyMatch(span -> covers(span, today, yesterday, second));
    }

    private static boolean covers(WeeklySpan span, Weekday today, Weekday yesterday, int second) {
        int from = second(span.from());
        int to = second(span.to());
        boolean begun = span.days().contains(today) && second >= from;
        if (from < to) {
            return begun && second < to;
        }
        return begun || (span.days().contains(yesterday) && second < to);
    }

    private static int second(String time) {
        return (Integer.parseInt(time, 0, 2, 10) * MINUTE + Integer.parseInt(time, 3, 5, 10)) * MINUTE;
    }
}
