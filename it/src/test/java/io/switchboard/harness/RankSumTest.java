// SPDX-License-Identifier: Apache-2.0
package io.switchboard.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RankSumTest {
    private static List<Long> noise(long seed, int count, long least) {
        Random random = new Random(seed);
        return LongStream.generate(() -> least + random.nextInt(1000))
                .limit(count)
                .boxed()
                .toList();
    }

    @Test
    void whatTheTextbookSays() {
        // U = 5, where chance would give 18: (5 - 18) / sqrt(6 * 6 * 13 / 12)
        List<Long> first = List.of(1L, 2L, 3L, 4L, 7L, 9L);
        List<Long> second = List.of(5L, 6L, 8L, 10L, 11L, 12L);

        assertThat(RankSum.z(first, second)).isEqualTo((5 - 18) / Math.sqrt(39), within(1e-9));
        assertThat(RankSum.z(second, first)).isEqualTo((18 - 5) / Math.sqrt(39), within(1e-9));
    }

    @Test
    void samplesOfOneKindAreNotToldApart() {
        assertThat(RankSum.z(noise(1, 2000, 0), noise(2, 2000, 0))).isBetween(-3.5, 3.5);
        assertThat(RankSum.z(List.of(5L, 5L), List.of(5L, 5L))).isZero();
    }

    @Test
    void aSmallShiftIsSeenInManySamples() {
        assertThat(RankSum.z(noise(1, 2000, 60), noise(2, 2000, 0))).isGreaterThan(5);
    }
}
