// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class RepetitionTest {
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Queue<Runnable> handedOver = new ArrayDeque<>();
    private long now = Long.MAX_VALUE - 5;
    private boolean full;
    private int rounds;
    private Runnable during = () -> {};
    private final Repetition repetition = new Repetition(this::round, this::take, PAUSE, () -> now);

    private void round() {
        rounds++;
        during.run();
    }

    private void take(Runnable work) {
        if (full) {
            throw new RejectedExecutionException("as a test has it");
        }
        handedOver.add(work);
    }

    private void passes(Duration time) {
        now += time.toNanos();
    }

    @Test
    void theTimerHandsARoundOverAndCarriesOutNone() {
        repetition.run();
        assertThat(rounds).isZero();
        assertThat(handedOver).hasSize(1);
        handedOver.remove().run();
        assertThat(rounds).isEqualTo(1);
    }

    @Test
    void whileARoundWaitsOrIsUnderWayThereIsNoOther() {
        repetition.run();
        passes(PAUSE);
        repetition.run();
        assertThat(handedOver).hasSize(1);
        during = () -> {
            passes(PAUSE);
            repetition.run();
            assertThat(handedOver).isEmpty();
        };
        handedOver.remove().run();
        assertThat(rounds).isEqualTo(1);
    }

    /** A round that takes nearly as long as the pause would be followed by the next at once. */
    @Test
    void halfAPauseIsBetweenTwoRounds() {
        repetition.run();
        handedOver.remove().run();
        passes(PAUSE.dividedBy(2).minusNanos(1));
        repetition.run();
        assertThat(handedOver).isEmpty();
        passes(Duration.ofNanos(1));
        repetition.run();
        assertThat(handedOver).hasSize(1);
    }

    @Test
    void aRoundThatNobodyTakesIsTriedAgain() {
        full = true;
        repetition.run();
        full = false;
        repetition.run();
        assertThat(handedOver).hasSize(1);
    }

    @Test
    void aRoundThatThrowsIsNotTheLast() {
        during = () -> {
            throw new IllegalStateException("as a test has it");
        };
        repetition.run();
        try {
            handedOver.remove().run();
        } catch (IllegalStateException expected) {
            passes(PAUSE);
        }
        repetition.run();
        assertThat(handedOver).hasSize(1);
    }
}
