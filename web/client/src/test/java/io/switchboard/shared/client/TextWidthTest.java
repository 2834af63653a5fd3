// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextWidthTest {
    @ParameterizedTest
    @CsvSource({
        "'', 0",
        "sofa, 4",
        "文件, 4",
        "a文b, 4",
        "e\u0301, 1",
        "한글, 4",
        "ｱ, 1",
        "\uD83D\uDE00, 2",
        "\uD842\uDFB7, 2"
    })
    void wideSymbolsTakeTwoColumnsAndMarksNone(String text, int columns) {
        assertThat(TextWidth.of(text)).isEqualTo(columns);
    }

    @Test
    void noSymbolIsCut() {
        assertThat(TextWidth.cut("a文件", 5)).isEqualTo("a文件");
        assertThat(TextWidth.cut("a文件", 4)).isEqualTo("a文");
        assertThat(TextWidth.cut("\uD83D\uDE00", 1)).isEmpty();
    }

    /** A line that is as long as the terminal is wide would begin another one, and stay. */
    @Test
    void aPassingLineFitsTheTerminalAndIsTakenAwayWhole() {
        StringWriter err = new StringWriter();
        Printer printer = new Printer(
                new PrintWriter(new StringWriter()), new PrintWriter(err), false, true, ZoneOffset.UTC, () -> 10);
        printer.passing("文件文件文件 reading");
        assertThat(err).hasToString("\r文件文件");
        printer.passing("ab");
        assertThat(err.toString()).endsWith("\rab" + " ".repeat(6));
    }
}
