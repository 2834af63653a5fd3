// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.client;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.TypeConversionException;

/** Times and durations as people type and read them. */
final class Times {
    private static final Pattern SHORT =
            Pattern.compile("(?:(\\d{1,6})d)?(?:(\\d{1,6})h)?(?:(\\d{1,6})m)?(?:(\\d{1,9})s)?");

    private static final int LONG_SECONDS = 120;

    private Times() {}

    /** {@code 24h}, {@code 7d}, {@code 1h30m}, or ISO 8601 {@code PT24H}; more than nothing. */
    static Duration duration(String text) {
        String typed = text.strip().toLowerCase(Locale.ROOT);
        Matcher parts = SHORT.matcher(typed);
        Duration found = !typed.isEmpty() && parts.matches() ? sum(parts) : iso(text);
        if (found.isZero() || found.isNegative()) {
            throw new TypeConversionException("'" + text + "' is no time at all");
        }
        return found;
    }

    /** RFC 3339, or without an offset for the machine's own zone; a day is its beginning. */
    static Instant instant(String text, ZoneId zone) {
        String typed = text.strip().replace(' ', 'T');
        return Stream.<Function<String, Instant>>of(
                        time -> OffsetDateTime.parse(time).toInstant(),
                        time -> LocalDateTime.parse(time).atZone(zone).toInstant(),
                        day -> LocalDate.parse(day).atStartOfDay(zone).toInstant())
                .flatMap(form -> read(form, typed).stream())
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("'" + text + "' is not a time like " + TimeOption.FORM));
    }

    private static Optional<Instant> read(Function<String, Instant> form, String text) {
        try {
            return Optional.of(form.apply(text));
        } catch (DateTimeException anotherForm) {
            return Optional.empty();
        }
    }

    /** {@code 35 s}, {@code 12 min}: never less than it is. */
    static String inWords(Duration wait) {
        long seconds = wait.plusNanos(999_999_999).toSeconds();
        return seconds <= LONG_SECONDS ? seconds + " s" : (seconds + 59) / 60 + " min";
    }

    private static Duration sum(Matcher parts) {
        return Duration.ofDays(number(parts, 1))
                .plusHours(number(parts, 2))
                .plusMinutes(number(parts, 3))
                .plusSeconds(number(parts, 4));
    }

    private static long number(Matcher parts, int group) {
        String digits = parts.group(group);
        return digits == null ? 0 : Long.parseLong(digits);
    }

    private static Duration iso(String text) {
        try {
            return Duration.parse(text.strip());
        } catch (DateTimeException malformed) {
            throw new TypeConversionException("'" + text + "' is not a duration like 30s, 24h, 7d, 1h30m or PT0.5S");
        }
    }
}
