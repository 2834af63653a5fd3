// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The tables of the design, word for word, and what makes them tables of a life: it begins once, and it ends. */
class StateTablesTest {
    private static final Set<CallState> OVER = EnumSet.of(
            CallState.ENDED,
            CallState.REJECTED,
            CallState.CANCELLED,
            CallState.MISSED,
            CallState.BUSY,
            CallState.FAILED);

    @ParameterizedTest
    @CsvSource({
        "RINGING, ANSWERED REJECTED CANCELLED MISSED BUSY FAILED",
        "ANSWERED, CONNECTED ENDED FAILED",
        "CONNECTED, ENDED FAILED"
    })
    void aCallMovesAsDesigned(CallState state, String successors) {
        assertThat(state.successors()).extracting(CallState::name).containsExactlyInAnyOrder(successors.split(" "));
    }

    @ParameterizedTest
    @EnumSource
    void noWayLeadsOutOfACallsEnd(CallState state) {
        assertThat(state.isFinal()).isEqualTo(OVER.contains(state));
        assertThat(state.successors().isEmpty()).isEqualTo(OVER.contains(state));
    }

    @ParameterizedTest
    @EnumSource
    void everyCallThatIsNotOverMayFail(CallState state) {
        assertThat(state.successors().contains(CallState.FAILED)).isEqualTo(!OVER.contains(state));
    }

    @Test
    void everyStateOfACallComesAfterRingingAndNeverAgain() {
        assertThat(reachable(CallState.RINGING, CallState::successors))
                .containsExactlyInAnyOrderElementsOf(EnumSet.complementOf(EnumSet.of(CallState.RINGING)));
        for (CallState state : CallState.values()) {
            assertThat(reachable(state, CallState::successors)).doesNotContain(state);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "SENT, ACKNOWLEDGED ANSWERED ANSWERED_ELSEWHERE REJECTED BUSY STOPPED",
        "ACKNOWLEDGED, ANSWERED ANSWERED_ELSEWHERE REJECTED BUSY STOPPED"
    })
    void aLegMovesAsDesigned(LegState state, String successors) {
        assertThat(state.successors()).extracting(LegState::name).containsExactlyInAnyOrder(successors.split(" "));
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"SENT", "ACKNOWLEDGED"})
    void noWayLeadsOutOfALegsEnd(LegState state) {
        assertThat(state.successors()).isEmpty();
    }

    @Test
    void everyStateOfALegComesAfterSentAndNeverAgain() {
        assertThat(reachable(LegState.SENT, LegState::successors))
                .containsExactlyInAnyOrderElementsOf(EnumSet.complementOf(EnumSet.of(LegState.SENT)));
        for (LegState state : LegState.values()) {
            assertThat(reachable(state, LegState::successors)).doesNotContain(state);
        }
    }

    private static <S extends Enum<S>> Set<S> reachable(S from, Function<S, ? extends Collection<S>> successors) {
        Set<S> seen = EnumSet.noneOf(from.getDeclaringClass());
        ArrayDeque<S> open = new ArrayDeque<>(successors.apply(from));
        while (!open.isEmpty()) {
            S next = open.remove();
            if (seen.add(next)) {
                open.addAll(successors.apply(next));
            }
        }
        return seen;
    }
}
