// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.transfers.wire.TransferId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A name that a sender has chosen does no harm here. */
class ReceivedNameTest {
    private static final TransferId TRANSFER = new TransferId("0199a1b2-0000-7000-8000-000000000001");

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {
                "report.pdf, report.pdf",
                "../../x, x",
                "/etc/passwd, passwd",
                "a/b, b",
                "C:\\Windows\\x.dll, x.dll",
                ".bashrc, bashrc",
                "...hidden.txt, hidden.txt",
                "| . x. . |, x",
                "CON, _CON",
                "con.txt, _con.txt",
                "LPT1.tar.gz, _LPT1.tar.gz",
                "console.txt, console.txt",
                "-rf, _-rf",
                "~root, _~root",
                "a:b*c?d\"e<f>g, a_b_c_d_e_f_g",
                "二〇二六.pdf, 二〇二六.pdf"
            })
    void itIsOneHarmlessNameInOneDirectory(String said, String kept) {
        assertThat(ReceivedName.of(said, TRANSFER)).isEqualTo(kept);
    }

    @Test
    void nothingSteersATerminalOrTurnsTheDirectionOfWriting() {
        assertThat(ReceivedName.of("a\u001b[2Jb\u0007\nc\r\td", TRANSFER)).isEqualTo("a_[2Jb__c__d");
        assertThat(ReceivedName.of("invoice\u202Efdp.exe", TRANSFER)).isEqualTo("invoice_fdp.exe");
        assertThat(ReceivedName.of("\u2028x\u200F", TRANSFER)).isEqualTo("_x_");
        assertThat(ReceivedName.of("\uD800x", TRANSFER)).isEqualTo("_x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "...", " ", "x/", "/", "\\", ". ."})
    void whereNothingIsLeftItIsTheTransfersId(String said) {
        assertThat(ReceivedName.of(said, TRANSFER)).isEqualTo("transfer-" + TRANSFER);
    }

    @Test
    void whatHasNoNameIsTheTransfersId() {
        assertThat(ReceivedName.of(null, TRANSFER)).isEqualTo("transfer-" + TRANSFER);
    }

    @Test
    void itIsAsLongAsFileSystemsTakeAndKeepsItsExtension() {
        String ascii = ReceivedName.of("x".repeat(300) + ".tar.gz", TRANSFER);
        assertThat(ascii).hasSize(ReceivedName.LONGEST).endsWith("x.tar.gz");
        String wide = ReceivedName.of("\uD83D\uDE00".repeat(127) + ".pdf", TRANSFER);
        assertThat(wide.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(ReceivedName.LONGEST);
        assertThat(wide).endsWith("\uD83D\uDE00.pdf").doesNotContain("?");
        assertThat(ReceivedName.of("x".repeat(300), TRANSFER)).hasSize(ReceivedName.LONGEST);
    }

    @Test
    void theNumberStandsBeforeTheExtension() {
        assertThat(ReceivedName.numbered("report.pdf", 1)).isEqualTo("report.pdf");
        assertThat(ReceivedName.numbered("report.pdf", 2)).isEqualTo("report (2).pdf");
        assertThat(ReceivedName.numbered("a.b.tar.gz", 12)).isEqualTo("a.b (12).tar.gz");
        assertThat(ReceivedName.numbered("Makefile", 3)).isEqualTo("Makefile (3)");
    }

    @Test
    void itStaysInItsDirectory(@TempDir Path directory) {
        assertThat(ReceivedName.in(directory, ReceivedName.of("../../x", TRANSFER)))
                .isEqualTo(directory.resolve("x"));
    }
}
