// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.model;

import static io.switchboard.calls.model.CallScene.PHONE;
import static io.switchboard.calls.model.CallScene.STRANGER;
import static io.switchboard.calls.model.CallScene.TABLET;
import static io.switchboard.calls.model.CallScene.answers;
import static io.switchboard.calls.model.CallScene.at;
import static io.switchboard.calls.model.CallScene.declinesForItself;
import static io.switchboard.calls.model.CallScene.isBusy;
import static io.switchboard.calls.model.CallScene.ringing;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.calls.wire.CallState;
import io.switchboard.calls.wire.LegState;
import org.junit.jupiter.api.Test;

/** A terminal of the owner is revoked while it rings. */
class WithdrawnTerminalTest {
    @Test
    void theLegOfARevokedTerminalStopsAndTheOthersRingOn() {
        Call call = ringing();
        call.withdraw(PHONE, at(5));

        assertThat(call.legs()).containsEntry(PHONE, LegState.STOPPED).containsEntry(TABLET, LegState.SENT);
        assertThat(call.state()).isEqualTo(CallState.RINGING);
        assertThat(call.takeChanges()).isEmpty();
        answers(call, TABLET, at(6));
        assertThat(call.state()).isEqualTo(CallState.ANSWERED);
    }

    @Test
    void whenAllThatIsLeftIsBusySoIsTheCall() {
        Call before = ringing();
        isBusy(before, TABLET, at(4));
        before.withdraw(PHONE, at(5));
        assertThat(before.state()).isEqualTo(CallState.BUSY);
        assertThat(before.takeChanges()).containsExactly(CallChange.BUSY);

        Call after = ringing();
        after.withdraw(PHONE, at(4));
        isBusy(after, TABLET, at(5));
        assertThat(after.state()).isEqualTo(CallState.BUSY);
    }

    @Test
    void whenAllThatIsLeftHasDeclinedTheCallIsRejected() {
        Call call = ringing();
        declinesForItself(call, TABLET, at(4));
        call.withdraw(PHONE, at(5));
        assertThat(call.state()).isEqualTo(CallState.REJECTED);
        assertThat(call.takeChanges()).containsExactly(CallChange.REJECTED);
    }

    @Test
    void whenNoTerminalIsLeftItRingsUntilItIsMissed() {
        Call call = ringing();
        call.withdraw(PHONE, at(4));
        call.withdraw(TABLET, at(5));
        assertThat(call.state()).isEqualTo(CallState.RINGING);
        assertThat(call.stateAt(at(60))).isEqualTo(CallState.MISSED);
    }

    @Test
    void aLegThatIsOverAndATerminalThatWasNotRungAreLeftAlone() {
        Call call = ringing();
        isBusy(call, PHONE, at(1));
        call.withdraw(PHONE, at(4));
        call.withdraw(STRANGER, at(4));
        assertThat(call.legs()).containsOnlyKeys(PHONE, TABLET).containsEntry(PHONE, LegState.BUSY);
        answers(call, TABLET, at(5));
        call.withdraw(TABLET, at(6));
        assertThat(call.state()).isEqualTo(CallState.ANSWERED);
    }
}
