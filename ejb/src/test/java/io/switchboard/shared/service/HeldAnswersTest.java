// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.wire.SharedRefusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers at fixed times, by a clock and a scheduler that only this test moves. */
class HeldAnswersTest {
    private static final Duration PERIOD = Duration.ofMillis(250);
    private static final long START = -7_000_000_000L;

    private final Scheduler scheduler = new Scheduler();
    private final HeldAnswers held = held(scheduler);

    /** Runs what is due when time goes by, at its very moment. */
    private static final class Scheduler extends Workers {
        private final List<Due> waiting = new ArrayList<>();
        private final MonotonicTime time = new MonotonicTime() {
            @Override
            public long nanos() {
                return now;
            }
        };
        private long now = START;
        private boolean stopping;

        private record Due(long at, Runnable work) {}

        @Override
        public void putOff(Runnable work, Duration wait) {
            if (stopping) {
                throw new RejectedExecutionException();
            }
            waiting.add(new Due(now + wait.toNanos(), work));
        }

        void passes(Duration duration) {
            long end = now + duration.toNanos();
            waiting.stream().filter(due -> due.at() <= end).forEach(due -> {
                now = due.at();
                due.work().run();
            });
            waiting.removeIf(due -> due.at() <= end);
            now = end;
        }

        Duration sinceStart() {
            return Duration.ofNanos(now - START);
        }
    }

    @SuppressWarnings("UnnecessaryAssignment") // there is no container here that would inject
    private static HeldAnswers held(Scheduler scheduler) {
        HeldAnswers held = new HeldAnswers();
        held.workers = scheduler;
        held.time = scheduler.time;
        return held;
    }

    @ParameterizedTest
    @CsvSource({"0, 250", "1, 250", "17, 250", "249, 250", "250, 500", "251, 500", "499, 500", "1749, 1750"})
    void theAnswerComesAtAMultipleOfThePeriodHoweverLongTheWorkTook(long work, long answered) {
        List<Duration> answers = new ArrayList<>();
        HeldAnswers.Place place = held.enter(START);
        scheduler.passes(Duration.ofMillis(work));

        place.hold(PERIOD, () -> answers.add(scheduler.sinceStart()));
        scheduler.passes(PERIOD.multipliedBy(3));

        assertThat(answers).containsExactly(Duration.ofMillis(answered));
    }

    @Test
    void theArrivalCountsAndNotTheMomentAtWhichThePlaceWasTaken() {
        List<Duration> answers = new ArrayList<>();
        scheduler.passes(Duration.ofMillis(100));

        held.enter(START).hold(PERIOD, () -> answers.add(scheduler.sinceStart()));
        scheduler.passes(PERIOD);

        assertThat(answers).containsExactly(PERIOD);
    }

    @Test
    void aFullNodeTakesNobodyInUntilSomebodyHasBeenAnswered() {
        HeldAnswers.Place first = held.enter(START);
        for (int i = 1; i < HeldAnswers.PLACES; i++) {
            held.enter(START);
        }
        assertIsFull();

        first.hold(PERIOD, () -> {});
        assertIsFull();
        scheduler.passes(PERIOD);

        held.enter(START);
        assertIsFull();
    }

    @Test
    void aPlaceIsGivenBackOnce() {
        HeldAnswers.Place place = held.enter(START);
        for (int i = 1; i < HeldAnswers.PLACES; i++) {
            held.enter(START);
        }

        place.leave();
        place.leave();

        held.enter(START);
        assertIsFull();
    }

    @Test
    void aServerThatIsBeingStoppedDoesNotAnswerTooEarly() {
        List<String> answers = new ArrayList<>();
        HeldAnswers.Place place = held.enter(START);
        scheduler.stopping = true;

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> place.hold(PERIOD, () -> answers.add("early")))
                .matches(refused -> refused.code() == SharedRefusal.BUSY);
        assertThat(answers).isEmpty();
    }

    private void assertIsFull() {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> held.enter(START))
                .matches(refused -> refused.code() == SharedRefusal.BUSY);
    }
}
