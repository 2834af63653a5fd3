// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.client;

import io.switchboard.calls.wire.IdentifierCode;
import io.switchboard.shared.wire.Base32;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds out, without asking the server, that a typed code can be no code. The check symbol catches every wrong symbol and every swap of
 * neighbours. Which it was it cannot say: at every place there is one symbol that would make a code of what was typed, and all but one
 * of these codes may be a stranger's. So none is proposed.
 *
 * @param message what is wrong, in words
 */
public record TypingError(String message) {
    private static final int CHARACTERS = IdentifierCode.CHARACTERS + 1;
    private static final int DIGITS = IdentifierCode.DIGITS + 1;
    private static final String NO_CODE =
            "This is no code: one symbol is wrong or two are swapped; compare it with the original.";

    /** Looks at what was typed; empty when it may be a code. */
    public static Optional<TypingError> in(String typed) {
        if (IdentifierCode.parse(typed).isPresent()) {
            return Optional.empty();
        }
        String bare = typed.strip().replaceAll("[\\s\\-\\u2010-\\u2015]+", "").toUpperCase(Locale.ROOT);
        Optional<Character> foreign = foreign(bare);
        if (foreign.isPresent()) {
            return Optional.of(new TypingError(foreignSymbol(foreign.get())));
        }
        if (bare.length() != CHARACTERS && bare.length() != DIGITS) {
            return Optional.of(new TypingError(wrongLength(bare)));
        }
        return Optional.of(new TypingError(NO_CODE));
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
}
