// SPDX-License-Identifier: Apache-2.0
package io.switchboard.harness;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** All of an answer that may tell a caller something: everything but {@code Request-Id} and {@code Date}. */
public record Visible(int status, Map<String, List<String>> headers, String body) {
    private static final Set<String> ALWAYS_DIFFERENT = Set.of("request-id", "date");

    /** What that answer tells. */
    public static Visible of(Reply reply) {
        Map<String, List<String>> headers = new TreeMap<>();
        reply.headers().map().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
        headers.keySet().removeAll(ALWAYS_DIFFERENT);
        return new Visible(reply.status(), headers, reply.text());
    }
}
