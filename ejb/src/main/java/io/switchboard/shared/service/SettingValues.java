// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads the values of {@link SettingKey settings} from text; each throws IllegalArgumentException when it is wrong. */
final class SettingValues {
    private SettingValues() {}

    /** The key of a duration. */
    static SettingKey<Duration> durationKey(
            String name, String fallback, Duration smallest, Duration largest, String effect) {
        return new SettingKey<>(
                name,
                fallback,
                "an ISO 8601 duration from " + smallest + " to " + largest,
                effect,
                text -> inRange(Duration.parse(text), smallest, largest));
    }

    /** The key of a whole number. */
    static SettingKey<Integer> integerKey(String name, String fallback, int smallest, int largest, String effect) {
        return new SettingKey<>(
                name,
                fallback,
                "a whole number from " + smallest + " to " + largest,
                effect,
                text -> inRange(Integer.valueOf(text), smallest, largest));
    }

    /** The key of a text that looks like this, or of none. */
    static SettingKey<String> textKey(String name, String accepts, String effect, String form) {
        return new SettingKey<>(name, "", accepts, effect, text -> {
            if (!text.isEmpty() && !text.matches(form)) {
                throw new IllegalArgumentException("another form");
            }
            return text;
        });
    }

    static List<Network> networks(String text) {
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split(",", -1))
                        .map(String::strip)
                        .map(Network::parseAny)
                        .toList();
    }

    static String addressHeader(String text) {
        if (!text.equalsIgnoreCase("X-Forwarded-For") && !text.equalsIgnoreCase("Forwarded")) {
            throw new IllegalArgumentException("no header of that kind");
        }
        return text;
    }

    static <T extends Comparable<T>> T inRange(T value, T smallest, T largest) {
        if (value.compareTo(smallest) < 0 || value.compareTo(largest) > 0) {
            throw new IllegalArgumentException("out of range");
        }
        return value;
    }

    static URI origin(String text) {
        URI uri = URI.create(text);
        boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (!web
                || uri.getHost() == null
                || uri.getRawUserInfo() != null
                || uri.getPort() == 0
                || uri.getPort() > 65_535
                || !uri.getRawPath().isEmpty()
                || uri.getQuery() != null
                || uri.getFragment() != null) {
            throw new IllegalArgumentException("no origin");
        }
        return uri;
    }

    /** As browsers write them: in lower case, without the scheme's own port. */
    static Set<String> origins(String text) {
        Set<String> origins = new HashSet<>();
        for (String part : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            URI origin = origin(part.strip());
            int usual = origin.getScheme().equals("https") ? 443 : 80;
            String port = origin.getPort() < 0 || origin.getPort() == usual ? "" : ":" + origin.getPort();
            origins.add(origin.getScheme() + "://" + origin.getHost().toLowerCase(Locale.ROOT) + port);
        }
        return Set.copyOf(origins);
    }

    /** Yes or no. */
    static Boolean truth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("neither true nor false");
        };
    }

    static String notBlank(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("blank");
        }
        return text;
    }

    static Optional<byte[]> key32(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        byte[] key = Base64.getDecoder().decode(text);
        if (key.length != 32) {
            throw new IllegalArgumentException("not 32 bytes");
        }
        return Optional.of(key);
    }
}
