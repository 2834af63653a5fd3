// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How far a file is, as people read it. */
class ProgressLineTest {
    private static final long MIB = 1 << 20;

    @ParameterizedTest
    @CsvSource({
        "0, 0 bytes",
        "1, 1 byte",
        "1023, 1023 bytes",
        "1024, 1.0 KiB",
        "1048575, 1023.9 KiB",
        "1073741824, 1.0 GiB",
        "1610612736, 1.5 GiB",
        "9223372036854775807, 7.9 EiB"
    })
    void numbersOfBytesAreNeverMoreThanTheyAre(long bytes, String text) {
        assertThat(ByteCount.text(bytes)).isEqualTo(text);
    }

    @Test
    void itSaysHowFarHowFastAndHowLong() {
        assertThat(ProgressLine.of(
                        "holiday.mp4",
                        TransferProgress.Step.UPLOADING,
                        50 * MIB,
                        100 * MIB,
                        20 * MIB,
                        Duration.ofSeconds(2)))
                .isEqualTo("holiday.mp4  uploading  50% [########........]  10.0 MiB/s  0:05 left");
        assertThat(ProgressLine.of(
                        "holiday.mp4", TransferProgress.Step.READING, MIB, 10_000 * MIB, MIB, Duration.ofSeconds(1)))
                .isEqualTo("holiday.mp4  reading   0% [................]  1.0 MiB/s  2:46:39 left");
    }

    @Test
    void withoutAnythingToTellItTellsNothing() {
        assertThat(ProgressLine.of("x", TransferProgress.Step.READING, 0, 0, 0, Duration.ZERO))
                .isEqualTo("x  reading 100% [################]");
        assertThat(ProgressLine.of("x", TransferProgress.Step.PROVING, 0, 5, 0, Duration.ofSeconds(9)))
                .isEqualTo("x  proving ...");
    }

    @Test
    void itFitsATerminal() {
        String line = ProgressLine.of(
                "a name that is much longer than it may be.mp4",
                TransferProgress.Step.UPLOADING,
                MIB,
                1000 * MIB * 1000,
                1023 * MIB + MIB / 2,
                Duration.ofSeconds(1000));
        assertThat(line).startsWith("a name that is mu...  ").hasSizeLessThan(80);
    }

    @Test
    void itIsDoneWhenAllIs() {
        assertThat(ProgressLine.percent(Long.MAX_VALUE - 1, Long.MAX_VALUE)).isEqualTo(99);
        assertThat(ProgressLine.percent(999, 1000)).isEqualTo(99);
        assertThat(ProgressLine.percent(1000, 1000)).isEqualTo(100);
    }
}
