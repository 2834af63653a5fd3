// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TokenBucketsTest {
    private static final int SIZE = 60;

    /** Negative, and about to overflow nothing: what {@code nanoTime} may be. */
    private static final long START = -5_000_000_000L;

    private final TokenBuckets buckets = new TokenBuckets(START);

    private static long after(Duration time) {
        return START + time.toNanos();
    }

    private TokenBuckets.Taken take(Duration at) {
        return buckets.take("key", SIZE, after(at));
    }

    private void empty() {
        for (int i = SIZE - 1; i >= 0; i--) {
            TokenBuckets.Taken taken = take(Duration.ZERO);
            assertThat(taken.admitted()).isTrue();
            assertThat(taken.left()).isEqualTo(i);
        }
    }

    @Test
    void aBucketHasAsManyTokensAsItsSizeAndNoMore() {
        empty();

        TokenBuckets.Taken refused = take(Duration.ZERO);

        assertThat(refused.admitted()).isFalse();
        assertThat(refused.left()).isZero();
        assertThat(refused.untilOne()).isEqualTo(Duration.ofSeconds(1));
        assertThat(refused.untilFull()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void itFillsUpEvenlyInAMinute() {
        empty();

        assertThat(take(Duration.ofMillis(999)).admitted()).isFalse();
        assertThat(take(Duration.ofSeconds(1)).admitted()).isTrue();
        assertThat(take(Duration.ofSeconds(1)).admitted()).isFalse();
        assertThat(take(Duration.ofSeconds(31)).left()).isEqualTo(29);
        assertThat(take(Duration.ofMinutes(10)).left()).isEqualTo(SIZE - 1);
    }

    @Test
    void whatIsRefusedCostsNothing() {
        empty();
        for (int i = 0; i < 100; i++) {
            take(Duration.ZERO);
        }

        assertThat(take(Duration.ofSeconds(1)).admitted()).isTrue();
    }

    @Test
    void lookingTakesNothing() {
        for (int i = 0; i <= SIZE; i++) {
            TokenBuckets.Taken seen = buckets.look("key", SIZE, START);
            assertThat(seen.admitted()).isTrue();
            assertThat(seen.left()).isEqualTo(SIZE);
        }
        assertThat(buckets.size()).isZero();
        empty();

        TokenBuckets.Taken seen = buckets.look("key", SIZE, START);

        assertThat(seen).isEqualTo(take(Duration.ZERO));
        assertThat(seen.admitted()).isFalse();
        assertThat(buckets.look("key", SIZE, after(Duration.ofSeconds(1))).admitted())
                .isTrue();
    }

    @Test
    void whatIsTakenBeyondTheBucketIsOwed() {
        empty();
        for (int i = 0; i < 3; i++) {
            buckets.charge("key", SIZE, START);
        }

        TokenBuckets.Taken seen = buckets.look("key", SIZE, START);
        assertThat(seen.admitted()).isFalse();
        assertThat(seen.left()).isZero();
        assertThat(seen.untilOne()).isEqualTo(Duration.ofSeconds(4));
        assertThat(take(Duration.ofMillis(3999)).admitted()).isFalse();
        assertThat(take(Duration.ofSeconds(4)).admitted()).isTrue();
    }

    @Test
    void aBucketThatWasFullForLongIsChargedFromNowOn() {
        buckets.charge("key", SIZE, START);
        buckets.charge("key", SIZE, after(Duration.ofSeconds(30)));

        assertThat(buckets.look("key", SIZE, after(Duration.ofSeconds(30))).left())
                .isEqualTo(SIZE - 1);
    }

    @Test
    void oneEmptyBucketLeavesTheOthersFull() {
        empty();

        assertThat(buckets.take("another", SIZE, START).left()).isEqualTo(SIZE - 1);
    }

    @Test
    void fullBucketsAreForgotten() {
        for (int i = 0; i < 1000; i++) {
            buckets.take("key " + i, SIZE, START);
        }
        assertThat(buckets.size()).isEqualTo(1000);

        take(Duration.ofSeconds(61));

        assertThat(buckets.size()).isEqualTo(1);
    }

    @Test
    void theTableIsBoundedHoweverManyAsk() {
        for (int i = 0; i < TokenBuckets.MOST + 1000; i++) {
            buckets.take("key " + i, 1, START + i);
        }

        assertThat(buckets.size()).isLessThanOrEqualTo(TokenBuckets.MOST);
    }
}
