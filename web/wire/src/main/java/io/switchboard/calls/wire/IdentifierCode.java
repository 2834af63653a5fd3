// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.wire;

import io.switchboard.shared.wire.Base32;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A virtual identifier's code in its normal form: what is looked up.
 *
 * <p>Typed forms carry a check symbol, so that {@link #parse} catches every single wrong symbol and every swap of neighbours before
 * anything is sent or looked up.
 *
 * @param form which of the forms it is
 * @param symbols normal form: 11 Crockford symbols, 16 digits, or 22 base64url characters
 */
public record IdentifierCode(IdentifierForm form, String symbols) {
    /** Random symbols of the typed form {@code characters}, without the check symbol. */
    public static final int CHARACTERS = 10;

    /** Random digits of the typed form {@code digits}, without the check digit. */
    public static final int DIGITS = 15;

    private static final Pattern QR_TOKEN = Pattern.compile("[A-Za-z0-9_-]{21}[AQgw]");
    private static final Pattern URL = Pattern.compile("(?i:https?)://[^/\\s?#]+/c/([^/\\s?#]+)");

    /**
     * Reads a code as a person typed it or a camera saw it: a URL of any server's {@code /c/}, or a bare code; case, spaces and
     * hyphens of typed forms do not matter.
     *
     * @return empty when it is no code of any form, or its check symbol is wrong
     */
    public static Optional<IdentifierCode> parse(String text) {
        String trimmed = text.strip();
        Matcher url = URL.matcher(trimmed);
        String bare = url.matches() ? url.group(1) : trimmed;
        if (QR_TOKEN.matcher(bare).matches()) {
            return Optional.of(new IdentifierCode(IdentifierForm.QR, bare));
        }
        String typed = Base32.withoutSeparators(bare);
        return switch (typed.length()) {
            case CHARACTERS + 1 ->
                symbols(typed)
                        .filter(values -> CheckSymbol.field32(values) == 0)
                        .map(values -> new IdentifierCode(IdentifierForm.CHARACTERS, text(values)));
            case DIGITS + 1 ->
                digits(typed)
                        .filter(values -> CheckSymbol.damm(values) == 0)
                        .map(values -> new IdentifierCode(IdentifierForm.DIGITS, typed));
            default -> Optional.empty();
        };
    }

    /**
     * Completes random symbols with their check symbol.
     *
     * @param values {@value #CHARACTERS} values from 0 to 31
     */
    public static IdentifierCode characters(int[] values) {
        int[] all = Arrays.copyOf(values, CHARACTERS + 1);
        all[CHARACTERS] = CheckSymbol.field32(all);
        return new IdentifierCode(IdentifierForm.CHARACTERS, text(all));
    }

    /**
     * Completes random digits with their check digit.
     *
     * @param values {@value #DIGITS} values from 0 to 9
     */
    public static IdentifierCode digits(int[] values) {
        StringBuilder text = new StringBuilder(DIGITS + 1);
        for (int value : values) {
            text.append((char) ('0' + value));
        }
        text.append((char) ('0' + CheckSymbol.damm(values)));
        return new IdentifierCode(IdentifierForm.DIGITS, text.toString());
    }

    /** The code as it is handed out: {@code 7QK4M-9ZT2B-H}, {@code 1234 5678 9012 3456}, or the bare token of the URL. */
    public String grouped() {
        return switch (form) {
            case CHARACTERS -> symbols.substring(0, 5) + "-" + symbols.substring(5, 10) + "-" + symbols.substring(10);
            case DIGITS -> symbols.replaceAll("(?<=\\G.{4})(?=.)", " ");
            case QR -> symbols;
        };
    }

    private static Optional<int[]> symbols(String typed) {
        int[] values = typed.chars().map(c -> Base32.value((char) c)).toArray();
        for (int value : values) {
            if (value < 0) {
                return Optional.empty();
            }
        }
        return Optional.of(values);
    }

    private static Optional<int[]> digits(String typed) {
        int[] values = typed.chars().map(c -> c - '0').toArray();
        for (int value : values) {
            if (value < 0 || value > 9) {
                return Optional.empty();
            }
        }
        return Optional.of(values);
    }

    private static String text(int[] values) {
        StringBuilder text = new StringBuilder(values.length);
        for (int value : values) {
            text.append(Base32.symbol(value));
        }
        return text.toString();
    }

    /** Never the code itself: it is a secret, and records are printed by accident. */
    @Override
    public String toString() {
        return "IdentifierCode[" + form + "]";
    }
}
