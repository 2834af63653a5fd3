// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.model;

import static io.switchboard.calls.model.CallScene.PHONE;
import static io.switchboard.calls.model.CallScene.TABLET;
import static io.switchboard.calls.model.CallScene.TIMES;
import static io.switchboard.calls.model.CallScene.acknowledges;
import static io.switchboard.calls.model.CallScene.answers;
import static io.switchboard.calls.model.CallScene.at;
import static io.switchboard.calls.model.CallScene.bothConnect;
import static io.switchboard.calls.model.CallScene.justBefore;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.switchboard.calls.wire.CallState;
import io.switchboard.calls.wire.LegState;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.wire.TerminalId;
import java.time.Duration;
import java.time.Instant;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A deadline has passed at its very instant, and not a microsecond before. */
class CallDeadlinesTest {
    private static final Instant RING_UNTIL = at(60);
    private static final Instant CALLER_RING_UNTIL = at(120);
    private static final Instant CONNECT_UNTIL = at(35);
    private static final Instant LONG_AFTER = at(86_400);

    private final Call call = CallScene.ringing();

    @Test
    void aCallIsMissedAtTheEndOfItsRingTime() {
        assertThat(call.stateAt(justBefore(RING_UNTIL))).isEqualTo(CallState.RINGING);
        assertThat(call.stateAt(RING_UNTIL)).isEqualTo(CallState.MISSED);

        call.settle(justBefore(RING_UNTIL));
        assertThat(call.state()).isEqualTo(CallState.RINGING);
        assertThat(call.takeChanges()).isEmpty();

        call.settle(RING_UNTIL);
        assertThat(call.state()).isEqualTo(CallState.MISSED);
        assertThat(call.takeChanges()).containsExactly(CallChange.MISSED);
        assertThat(call.legs()).containsEntry(PHONE, LegState.STOPPED).containsEntry(TABLET, LegState.STOPPED);
    }

    @Test
    void anAnswerCountsAMicrosecondBeforeTheEndOfTheRingTime() {
        answers(call, PHONE, justBefore(RING_UNTIL));

        assertThat(call.stateAt(RING_UNTIL)).isEqualTo(CallState.ANSWERED);
    }

    @Test
    void anAnswerAtTheEndOfTheRingTimeIsTooLate() {
        refusedAs("missed", () -> answers(call, PHONE, RING_UNTIL));
    }

    @Test
    void aLateJanitorChangesNeitherWhatHappenedNorWhen() {
        call.settle(LONG_AFTER);

        assertThat(call.takeChanges()).containsExactly(CallChange.MISSED, CallChange.CALLER_TOLD);
        assertThat(call.endedAt()).isEqualTo(RING_UNTIL);
        assertThat(call.callerEndedAt()).isEqualTo(CALLER_RING_UNTIL);
        assertThat(call.endReason()).isNull();
    }

    @Test
    void anAnsweredCallFailsWhenItIsNotConnectedInTime() {
        answers(call, PHONE, at(5));
        call.connected(CallSide.OWNER, at(6));

        assertThat(call.stateAt(justBefore(CONNECT_UNTIL))).isEqualTo(CallState.ANSWERED);
        assertThat(call.callerStateAt(justBefore(CONNECT_UNTIL))).isEqualTo(CallState.ANSWERED);
        assertThat(call.stateAt(CONNECT_UNTIL)).isEqualTo(CallState.FAILED);
        assertThat(call.callerStateAt(CONNECT_UNTIL)).isEqualTo(CallState.FAILED);
        call.takeChanges();

        call.settle(LONG_AFTER);
        assertThat(call.takeChanges()).containsExactly(CallChange.FAILED);
        assertThat(call.endReason()).hasToString("not-connected");
        assertThat(call.endedAt()).isEqualTo(CONNECT_UNTIL);
        assertThat(call.callerEndedAt()).isEqualTo(CONNECT_UNTIL);
    }

