// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.client;

import io.switchboard.calls.wire.IdentifierCode;
import io.switchboard.shared.wire.Base32;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds out, without asking the server, that a typed code can be no code, and which slip of the hand is likely: the check symbol
 * catches every wrong symbol and every swap of neighbours, and the usual slips are few enough to try them all.
 *
 * @param message what is wrong, in words
 * @param candidates codes that were perhaps meant, likeliest first; none is known to exist
 */
public record TypingError(String message, List<String> candidates) {
    private static final int CHARACTERS = IdentifierCode.CHARACTERS + 1;
    private static final int DIGITS = IdentifierCode.DIGITS + 1;
    private static final int MOST_CANDIDATES = 3;

    /** Symbols that are read or typed for one another. */
    private static final List<String> ALIKE = List.of(
            "8B", "5S", "2Z", "6G", "0D", "0Q", "DQ", "1J", "17", "4A", "VY", "VW", "MN", "38", "69", "39", "56");

    /** Looks at what was typed; empty when it may be a code. */
    public static Optional<TypingError> in(String typed) {
        if (IdentifierCode.parse(typed).isPresent()) {
            return Optional.empty();
        }
        String bare = typed.strip().replaceAll("[\\s\\-\\u2010-\\u2015]+", "").toUpperCase(Locale.ROOT);
        Optional<Character> foreign = foreign(bare);
        if (foreign.isPresent()) {
            return Optional.of(new TypingError(foreignSymbol(foreign.get()), List.of()));
        }
        if (bare.length() != CHARACTERS && bare.length() != DIGITS) {
            return Optional.of(new TypingError(wrongLength(bare), List.of()));
        }
        return Optional.of(wrongSymbol(bare));
    }

    /** One sentence or two for people. */
    public String explanation() {
        return candidates.isEmpty()
                ? message
                : message + " Perhaps " + String.join(", or ", candidates) + " was meant.";
    }

    private static Optional<Character> foreign(String bare) {
        return bare.chars()
                .mapToObj(symbol -> (char) symbol)
                .filter(symbol -> Base32.value(symbol) < 0)
                .findFirst();
    }

    private static String foreignSymbol(char symbol) {
        return symbol == 'U'
                ? "The letter U is in no code; perhaps it is a V."
                : "'" + symbol + "' is in no code: codes have letters and digits only.";
    }

    private static String wrongLength(String bare) {
        boolean digits = bare.matches("[0-9]*");
        int expected = digits && bare.length() > CHARACTERS + 1 ? DIGITS : CHARACTERS;
        int missing = expected - bare.length();
        String kind = expected == DIGITS ? DIGITS + " digits" : CHARACTERS + " letters and digits";
        return "The code has " + bare.length() + " symbols instead of " + kind + ": "
                + (missing == 1
                        ? "one is missing."
                        : missing == -1 ? "one is too many." : "it is incomplete or too long.");
    }

    private static TypingError wrongSymbol(String bare) {
        Set<String> swapped = swapped(bare);
        Set<String> mistaken = mistaken(bare);
        List<String> candidates = Stream.concat(swapped.stream(), mistaken.stream())
                .distinct()
                .limit(MOST_CANDIDATES)
                .toList();
        String slip = "a symbol is likely mistyped.";
        if (!swapped.isEmpty()) {
            slip = mistaken.isEmpty()
                    ? "two neighbours are likely swapped."
                    : "two neighbours are likely swapped, or a symbol is mistaken for another.";
        } else if (!mistaken.isEmpty()) {
            slip = "a symbol is likely mistaken for another.";
        }
        return new TypingError("The check symbol is wrong: " + slip, candidates);
    }

    private static Set<String> swapped(String bare) {
        Set<String> found = new LinkedHashSet<>();
        for (int i = 0; i + 1 < bare.length(); i++) {
            String changed = bare.substring(0, i) + bare.charAt(i + 1) + bare.charAt(i) + bare.substring(i + 2);
            valid(changed, bare).ifPresent(found::add);
        }
        return found;
    }

    private static Set<String> mistaken(String bare) {
        Set<String> found = new LinkedHashSet<>();
        for (int i = 0; i < bare.length(); i++) {
            for (char other : alike(bare.charAt(i)).toCharArray()) {
                valid(bare.substring(0, i) + other + bare.substring(i + 1), bare)
                        .ifPresent(found::add);
            }
        }
        return found;
    }

    private static Optional<String> valid(String changed, String bare) {
        return Optional.of(changed)
                .filter(text -> !text.equals(bare))
                .flatMap(IdentifierCode::parse)
                .map(IdentifierCode::grouped);
    }

    private static String alike(char symbol) {
        StringBuilder others = new StringBuilder();
        for (String pair : ALIKE) {
            if (pair.indexOf(symbol) >= 0) {
                others.append(pair.charAt(0) == symbol ? pair.charAt(1) : pair.charAt(0));
            }
        }
        return others.toString();
    }
}
