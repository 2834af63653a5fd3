// SPDX-License-Identifier: Apache-2.0
package io.switchboard.harness;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One condition of an identifier, as its owner says it; several make the object {@code conditions}. */
public record Condition(String name, @Nullable Object value) {
    /** At most so many calls. */
    public static Condition maxCalls(int calls) {
        return new Condition("maxCalls", calls);
    }

    /** Only answered calls count. */
    public static Condition countOnAnswered() {
        return new Condition("countOn", "answered");
    }

    /** From now on, or from {@link #notBefore}, for so long. */
    public static Condition validFor(Duration time) {
        return new Condition("validFor", time.toString());
    }

    /** Until then. */
    public static Condition validUntil(Instant end) {
        return new Condition("validUntil", end.toString());
    }

    /** Not earlier. */
    public static Condition notBefore(Instant start) {
        return new Condition("notBefore", start.toString());
    }

    /** Callers must know this. */
    public static Condition pin(String pin) {
        return new Condition("pin", pin);
    }

    /** Only these may call, if they say who they are. */
    public static Condition allowCallers(Account... accounts) {
        return new Condition(
                "allowCallers", Arrays.stream(accounts).map(Account::id).toList());
    }

    /** Takes a condition away in an edit. */
    public static Condition none(String name) {
        return new Condition(name, null);
    }

    /** Only in these hours of the days of every week; {@code monday} and so on, with spaces between. */
    public static Condition weeklyHours(String zone, String days, String from, String to) {
        return new Condition(
                "weeklyHours",
                Map.of(
                        "zone",
                        zone,
                        "hours",
                        List.of(Map.of("days", List.of(days.split(" ", -1)), "from", from, "to", to))));
    }

    /** Weekly hours on another day than this one and its neighbours, wherever one lives. */
    public static Condition closedAt(Instant moment) {
        String day = moment.atZone(ZoneOffset.UTC).plusDays(3).getDayOfWeek().name();
        return weeklyHours("UTC", day.toLowerCase(Locale.ROOT), "00:00", "24:00");
    }

    /** The object that several make. */
    public static Map<String, @Nullable Object> together(Condition... conditions) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        Arrays.stream(conditions).forEach(condition -> all.put(condition.name(), condition.value()));
        return all;
    }
}
