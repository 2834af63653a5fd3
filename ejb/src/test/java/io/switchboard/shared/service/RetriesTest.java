// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.wire.SharedRefusal;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PersistenceException;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetriesTest {
    private static final int ATTEMPTS = 5;

    private final Retries retries = new Retries();

    /** Fails as often as it is told, and then works. */
    private static final class Transaction {
        private final RuntimeException failure;
        private final int failures;
        private int runs;

        Transaction(int failures, RuntimeException failure) {
            this.failures = failures;
            this.failure = failure;
        }

        String run() {
            runs++;
            if (runs <= failures) {
                throw failure;
            }
            return "done";
        }
    }

    private static RuntimeException database(@Nullable String sqlState) {
        return new RuntimeException(new PersistenceException(new SQLException("the database says no", sqlState)));
    }

    @Test
    void whatWorksRunsOnce() {
        Transaction transaction = new Transaction(0, new IllegalStateException());

        assertThat(retries.run(transaction::run)).isEqualTo("done");
        assertThat(transaction.runs).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"40001", "40P01", "HYT00", "55P03", "23505"})
    void whatTheDatabaseGaveUpForReasonsOfItsOwnRunsAgain(String sqlState) {
        Transaction transaction = new Transaction(2, database(sqlState));

        assertThat(retries.run(transaction::run)).isEqualTo("done");
        assertThat(transaction.runs).isEqualTo(3);
    }

    @Test
    void whatSomebodyElseChangedMeanwhileRunsAgain() {
        Transaction transaction = new Transaction(1, new RuntimeException(new OptimisticLockException()));

        assertThat(retries.run(transaction::run)).isEqualTo("done");
        assertThat(transaction.runs).isEqualTo(2);
    }

    @Test
    void theLastAttemptMayStillWork() {
        Transaction transaction = new Transaction(ATTEMPTS - 1, database("40001"));

        assertThat(retries.run(transaction::run)).isEqualTo("done");
        assertThat(transaction.runs).isEqualTo(ATTEMPTS);
    }

    @Test
    void whatFailsEveryTimeIsGivenUpAsBusy() {
        Transaction transaction = new Transaction(Integer.MAX_VALUE, database("40P01"));

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> retries.run(transaction::run))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(SharedRefusal.BUSY));
        assertThat(transaction.runs).isEqualTo(ATTEMPTS);
    }

    @Test
    void aKeyThatIsTakenEveryTimeIsAMistakeAndIsTellingNoValue() {
        Transaction transaction = new Transaction(Integer.MAX_VALUE, database("23505"));

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> retries.run(transaction::run))
                .withMessageContaining("23505")
                .withNoCause();
        assertThat(transaction.runs).isEqualTo(ATTEMPTS);
    }

    static Stream<RuntimeException> othersFailures() {
        return Stream.of(
                database("23503"),
                database("22001"),
                database("42601"),
                database("08006"),
                database(""),
                database(null),
                new PersistenceException("no cause"),
                new IllegalStateException("a mistake"),
                RefusedException.of(SharedRefusal.NOT_FOUND));
    }

    @ParameterizedTest
    @MethodSource("othersFailures")
    void everyOtherFailureIsPassedOnAtOnce(RuntimeException failure) {
        Transaction transaction = new Transaction(1, failure);

        assertThat(catchThrowable(() -> retries.run(transaction::run))).isSameAs(failure);
        assertThat(transaction.runs).isEqualTo(1);
    }

    @Test
    void aFailureThatFollowsARetriableOneIsPassedOn() {
        Transaction second = new Transaction(1, new IllegalStateException("a mistake"));
        Transaction first = new Transaction(1, database("40001"));

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> retries.run(() -> {
                    first.run();
                    return second.run();
                }));
        assertThat(first.runs).isEqualTo(2);
        assertThat(second.runs).isEqualTo(1);
    }
}
