// SPDX-License-Identifier: Apache-2.0
package io.switchboard.harness;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the operator reads, on the port that is the operator's. */
public final class Management {
    private Management() {}

    /** GET, {@code /health/ready} or {@code /prometheus}. */
    public static Reply get(ServerUnderTest server, String path) {
        return new Http(server.management()).send("GET", path, Map.of(), null);
    }

    /** What a metric without labels of its own says; empty as long as there is none. */
    public static OptionalDouble metric(ServerUnderTest server, String name) {
        Matcher found = Pattern.compile("^" + name + "(\\{[^}]*\\})? (?<value>[0-9.E]+)$", Pattern.MULTILINE)
                .matcher(get(server, "/prometheus").expect(200).text());
        return found.find() ? OptionalDouble.of(Double.parseDouble(found.group("value"))) : OptionalDouble.empty();
    }
}
