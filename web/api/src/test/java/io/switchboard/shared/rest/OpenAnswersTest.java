// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.rest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OpenAnswersTest {
    private final OpenAnswers answers = new OpenAnswers(3, 2);

    @Test
    void eachHasItsShare() {
        assertThat(answers.opened("one")).isTrue();
        assertThat(answers.opened("one")).isTrue();
        assertThat(answers.opened("one")).isFalse();
        assertThat(answers.opened("other")).isTrue();
    }

    @Test
    void allHaveTheirShareTogether() {
        assertThat(answers.opened("one")).isTrue();
        assertThat(answers.opened("other")).isTrue();
        assertThat(answers.opened("third")).isTrue();
        assertThat(answers.opened("fourth")).isFalse();
    }

    @Test
    void whatHasEndedMakesRoom() {
        assertThat(answers.opened("one")).isTrue();
        assertThat(answers.opened("one")).isTrue();
        answers.closed("one");
        assertThat(answers.opened("one")).isTrue();
        assertThat(answers.opened("one")).isFalse();
        answers.closed("one");
        answers.closed("one");
        assertThat(answers.opened("other")).isTrue();
        assertThat(answers.opened("other")).isTrue();
        assertThat(answers.opened("one")).isTrue();
        assertThat(answers.opened("one")).isFalse();
    }

    /** Whoever was refused has opened nothing. */
    @Test
    void aRefusalCountsForNothing() {
        for (int i = 0; i < 5; i++) {
            assertThat(answers.opened("one")).isEqualTo(i < 2);
        }
        answers.closed("one");
        assertThat(answers.opened("one")).isTrue();
    }
}
