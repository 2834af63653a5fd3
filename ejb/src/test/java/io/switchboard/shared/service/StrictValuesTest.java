// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.switchboard.calls.wire.IssueIdentifierRequest;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that libraries would accept with another meaning than was meant. */
class StrictValuesTest {
    @ParameterizedTest
    @ValueSource(strings = {"1700000000", "1700000000.5", "\"1700000000\"", "\"1700000000.5\""})
    void aNumberIsNoTime(String value) {
        refuses("{\"forms\": [\"qr\"], \"conditions\": {\"notBefore\": " + value + "}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"3600", "3600.5"})
    void aNumberIsNoDuration(String value) {
        refuses("{\"forms\": [\"qr\"], \"conditions\": {\"validFor\": " + value + "}}");
    }

    @Test
    void aBlankTextIsNoWholeNumber() {
        refuses("{\"forms\": [\"qr\"], \"conditions\": {\"maxCalls\": \"  \"}}");
    }

    @Test
    void everyCutOfAWrappedSecretIsNoticed() {
        Secrets secrets = Configured.secrets(0);
        UUID row = new UUID(1, 2);
        byte[] wrapped = secrets.wrap("purpose", row, "code");
        for (int length = 0; length < wrapped.length; length++) {
            byte[] cut = Arrays.copyOf(wrapped, length);
            assertThatIllegalStateException()
                    .as("%d bytes", length)
                    .isThrownBy(() -> secrets.unwrap("purpose", row, cut));
        }
    }

    private static void refuses(String json) {
        assertThatExceptionOfType(JsonProcessingException.class)
                .as(json)
                .isThrownBy(() -> WireJson.mapper().readValue(json, IssueIdentifierRequest.class));
    }
}
