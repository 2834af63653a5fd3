// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.client;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What commands print and take, in order. */
public final class Fields {
    private Fields() {}

    /** Names and values, alternating, in this order; null values are left out when printed. */
    public static Map<String, @Nullable Object> of(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return fields;
    }

    /** Pairs as they are given on the command line; none when there are none. */
    public static List<String> pairs(@Nullable Map<String, String> pairs) {
        return pairs == null
                ? List.of()
                : pairs.entrySet().stream()
                        .map(pair -> pair.getKey() + "=" + pair.getValue())
                        .toList();
    }

    /** A parameter that the command line has made sure of. */
    public static <T> T required(@Nullable T parameter, String label) {
        if (parameter == null) {
            throw new IllegalArgumentException(label + " is missing");
        }
        return parameter;
    }
}
