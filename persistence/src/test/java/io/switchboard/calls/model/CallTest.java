// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.model;

import static io.switchboard.calls.model.CallScene.PHONE;
import static io.switchboard.calls.model.CallScene.TABLET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.switchboard.calls.wire.CallsRefusal;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.wire.SharedRefusal;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What everybody can do to a call in every state: the table says what comes of it, and what it does not say is refused. */
class CallTest {
    /** Situation, action, then: state, the caller's state, the phone's leg, the tablet's leg, the changes. */
    private static final String MOVES = """
            RINGING            PHONE_ACKNOWLEDGES  RINGING   RINGING   ACKNOWLEDGED       SENT
            RINGING            PHONE_ANSWERS       ANSWERED  ANSWERED  ANSWERED           ANSWERED_ELSEWHERE ANSWERED
            RINGING            TABLET_ANSWERS      ANSWERED  ANSWERED  ANSWERED_ELSEWHERE ANSWERED           ANSWERED
            RINGING            CLIENT_ANSWERS      ANSWERED  ANSWERED  ANSWERED_ELSEWHERE ANSWERED_ELSEWHERE ANSWERED
            RINGING            PHONE_REJECTS_CALL  REJECTED  REJECTED  REJECTED           STOPPED            REJECTED
            RINGING            PHONE_DECLINES      RINGING   RINGING   REJECTED           SENT
            RINGING            PHONE_IS_BUSY       RINGING   RINGING   BUSY               SENT
            RINGING            TABLET_IS_BUSY      RINGING   RINGING   SENT               BUSY
            RINGING            PHONE_SAYS_BUSY     BUSY      BUSY      BUSY               STOPPED            BUSY_SHOWN
            RINGING            CLIENT_IS_BUSY      BUSY      RINGING   BUSY               BUSY               BUSY
            RINGING            CLIENT_SAYS_BUSY    BUSY      BUSY      STOPPED            STOPPED            BUSY_SHOWN
            RINGING            CLIENT_REJECTS      REJECTED  REJECTED  STOPPED            STOPPED            REJECTED
            RINGING            CALLER_CANCELS      CANCELLED CANCELLED STOPPED            STOPPED            CANCELLED
            RINGING            IDENTIFIER_CLOSES   FAILED    RINGING   STOPPED            STOPPED            FAILED_UNSEEN

            ACKNOWLEDGED       PHONE_ANSWERS       ANSWERED  ANSWERED  ANSWERED           ANSWERED_ELSEWHERE ANSWERED
            ACKNOWLEDGED       TABLET_ANSWERS      ANSWERED  ANSWERED  ANSWERED_ELSEWHERE ANSWERED           ANSWERED
            ACKNOWLEDGED       CLIENT_ANSWERS      ANSWERED  ANSWERED  ANSWERED_ELSEWHERE ANSWERED_ELSEWHERE ANSWERED
            ACKNOWLEDGED       PHONE_REJECTS_CALL  REJECTED  REJECTED  REJECTED           STOPPED            REJECTED
            ACKNOWLEDGED       PHONE_DECLINES      RINGING   RINGING   REJECTED           SENT
            ACKNOWLEDGED       PHONE_IS_BUSY       RINGING   RINGING   BUSY               SENT
            ACKNOWLEDGED       TABLET_IS_BUSY      RINGING   RINGING   ACKNOWLEDGED       BUSY
            ACKNOWLEDGED       PHONE_SAYS_BUSY     BUSY      BUSY      BUSY               STOPPED            BUSY_SHOWN
            ACKNOWLEDGED       CLIENT_IS_BUSY      BUSY      RINGING   BUSY               BUSY               BUSY
            ACKNOWLEDGED       CLIENT_SAYS_BUSY    BUSY      BUSY      STOPPED            STOPPED            BUSY_SHOWN
            ACKNOWLEDGED       CLIENT_REJECTS      REJECTED  REJECTED  STOPPED            STOPPED            REJECTED
            ACKNOWLEDGED       CALLER_CANCELS      CANCELLED CANCELLED STOPPED            STOPPED            CANCELLED
            ACKNOWLEDGED       IDENTIFIER_CLOSES   FAILED    RINGING   STOPPED            STOPPED            FAILED_UNSEEN

            TABLET_BUSY        PHONE_ACKNOWLEDGES  RINGING   RINGING   ACKNOWLEDGED       BUSY
            TABLET_BUSY        PHONE_ANSWERS       ANSWERED  ANSWERED  ANSWERED           BUSY               ANSWERED
            TABLET_BUSY        CLIENT_ANSWERS      ANSWERED  ANSWERED  ANSWERED_ELSEWHERE BUSY               ANSWERED
            TABLET_BUSY        PHONE_REJECTS_CALL  REJECTED  REJECTED  REJECTED           BUSY               REJECTED
            TABLET_BUSY        PHONE_DECLINES      REJECTED  REJECTED  REJECTED           BUSY               REJECTED
            TABLET_BUSY        PHONE_IS_BUSY       BUSY      RINGING   BUSY               BUSY               BUSY
            TABLET_BUSY        PHONE_SAYS_BUSY     BUSY      BUSY      BUSY               BUSY               BUSY_SHOWN
            TABLET_BUSY        CLIENT_IS_BUSY      BUSY      RINGING   BUSY               BUSY               BUSY
            TABLET_BUSY        CLIENT_SAYS_BUSY    BUSY      BUSY      STOPPED            BUSY               BUSY_SHOWN
            TABLET_BUSY        CLIENT_REJECTS      REJECTED  REJECTED  STOPPED            BUSY               REJECTED
            TABLET_BUSY        CALLER_CANCELS      CANCELLED CANCELLED STOPPED            BUSY               CANCELLED
            TABLET_BUSY        IDENTIFIER_CLOSES   FAILED    RINGING   STOPPED            BUSY               FAILED_UNSEEN

            TABLET_DECLINED    PHONE_ACKNOWLEDGES  RINGING   RINGING   ACKNOWLEDGED       REJECTED
            TABLET_DECLINED    PHONE_ANSWERS       ANSWERED  ANSWERED  ANSWERED           REJECTED           ANSWERED
            TABLET_DECLINED    CLIENT_ANSWERS      ANSWERED  ANSWERED  ANSWERED_ELSEWHERE REJECTED           ANSWERED
            TABLET_DECLINED    PHONE_REJECTS_CALL  REJECTED  REJECTED  REJECTED           REJECTED           REJECTED
            TABLET_DECLINED    PHONE_DECLINES      REJECTED  REJECTED  REJECTED           REJECTED           REJECTED
            TABLET_DECLINED    PHONE_IS_BUSY       REJECTED  REJECTED  BUSY               REJECTED           REJECTED
            TABLET_DECLINED    PHONE_SAYS_BUSY     BUSY      BUSY      BUSY               REJECTED           BUSY_SHOWN
            TABLET_DECLINED    CLIENT_IS_BUSY      BUSY      RINGING   BUSY               REJECTED           BUSY
            TABLET_DECLINED    CLIENT_SAYS_BUSY    BUSY      BUSY      STOPPED            REJECTED           BUSY_SHOWN
            TABLET_DECLINED    CLIENT_REJECTS      REJECTED  REJECTED  STOPPED            REJECTED           REJECTED
            TABLET_DECLINED    CALLER_CANCELS      CANCELLED CANCELLED STOPPED            REJECTED           CANCELLED
            TABLET_DECLINED    IDENTIFIER_CLOSES   FAILED    RINGING   STOPPED            REJECTED           FAILED_UNSEEN

            ANSWERED           OWNER_CONNECTS      ANSWERED  ANSWERED  ANSWERED           ANSWERED_ELSEWHERE
            ANSWERED           CALLER_CONNECTS     ANSWERED  ANSWERED  ANSWERED           ANSWERED_ELSEWHERE
            ANSWERED           OWNER_HANGS_UP      ENDED     ENDED     ANSWERED           ANSWERED_ELSEWHERE ENDED
            ANSWERED           CALLER_HANGS_UP     ENDED     ENDED     ANSWERED           ANSWERED_ELSEWHERE ENDED

            ANSWERED_BY_CLIENT OWNER_CONNECTS      ANSWERED  ANSWERED  ANSWERED_ELSEWHERE ANSWERED_ELSEWHERE
            ANSWERED_BY_CLIENT CALLER_CONNECTS     ANSWERED  ANSWERED  ANSWERED_ELSEWHERE ANSWERED_ELSEWHERE
            ANSWERED_BY_CLIENT OWNER_HANGS_UP      ENDED     ENDED     ANSWERED_ELSEWHERE ANSWERED_ELSEWHERE ENDED
            ANSWERED_BY_CLIENT CALLER_HANGS_UP     ENDED     ENDED     ANSWERED_ELSEWHERE ANSWERED_ELSEWHERE ENDED

            OWNER_CONNECTED    CALLER_CONNECTS     CONNECTED CONNECTED ANSWERED           ANSWERED_ELSEWHERE CONNECTED
            OWNER_CONNECTED    OWNER_HANGS_UP      ENDED     ENDED     ANSWERED           ANSWERED_ELSEWHERE ENDED
            OWNER_CONNECTED    CALLER_HANGS_UP     ENDED     ENDED     ANSWERED           ANSWERED_ELSEWHERE ENDED
            CALLER_CONNECTED   OWNER_CONNECTS      CONNECTED CONNECTED ANSWERED           ANSWERED_ELSEWHERE CONNECTED
            CALLER_CONNECTED   OWNER_HANGS_UP      ENDED     ENDED     ANSWERED           ANSWERED_ELSEWHERE ENDED
            CALLER_CONNECTED   CALLER_HANGS_UP     ENDED     ENDED     ANSWERED           ANSWERED_ELSEWHERE ENDED

            CONNECTED          OWNER_HANGS_UP      ENDED     ENDED     ANSWERED           ANSWERED_ELSEWHERE ENDED
            CONNECTED          CALLER_HANGS_UP     ENDED     ENDED     ANSWERED           ANSWERED_ELSEWHERE ENDED

            MISSED_UNSEEN      CALLER_CANCELS      MISSED    CANCELLED STOPPED            STOPPED            CALLER_GAVE_UP
            BUSY_UNSEEN        CALLER_CANCELS      BUSY      CANCELLED BUSY               BUSY               CALLER_GAVE_UP
            CLOSED_UNSEEN      CALLER_CANCELS      FAILED    CANCELLED STOPPED            STOPPED            CALLER_GAVE_UP
            """;

