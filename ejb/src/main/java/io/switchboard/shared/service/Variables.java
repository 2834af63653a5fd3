// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The environment variables of the product. One that nearly has the name of one is a mistake that would otherwise go unnoticed; others
 * that begin alike are left alone, since orchestrators make such names of a service's own.
 */
public final class Variables {
    /** Read by the server's configuration, its launcher, or the command line; no keys of the application. */
    public static final Set<String> OF_OTHERS = Set.of(
            "SWITCHBOARD_HTTP_PORT",
            "SWITCHBOARD_HTTP_MAX_CONNECTIONS",
            "SWITCHBOARD_BIND_ADDRESS",
            "SWITCHBOARD_MANAGEMENT_PORT",
            "SWITCHBOARD_MANAGEMENT_BIND_ADDRESS",
            "SWITCHBOARD_NODE_NAME",
            "SWITCHBOARD_LOG_FORMAT",
            "SWITCHBOARD_JAVA_OPTS",
            "SWITCHBOARD_SERVER",
            "SWITCHBOARD_PROFILE",
            "SWITCHBOARD_HOME",
            "SWITCHBOARD_ADMIN_ID",
            "SWITCHBOARD_ADMIN_SECRET",
            "SWITCHBOARD_CLIENT_ID",
            "SWITCHBOARD_CLIENT_SECRET");

    private static final String PREFIX = "SWITCHBOARD_";
    private static final int TYPOS = 2;

    private Variables() {}

    /** What was probably meant by a variable that is none of ours; empty when it is one, or like none. */
    static Optional<String> meant(String name) {
        if (!name.startsWith(PREFIX) || ours().anyMatch(name::equals)) {
            return Optional.empty();
        }
        return ours().filter(right -> distance(name, right) <= TYPOS)
                .min(Comparator.<String>comparingInt(right -> distance(name, right))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static Stream<String> ours() {
        return Stream.concat(OF_OTHERS.stream(), SettingKey.all().stream().map(Variables::of));
    }

    private static String of(SettingKey<?> key) {
        return key.name().toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    /** How many letters must be changed, added or left out (Levenshtein). */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[row.length - 1];
    }
}