    @Test
    void aConnectionCountsAMicrosecondBeforeItsDeadlineAndThenLasts() {
        answers(call, PHONE, at(5));

        bothConnect(call, justBefore(CONNECT_UNTIL));

        assertThat(call.connectedAt()).isEqualTo(justBefore(CONNECT_UNTIL));
        assertThat(call.stateAt(LONG_AFTER)).isEqualTo(CallState.CONNECTED);
        assertThat(call.callerStateAt(LONG_AFTER)).isEqualTo(CallState.CONNECTED);
    }

    @Test
    void aConnectionAtItsDeadlineIsTooLateForEitherSide() {
        answers(call, PHONE, at(5));
        call.connected(CallSide.OWNER, at(6));

        refusedAs("failed", () -> call.connected(CallSide.CALLER, CONNECT_UNTIL));
        refusedAs("failed", () -> call.hangUp(CallSide.OWNER, CONNECT_UNTIL));
    }

    @Test
    void anAnswerCountsItsConnectTimeFromItself() {
        answers(call, PHONE, at(59));

        assertThat(call.stateAt(justBefore(at(89)))).isEqualTo(CallState.ANSWERED);
        assertThat(call.stateAt(at(89))).isEqualTo(CallState.FAILED);
    }

    @Test
    void theFirstAcknowledgementStartsTheRingTimeAnewAndNoOtherDoes() {
        acknowledges(call, PHONE, at(20));
        assertThat(call.ringUntil()).isEqualTo(at(80));

        acknowledges(call, PHONE, at(30));
        acknowledges(call, TABLET, at(40));
        assertThat(call.ringUntil()).isEqualTo(at(80));
        assertThat(call.legs())
                .containsEntry(PHONE, LegState.ACKNOWLEDGED)
                .containsEntry(TABLET, LegState.ACKNOWLEDGED);
        assertThat(call.stateAt(justBefore(at(80)))).isEqualTo(CallState.RINGING);
        assertThat(call.stateAt(at(80))).isEqualTo(CallState.MISSED);
        assertThat(call.takeChanges()).isEmpty();
    }

    @Test
    void aRepeatedAcknowledgementFarFromTheMaximumDoesNotLengthenTheRinging() {
        RingTimes patient = new RingTimes(Duration.ofSeconds(10), Duration.ofSeconds(600), TIMES.connect());
        Call patiently = CallScene.placed(patient, PHONE, TABLET);

        patiently.ringAcknowledged(PHONE, patient, at(5));
        patiently.ringAcknowledged(TABLET, patient, at(10));

        assertThat(patiently.stateAt(at(15))).isEqualTo(CallState.MISSED);
    }

    @Test
    void anAcknowledgementAMicrosecondBeforeTheEndStillLengthensTheRingingUpToTheMaximum() {
        acknowledges(call, PHONE, justBefore(RING_UNTIL));

        assertThat(call.ringUntil()).isEqualTo(justBefore(CALLER_RING_UNTIL));
    }

    @Test
    void anAcknowledgementAtTheEndIsTooLate() {
        refusedAs("missed", () -> acknowledges(call, PHONE, RING_UNTIL));
    }

    @Test
    void theRingTimeNeverGoesBeyondTheMaximum() {
        RingTimes lengthened = new RingTimes(Duration.ofSeconds(110), Duration.ofSeconds(600), TIMES.connect());

        call.ringAcknowledged(PHONE, lengthened, at(30));

        assertThat(call.ringUntil()).isEqualTo(CALLER_RING_UNTIL);
        assertThat(call.stateAt(CALLER_RING_UNTIL)).isEqualTo(CallState.MISSED);
        assertThat(call.callerStateAt(CALLER_RING_UNTIL)).isEqualTo(CallState.MISSED);
    }

