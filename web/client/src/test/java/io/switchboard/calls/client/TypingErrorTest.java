// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.calls.wire.IdentifierCode;
import java.util.ArrayList;
import java.util.List;
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

    @ParameterizedTest
    @ValueSource(strings = {"7QK4M-9ZT2B-8", "Q7K4M-9ZT2B-9", "7QK4M-9ZT28-9", "1205 3491 6078 2354"})
    void whichSlipItWasIsNotGuessed(String typed) {
        assertThat(TypingError.in(typed))
                .hasValue(new TypingError(
                        "This is no code: one symbol is wrong or two are swapped; compare it with the original."));
    }

    @Test
    void anyPlaceMayBeTheWrongOneSoThatAGuessWouldRingAStranger() {
        String typed = "7QK4M9ZT2B8";
        List<String> possible = new ArrayList<>();
        for (int at = 0; at < typed.length(); at++) {
            for (char symbol : "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray()) {
                String changed = typed.substring(0, at) + symbol + typed.substring(at + 1);
                IdentifierCode.parse(changed).map(IdentifierCode::grouped).ifPresent(possible::add);
            }
        }

        assertThat(possible).hasSize(typed.length()).contains(CODE);
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
        assertThat(TypingError.in(typed).orElseThrow().message()).contains(said);
    }
}
