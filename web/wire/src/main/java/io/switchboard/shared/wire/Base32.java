// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.wire;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** Crockford's base32 alphabet: no I, L, O, U; reads small letters, and I and L as 1, O as 0. */
public final class Base32 {
    /** The 32 symbols in the order of their values. */
    public static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static final Pattern SEPARATORS = Pattern.compile("[\\s\\p{Z}\\-\\u2010-\\u2015\\u2212]+");
    private static final int[] VALUES = new int[128];

    static {
        Arrays.fill(VALUES, -1);
        for (int i = 0; i < ALPHABET.length(); i++) {
            char symbol = ALPHABET.charAt(i);
            VALUES[symbol] = i;
            VALUES[Character.toLowerCase(symbol)] = i;
        }
        for (char one : new char[] {'I', 'i', 'L', 'l'}) {
            VALUES[one] = 1;
        }
        VALUES['O'] = 0;
        VALUES['o'] = 0;
    }

    private Base32() {}

    /** The symbol's value, 0 to 31, or -1 when it is none. */
    public static int value(char symbol) {
        return symbol < VALUES.length ? VALUES[symbol] : -1;
    }

    /** The symbol of a value from 0 to 31. */
    public static char symbol(int value) {
        return ALPHABET.charAt(value);
    }

    /** What was typed, without spaces and dashes of every kind: what people copy has often been through a word processor. */
    public static String withoutSeparators(String typed) {
        return SEPARATORS.matcher(typed).replaceAll("");
    }

    /** What a person typed, without spaces and dashes, in capital letters of the alphabet; empty when another symbol is in it. */
    public static Optional<String> normalize(String typed) {
        StringBuilder normal = new StringBuilder(typed.length());
        for (char c : withoutSeparators(typed).toCharArray()) {
            int value = value(c);
            if (value < 0) {
                return Optional.empty();
            }
            normal.append(symbol(value));
        }
        return Optional.of(normal.toString());
    }
}