    /** What may be said again, and changes nothing. Closing and settling always may. */
    private static final Map<Situation, Set<CallAction>> REPEATED = Map.of(
            Situation.ACKNOWLEDGED, EnumSet.of(CallAction.PHONE_ACKNOWLEDGES),
            Situation.TABLET_BUSY, EnumSet.of(CallAction.TABLET_IS_BUSY),
            Situation.TABLET_DECLINED, EnumSet.of(CallAction.TABLET_IS_BUSY),
            Situation.ANSWERED, EnumSet.of(CallAction.PHONE_ANSWERS),
            Situation.OWNER_CONNECTED, EnumSet.of(CallAction.PHONE_ANSWERS, CallAction.OWNER_CONNECTS),
            Situation.CALLER_CONNECTED, EnumSet.of(CallAction.PHONE_ANSWERS, CallAction.CALLER_CONNECTS),
            Situation.CONNECTED,
                    EnumSet.of(CallAction.PHONE_ANSWERS, CallAction.OWNER_CONNECTS, CallAction.CALLER_CONNECTS));

    private static final Map<String, String> EXPECTED = MOVES.lines()
            .filter(line -> !line.isBlank())
            .map(line -> line.trim().split(" +", 3))
            .collect(Collectors.toMap(cells -> cells[0] + ' ' + cells[1], cells -> cells[2].replaceAll(" +", " ")));

