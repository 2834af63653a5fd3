// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.wire.SharedRefusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Answers and acknowledgements of terminals that are out, and of calls that are over. */
class RefusedAnswersTest {
    @ParameterizedTest
    @EnumSource(names = {"TABLET_BUSY", "TABLET_DECLINED"})
    void aTerminalThatIsOutDoesNotAnswerAndChangesNothing(Situation situation) {
        Call call = situation.reached();
        var before = CallScene.everything(call);
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> CallAction.TABLET_ANSWERS.on(call, situation.now()));
        assertThat(CallScene.everything(call)).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(names = {"ENDED", "NEVER_CONNECTED"})
    void theWinnerDoesNotAnswerAgainWhenItIsOver(Situation situation) {
        Call call = situation.reached();
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> CallAction.PHONE_ANSWERS.on(call, situation.now()))
                .satisfies(refused -> {
                    assertThat(refused.code()).isEqualTo(SharedRefusal.ILLEGAL_MOVE);
                    assertThat(refused.state()).isEqualTo(situation.owner().toString());
                });
    }

    @Test
    void aLateAcknowledgementOfATerminalThatIsOutDoesNotStartTheRingTimeAnew() {
        Call call = CallScene.ringing();
        CallScene.declinesForItself(call, CallScene.PHONE, CallScene.at(5));
        CallScene.acknowledges(call, CallScene.PHONE, CallScene.at(30));
        assertThat(call.ringUntil()).isEqualTo(CallScene.at(60));
    }
}
