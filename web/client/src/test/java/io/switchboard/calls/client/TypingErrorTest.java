// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.calls.wire.IdentifierCode;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypingErrorTest {
    private static final String CODE = "7QK4M-9ZT2B-9";

    @ParameterizedTest
    @ValueSource(
            strings = {
                CODE,
                "7qk4m9zt2b9",
                " 7QK4M 9ZT2B 9 ",
                "1205 3491 6078 2353",
                "https://switchboard.example/c/4W2nQ0tV9zqYk3rT1sXbGA"
            })
    void whatMayBeACodeIsNoError(String typed) {
        assertThat(TypingError.in(typed)).isEmpty();
    }

    @Test
    void aSwapOfNeighboursIsSaidToBeOneAndUndone() {
        TypingError found = TypingError.in("Q7K4M-9ZT2B-9").orElseThrow();

        assertThat(found.message()).contains("swapped");
        assertThat(found.candidates()).contains(CODE);
        assertThat(found.explanation()).contains("Perhaps").contains(CODE);
    }

    @Test
    void aSymbolMistakenForOneThatLooksAlikeIsSaidToBeOne() {
        TypingError found = TypingError.in("7QK4M-9ZT28-9").orElseThrow();

        assertThat(found.candidates()).contains(CODE);
    }

    @ParameterizedTest
    @CsvSource({
        "7QK4M-9ZT2B, one is missing",
        "7QK4M-9ZT2B-99, one is too many",
        "1205 3491 6078 235, one is missing",
        "7QK, incomplete",
        "7QK4U-9ZT2B-9, perhaps it is a V",
        "7QK4*-9ZT2B-9, letters and digits only"
    })
    void otherSlipsAreNamed(String typed, String said) {
        assertThat(TypingError.in(typed).orElseThrow().explanation()).contains(said);
    }

    @Test
    void everyCandidateIsAPossibleCode() {
        Random random = new Random(4711);
        for (int round = 0; round < 500; round++) {
            String valid =
                    IdentifierCode.digits(random.ints(15, 0, 10).toArray()).symbols();
            int at = random.nextInt(valid.length());
            char wrong = (char) ('0' + (valid.charAt(at) - '0' + 1 + random.nextInt(9)) % 10);
            String typed = valid.substring(0, at) + wrong + valid.substring(at + 1);

            TypingError found = TypingError.in(typed).orElseThrow();

            assertThat(found.candidates())
                    .allMatch(code -> IdentifierCode.parse(code).isPresent());
        }
    }
}
