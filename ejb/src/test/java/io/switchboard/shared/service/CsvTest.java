// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {
    @Test
    void valuesAreSeparatedByCommasAndAbsentOnesAreEmpty() {
        assertThat(Csv.line(Arrays.asList("a", null, 3, ""))).isEqualTo("a,,3,\r\n");
    }

    @Test
    void whatWouldEndACellIsQuoted() {
        assertThat(Csv.line(List.of("a,b", "say \"no\"", "two\nlines")))
                .isEqualTo("\"a,b\",\"say \"\"no\"\"\",\"two\nlines\"\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+49", "-1", "@sum", "\tx"})
    void whatASpreadsheetWouldCarryOutIsText(String text) {
        assertThat(Csv.line(List.of(text))).isEqualTo("'" + text + "\r\n");
    }

    @Test
    void whatIsBothIsBoth() {
        assertThat(Csv.line(List.of("=A1,\"B\""))).isEqualTo("\"'=A1,\"\"B\"\"\"\r\n");
    }
}
