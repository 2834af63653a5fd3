// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.calls.wire.CallId;
import io.switchboard.calls.wire.CallState;
import io.switchboard.shared.model.Notes;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The account of one side is erased, whatever the call has come to. */
class ForgottenCallTest {
    private static final Set<Situation> RINGING = EnumSet.range(Situation.RINGING, Situation.TABLET_DECLINED);
    private static final Set<Situation> ANSWERED = EnumSet.range(Situation.ANSWERED, Situation.CONNECTED);

    @ParameterizedTest
    @EnumSource(Situation.class)
    void theOwnersSideEndsItAndTakesItsLabel(Situation situation) {
        Call call = situation.reached();
        CallState before = call.state();
        CallState seen = call.callerStateAt(situation.now());

        call.forget(CallSide.OWNER, situation.now());

        assertThat(call.label()).isNull();
        if (RINGING.contains(situation)) {
            assertThat(call.state()).isEqualTo(CallState.FAILED);
            assertThat(call.takeChanges()).containsExactly(CallChange.FAILED_UNSEEN);
            assertThat(call.callerStateAt(situation.now()))
                    .as("the caller learns nothing before its time")
                    .isEqualTo(CallState.RINGING);
        } else if (ANSWERED.contains(situation)) {
            isHungUp(call);
        } else {
            assertThat(call.state()).isEqualTo(before);
            assertThat(call.callerStateAt(situation.now())).isEqualTo(seen);
            assertThat(call.takeChanges()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Situation.class)
    void theCallersSideEndsIt(Situation situation) {
        Call call = situation.reached();
        CallState before = call.state();
        boolean rings = call.callerStateAt(situation.now()) == CallState.RINGING;

        call.forget(CallSide.CALLER, situation.now());

        assertThat(call.label()).as("the owner's").isEqualTo("Parcels");
        if (rings) {
            assertThat(call.callerStateAt(situation.now())).isEqualTo(CallState.CANCELLED);
            assertThat(call.state()).isEqualTo(RINGING.contains(situation) ? CallState.CANCELLED : before);
            assertThat(call.takeChanges())
                    .containsExactly(RINGING.contains(situation) ? CallChange.CANCELLED : CallChange.CALLER_GAVE_UP);
        } else if (ANSWERED.contains(situation)) {
            isHungUp(call);
        } else {
            assertThat(call.state()).isEqualTo(before);
            assertThat(call.takeChanges()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(CallSide.class)
    void whatTheCallerHasShownGoesWithEitherAndWhatItHasNotedWithItself(CallSide side) {
        Notes notes = new Notes("4711", "{}");
        Call call = new Call(
                new CallId(new UUID(4, 1)),
                CallScene.identifier("Parcels"),
                new CallParties(
                        CallScene.CALLER_ENTERPRISE,
                        CallScene.CALLER,
                        CallScene.CALLING_TERMINAL,
                        "caller-1",
                        "{\"name\":\"Ada\"}",
                        notes),
                List.of(CallScene.PHONE),
                CallScene.TIMES,
                CallScene.PLACED);

        call.forget(side, CallScene.at(5));

        assertThat(call.caller().disclosed()).isEmpty();
        assertThat(call.caller().notes()).isEqualTo(side == CallSide.CALLER ? Notes.none() : notes);
        assertThat(call.caller().pseudonym()).isEqualTo("caller-1");
        assertThat(call.callerAccount()).isEqualTo(CallScene.CALLER);
        assertThat(call.caller().terminal()).contains(CallScene.CALLING_TERMINAL);
    }

    private static void isHungUp(Call call) {
        assertThat(call.state()).isEqualTo(CallState.ENDED);
        assertThat(call.endReason()).hasToString("hang-up");
        assertThat(call.takeChanges()).containsExactly(CallChange.ENDED);
    }
}