    private static final Set<CallAction> ANSWERS =
            EnumSet.of(CallAction.PHONE_ANSWERS, CallAction.TABLET_ANSWERS, CallAction.CLIENT_ANSWERS);

    private enum Fate {
        MOVES,
        STAYS,
        IS_REFUSED
    }

    static Stream<Arguments> moves() {
        return pairs(Fate.MOVES);
    }

    static Stream<Arguments> repetitions() {
        return pairs(Fate.STAYS);
    }

    static Stream<Arguments> refusals() {
        return pairs(Fate.IS_REFUSED).filter(pair -> !hasTestOfItsOwn(pair));
    }

    private static Stream<Arguments> pairs(Fate fate) {
        return Arrays.stream(Situation.values())
                .flatMap(situation -> Arrays.stream(CallAction.values())
                        .filter(action -> fate(situation, action) == fate)
                        .map(action -> Arguments.of(situation, action)));
    }

    private static Fate fate(Situation situation, CallAction action) {
        if (EXPECTED.containsKey(situation + " " + action)) {
            return Fate.MOVES;
        }
        boolean harmless = action == CallAction.TIME_SETTLES || action == CallAction.IDENTIFIER_CLOSES;
        return harmless || REPEATED.getOrDefault(situation, Set.of()).contains(action) ? Fate.STAYS : Fate.IS_REFUSED;
    }

