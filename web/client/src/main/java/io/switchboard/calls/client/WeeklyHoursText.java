// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.client;

import io.switchboard.calls.wire.Weekday;
import io.switchboard.calls.wire.WeeklyHours;
import io.switchboard.calls.wire.WeeklySpan;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.TypeConversionException;

/** Weekly hours as people type and read them: {@code Mon-Fri 09:00-17:00, Sat 10:00-12:00 Europe/Berlin}. */
final class WeeklyHoursText {
    private static final Pattern WHOLE = Pattern.compile("(.*\\S)\\s+(\\S+)");
    private static final Pattern SPAN = Pattern.compile("(\\S+)\\s+(\\d{1,2}:\\d{2})\\s*-\\s*(\\d{1,2}:\\d{2})");

    private WeeklyHoursText() {}

    /**
     * Reads them. Days are {@code Mon-Fri}, {@code Mon/Wed} or {@code daily}; a time before the one that it begins with is one of the next
     * day.
     *
     * @throws TypeConversionException when they cannot be read
     */
    static WeeklyHours parse(String text) {
        Matcher whole = WHOLE.matcher(text.strip());
        if (!whole.matches()) {
            throw unreadable(text);
        }
        List<WeeklySpan> spans = new ArrayList<>();
        for (String part : whole.group(1).split(",", -1)) {
            Matcher span = SPAN.matcher(part.strip());
            if (!span.matches()) {
                throw unreadable(text);
            }
            spans.add(new WeeklySpan(days(span.group(1), text), time(span.group(2)), time(span.group(3))));
        }
        return new WeeklyHours(whole.group(2), spans);
    }

    /** Writes them so that {@link #parse} reads the same. */
    static String of(WeeklyHours hours) {
        return hours.hours().stream()
                        .map(span -> days(span.days()) + " " + span.from() + "-" + span.to())
                        .collect(Collectors.joining(", "))
                + " " + hours.zone();
    }

    private static Set<Weekday> days(String typed, String text) {
        if (typed.equalsIgnoreCase("daily")) {
            return EnumSet.allOf(Weekday.class);
        }
        Set<Weekday> days = EnumSet.noneOf(Weekday.class);
        for (String part : typed.split("/", -1)) {
            String[] ends = part.split("-", -1);
            DayOfWeek day = day(ends[0], text);
            DayOfWeek last = day(ends[ends.length - 1], text);
            days.add(Weekday.of(day));
            while (day != last) {
                day = day.plus(1);
                days.add(Weekday.of(day));
            }
        }
        return days;
    }

    private static DayOfWeek day(String typed, String text) {
        String name = typed.toLowerCase(Locale.ROOT);
        for (Weekday day : Weekday.values()) {
            if (name.length() >= 2 && day.toString().startsWith(name)) {
                return DayOfWeek.of(day.number());
            }
        }
        throw unreadable(text);
    }

    private static String days(Set<Weekday> days) {
        List<Weekday> all = days.stream().sorted().toList();
        boolean run =
                all.size() > 2 && all.get(all.size() - 1).number() - all.get(0).number() == all.size() - 1;
        return run
                ? name(all.get(0)) + "-" + name(all.get(all.size() - 1))
                : all.stream().map(WeeklyHoursText::name).collect(Collectors.joining("/"));
    }

    private static String name(Weekday day) {
        String name = day.toString();
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1, 3);
    }

    /** With a zero before a single digit; whether there is such a time, the server says. */
    private static String time(String typed) {
        return typed.length() < 5 ? "0" + typed : typed;
    }

    private static TypeConversionException unreadable(String text) {
        return new TypeConversionException(
                "'" + text + "' are no weekly hours like \"Mon-Fri 09:00-17:00, Sat 10:00-12:00 Europe/Berlin\"");
    }
}
