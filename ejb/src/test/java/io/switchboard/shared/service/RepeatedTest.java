// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepeatedTest {
    private final AtomicInteger rounds = new AtomicInteger();

    @Test
    void aRoundIsRun() {
        new Repeated("counting", rounds::incrementAndGet).run();

        assertThat(rounds).hasValue(1);
    }

    /** A scheduler would end the repetition. */
    @ParameterizedTest
    @ValueSource(classes = {IllegalStateException.class, OutOfMemoryError.class})
    void whatARoundThrowsDoesNotReachTheScheduler(Class<? extends Throwable> type) {
        Repeated repeated = new Repeated("failing", () -> {
            rounds.incrementAndGet();
            if (type == OutOfMemoryError.class) {
                throw new OutOfMemoryError("as a test has it");
            }
            throw new IllegalStateException("as a test has it");
        });

        repeated.run();
        repeated.run();

        assertThat(rounds).hasValue(2);
    }
}
