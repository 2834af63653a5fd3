// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.client;

/**
 * How many columns of a terminal a text takes: two for the symbols that Unicode Standard Annex 11 calls wide, as far as its blocks of them go,
 * none for marks that stand upon others.
 */
public final class TextWidth {
    private static final int[][] WIDE = {
        {0x1100, 0x115F},
        {0x2E80, 0x303E},
        {0x3041, 0xA4CF},
        {0xA960, 0xA97F},
        {0xAC00, 0xD7A3},
        {0xF900, 0xFAFF},
        {0xFE30, 0xFE6F},
        {0xFF01, 0xFF60},
        {0xFFE0, 0xFFE6},
        {0x1F300, 0x1F64F},
        {0x1F680, 0x1F6FF},
        {0x1F900, 0x1F9FF},
        {0x20000, 0x3FFFD},
    };

    private TextWidth() {}

    /** Of all of it. */
    public static int of(String text) {
        return text.codePoints().map(TextWidth::of).sum();
    }

    /** Its beginning, as far as so many columns hold it; no symbol is cut. */
    public static String cut(String text, int columns) {
        int width = 0;
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            width += of(text.codePointAt(at));
            if (width > columns) {
                return text.substring(0, at);
            }
        }
        return text;
    }

    private static int of(int symbol) {
        int type = Character.getType(symbol);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        for (int[] block : WIDE) {
            if (symbol >= block[0] && symbol <= block[1]) {
                return 2;
            }
        }
        return 1;
    }
}