    @Test
    void theCallersRingTimeDoesNotTellWhenTheOwnersTerminalRang() {
        acknowledges(call, PHONE, at(20));

        assertThat(call.callerRingUntil()).isEqualTo(CALLER_RING_UNTIL);
    }

    @ParameterizedTest
    @EnumSource(names = {"RINGING", "ACKNOWLEDGED", "MISSED_UNSEEN", "BUSY_UNSEEN", "CLOSED_UNSEEN"})
    void theCallerSeesRingingUntilItsOwnTimeWhateverHappensUnseen(Situation situation) {
        Call unseen = situation.reached();

        assertThat(unseen.callerStateAt(justBefore(CALLER_RING_UNTIL))).isEqualTo(CallState.RINGING);
        unseen.settle(justBefore(CALLER_RING_UNTIL));
        assertThat(unseen.takeChanges()).doesNotContain(CallChange.CALLER_TOLD);
        assertThat(unseen.callerStateAt(justBefore(CALLER_RING_UNTIL))).isEqualTo(CallState.RINGING);
        assertThat(unseen.callerEndedAt()).isNull();

        assertThat(unseen.callerStateAt(CALLER_RING_UNTIL)).isEqualTo(CallState.MISSED);
        unseen.settle(LONG_AFTER);
        assertThat(unseen.takeChanges()).containsExactly(CallChange.CALLER_TOLD);
        assertThat(unseen.callerStateAt(CALLER_RING_UNTIL)).isEqualTo(CallState.MISSED);
        assertThat(unseen.callerEndedAt()).isEqualTo(CALLER_RING_UNTIL);
    }

    @ParameterizedTest
    @EnumSource(names = {"MISSED_UNSEEN", "BUSY_UNSEEN", "CLOSED_UNSEEN"})
    void theCallerMayGiveUpUntilItIsTold(Situation situation) {
        Call unseen = situation.reached();
        CallState owners = unseen.state();
        Instant ended = unseen.endedAt();

        unseen.cancel(justBefore(CALLER_RING_UNTIL));

        assertThat(unseen.takeChanges()).containsExactly(CallChange.CALLER_GAVE_UP);
        assertThat(unseen.callerStateAt(LONG_AFTER)).isEqualTo(CallState.CANCELLED);
        assertThat(unseen.callerEndedAt()).isEqualTo(justBefore(CALLER_RING_UNTIL));
        assertThat(unseen.state()).isEqualTo(owners);
        assertThat(unseen.endedAt()).isEqualTo(ended);
        unseen.settle(LONG_AFTER);
        assertThat(unseen.takeChanges()).as("nobody is told anything later").isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"MISSED_UNSEEN", "BUSY_UNSEEN", "CLOSED_UNSEEN"})
    void givingUpAtTheCallersOwnTimeIsTooLate(Situation situation) {
        Call unseen = situation.reached();

        refusedAs("missed", () -> unseen.cancel(CALLER_RING_UNTIL));
    }

    @Test
    void givingUpACallThatTheJanitorHasNotYetMissedTellsTheOwnerThatItMissedIt() {
        call.cancel(at(90));

        assertThat(call.takeChanges()).containsExactly(CallChange.MISSED, CallChange.CALLER_GAVE_UP);
        assertThat(call.state()).isEqualTo(CallState.MISSED);
        assertThat(call.endedAt()).isEqualTo(RING_UNTIL);
    }

    @Test
    void aCallWithoutTerminalsRingsUntilItIsMissed() {
        Call unheard = CallScene.ringing(new TerminalId[0]);

        assertThat(unheard.legs()).isEmpty();
        assertThat(unheard.stateAt(justBefore(RING_UNTIL))).isEqualTo(CallState.RINGING);
        unheard.settle(RING_UNTIL);
        assertThat(unheard.takeChanges()).containsExactly(CallChange.MISSED);
    }

    private static void refusedAs(String state, ThrowingCallable move) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(move)
                .satisfies(refusal -> assertThat(refusal.state()).isEqualTo(state));
    }
}
