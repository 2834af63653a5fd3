// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.model;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.PersistenceException;
import jakarta.resource.ResourceException;
import java.sql.SQLException;
import org.hibernate.exception.ConstraintViolationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseFailureTest {
    private static RuntimeException failure(String sqlState) {
        return new RuntimeException(new PersistenceException(new SQLException("(+4930901820) exists", sqlState)));
    }

    @Test
    void aPoolWithoutAConnectionIsAnOutage() {
        RuntimeException failure = new RuntimeException(new SQLException(new ResourceException("no connection")));

        assertThat(DatabaseFailure.isOutage(failure)).isTrue();
        assertThat(DatabaseFailure.isWithoutConnection(failure)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"08001", "08006", "57P01", "57P03"})
    void aBrokenConnectionIsAnOutage(String sqlState) {
        assertThat(DatabaseFailure.isOutage(failure(sqlState))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "40001", "57014", "42601", "22001"})
    void whatADatabaseThatAnswersSaysIsNone(String sqlState) {
        assertThat(DatabaseFailure.isOutage(failure(sqlState))).isFalse();
    }

    @Test
    void theLogIsToldTheConstraintAndNoValue() {
        SQLException database = new SQLException("Key (value)=(+4930901820) already exists", "23505");
        RuntimeException failure =
                new RuntimeException(new ConstraintViolationException("could not", database, "account_address_value"));

        assertThat(DatabaseFailure.describe(failure))
                .contains("SQLException", "23505", "account_address_value")
                .doesNotContain("4930901820");
    }
}
