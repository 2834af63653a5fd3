// SPDX-License-Identifier: Apache-2.0
package io.switchboard.harness;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** One condition of an identifier, as its owner says it; several make the object {@code conditions}. */
public record Condition(String name, Object value) {
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

    static Map<String, Object> together(Condition... conditions) {
        Map<String, Object> all = new LinkedHashMap<>();
        Arrays.stream(conditions).forEach(condition -> all.put(condition.name(), condition.value()));
        return all;
    }
}
