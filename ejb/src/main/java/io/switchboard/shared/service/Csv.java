// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Comma-separated values (RFC 4180), for spreadsheets that believe whatever begins like a formula. */
public final class Csv {
    private static final String FORMULA = "=+-@\t\r";

    private Csv() {}

    /** One line with its end; absent values are empty. A value that a spreadsheet would carry out gets an apostrophe in front. */
    public static String line(List<? extends @Nullable Object> values) {
        return values.stream().map(Csv::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String cell(@Nullable Object value) {
        String text = value == null ? "" : value.toString();
        String tame = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        boolean plain = tame.chars().noneMatch(c -> c == '"' || c == ',' || c == '\r' || c == '\n');
        return plain ? tame : '"' + tame.replace("\"", "\"\"") + '"';
    }
}