    private static boolean hasTestOfItsOwn(Arguments pair) {
        Object situation = pair.get()[0];
        Object action = pair.get()[1];
        boolean tabletIsOut = situation == Situation.TABLET_BUSY || situation == Situation.TABLET_DECLINED;
        boolean isOver = situation == Situation.ENDED || situation == Situation.NEVER_CONNECTED;
        return (tabletIsOut && action == CallAction.TABLET_ANSWERS) || (isOver && action == CallAction.PHONE_ANSWERS);
    }

    @Test
    void theTableNamesOnlySituationsAndActionsThatThereAre() {
        assertThat(EXPECTED.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        moves().map(pair -> pair.get()[0] + " " + pair.get()[1]).toList());
    }

    @ParameterizedTest
    @EnumSource
    void everySituationIsWhatItSays(Situation situation) {
        Call call = situation.reached();

        assertThat(call.state()).isEqualTo(situation.owner());
        assertThat(call.stateAt(situation.now())).isEqualTo(situation.owner());
        assertThat(call.callerStateAt(situation.now())).isEqualTo(situation.caller());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("moves")
    void aMoveDoesWhatTheTableSays(Situation situation, CallAction action) {
        Call call = situation.reached();

        action.on(call, situation.now());

        String outcome = Stream.concat(
                        Stream.of(
                                call.stateAt(situation.now()),
                                call.callerStateAt(situation.now()),
                                call.legs().get(PHONE),
                                call.legs().get(TABLET)),
                        call.takeChanges().stream())
                .map(value -> ((Enum<?>) value).name())
                .collect(Collectors.joining(" "));
        assertThat(outcome).isEqualTo(EXPECTED.get(situation + " " + action));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("repetitions")
    void whatWasSaidBeforeMayBeSaidAgainAndChangesNothing(Situation situation, CallAction action) {
        Call call = situation.reached();
        SortedMap<String, Object> before = CallScene.everything(call);

        action.on(call, situation.now());

        assertThat(CallScene.everything(call)).isEqualTo(before);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("refusals")
    void whatIsNotInTheTableIsRefusedWithTheStateThatThisSideSeesAndChangesNothing(
            Situation situation, CallAction action) {
        Call call = situation.reached();
        SortedMap<String, Object> before = CallScene.everything(call);

        RefusedException refusal = refusalOf(() -> action.on(call, situation.now()));

        var seen = action.side() == CallSide.OWNER ? situation.owner() : situation.caller();
        boolean tooLate = ANSWERS.contains(action) && call.answeredAt() != null;
        assertThat(refusal.code()).isEqualTo(tooLate ? CallsRefusal.ANSWERED_ELSEWHERE : SharedRefusal.ILLEGAL_MOVE);
        assertThat(refusal.state()).isEqualTo(seen.toString());
        assertThat(refusal.allowed())
                .containsExactlyInAnyOrderElementsOf(
                        tooLate
                                ? Set.of()
                                : seen.successors().stream()
                                        .map(Object::toString)
                                        .collect(Collectors.toSet()));
        assertThat(CallScene.everything(call)).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(names = {"TABLET_BUSY", "TABLET_DECLINED"})
    void aTerminalThatIsOutDoesNotAnswer(Situation situation) {
        Call call = situation.reached();

        RefusedException refusal = refusalOf(() -> CallAction.TABLET_ANSWERS.on(call, situation.now()));

        assertThat(refusal.code()).isEqualTo(SharedRefusal.ILLEGAL_MOVE);
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "PHONE_ACKNOWLEDGES",
                "PHONE_ANSWERS",
                "PHONE_REJECTS_CALL",
                "PHONE_DECLINES",
                "PHONE_IS_BUSY",
                "PHONE_SAYS_BUSY"
            })
    void aTerminalThatWasNotRungHasNoSay(CallAction action) {
        Call call = CallScene.ringing(TABLET);
        SortedMap<String, Object> before = CallScene.everything(call);

        RefusedException refusal = refusalOf(() -> action.on(call, CallScene.at(10)));

        assertThat(refusal.code()).isEqualTo(SharedRefusal.FORBIDDEN);
        assertThat(CallScene.everything(call)).isEqualTo(before);
    }

    @Test
    void closingTellsWhetherItRangStill() {
        assertThat(Situation.RINGING.reached().closeUnanswered(Situation.RINGING.now()))
                .isTrue();
        for (Situation situation : EnumSet.range(Situation.ANSWERED, Situation.CLOSED_GIVEN_UP)) {
            assertThat(situation.reached().closeUnanswered(situation.now()))
                    .as("%s", situation)
                    .isFalse();
        }
    }

    @Test
    void aNewCallRingsAndKnowsItsParties() {
        Call call = CallScene.placed(CallScene.TIMES, PHONE, TABLET);

        assertThat(call.takeChanges()).containsExactly(CallChange.RINGING);
        assertThat(call.takeChanges()).as("changes are told once").isEmpty();
        assertThat(call.ownerEnterprise()).isEqualTo(CallScene.OWNER_ENTERPRISE);
        assertThat(call.ownerAccount()).isEqualTo(CallScene.OWNER);
        assertThat(call.callerEnterprise()).isEqualTo(CallScene.CALLER_ENTERPRISE);
        assertThat(call.callerAccount()).isEqualTo(CallScene.CALLER);
        assertThat(call.caller().terminal()).contains(CallScene.CALLING_TERMINAL);
        assertThat(call.caller().pseudonym()).isEqualTo("caller-1");
        assertThat(call.label()).isEqualTo("Parcels");
        assertThat(call.identifier()).isEqualTo(CallScene.identifier("Parcels").id());
        assertThat(call.placedAt()).isEqualTo(CallScene.PLACED);
        assertThat(call.ringUntil()).isEqualTo(CallScene.at(60));
        assertThat(call.callerRingUntil()).isEqualTo(CallScene.at(120));
    }

    @Test
    void theMomentsOfACallAreKept() {
        Call call = Situation.RINGING.reached();

        CallScene.answers(call, PHONE, CallScene.at(5));
        CallScene.bothConnect(call, CallScene.at(7));
        call.hangUp(CallSide.CALLER, CallScene.at(50));

        assertThat(call.answeredBy()).contains(PHONE);
        assertThat(Arrays.asList(call.answeredAt(), call.connectedAt(), call.endedAt(), call.callerEndedAt()))
                .containsExactly(CallScene.at(5), CallScene.at(7), CallScene.at(50), CallScene.at(50));
        assertThat(call.endReason()).hasToString("hang-up");
    }

    @Test
    void aCallThatIsClosedBeforeTheAnswerEndsNowForTheOwnerAndLaterForTheCaller() {
        Call call = Situation.CLOSED_TOLD.reached();

        assertThat(call.endReason()).hasToString("identifier-closed");
        assertThat(Arrays.asList(call.endedAt(), call.callerEndedAt()))
                .containsExactly(CallScene.at(5), CallScene.at(120));
        assertThat(call.answeredAt()).isNull();
    }

    private static RefusedException refusalOf(ThrowingCallable move) {
        RefusedException refusal = catchThrowableOfType(RefusedException.class, move);
        assertThat(refusal).as("a refusal").isNotNull();
        return refusal;
    }
}
