// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TypedIdTest {
    private static final String TEXT = "0193b2f4-6a00-7abc-8def-0123456789ab";

    @Test
    void anIdIsWrittenAsItWasRead() {
        assertThat(new AccountId(TEXT)).hasToString(TEXT).isEqualTo(new AccountId(UUID.fromString(TEXT)));
    }

    @Test
    void capitalLettersNameTheSame() {
        assertThat(new AccountId("0193B2F4-6A00-7ABC-8DEF-0123456789AB")).hasToString(TEXT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1-1-1-1-1",
                "0193b2f46a007abc8def0123456789ab",
                "{0193b2f4-6a00-7abc-8def-0123456789ab}",
                " 0193b2f4-6a00-7abc-8def-0123456789ab",
                "0193b2f4-6a00-7abc-8def-0123456789ag",
                "0193b2f4-6a00-7abc-8def-0123456789abc"
            })
    void whatIsNotInCanonicalFormIsNoId(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new AccountId(text));
    }

    @Test
    @SuppressWarnings("EqualsIncompatibleType") // that they are unequal is the point
    void theSameValueNamesDifferentThingsOfDifferentTypes() {
        assertThat(new AccountId(TEXT).equals(new TerminalId(TEXT))).isFalse();
        assertThat(new AccountId(TEXT)).hasSameHashCodeAs(new AccountId(TEXT));
    }

    @Test
    void idsSortAsTheirValuesDo() {
        assertThat(new AccountId(TEXT)).isLessThan(new AccountId("0193b2f4-6a00-7abc-8def-0123456789ac"));
    }
}
