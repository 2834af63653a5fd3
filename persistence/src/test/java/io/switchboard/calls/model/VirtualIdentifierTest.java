// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.switchboard.calls.wire.CountOn;
import io.switchboard.calls.wire.IdentifierState;
import io.switchboard.calls.wire.RefusalCause;
import io.switchboard.calls.wire.Weekday;
import io.switchboard.calls.wire.WeeklyHours;
import io.switchboard.calls.wire.WeeklySpan;
import io.switchboard.shared.model.Notes;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.EnterpriseId;
import io.switchboard.shared.wire.SharedRefusal;
import io.switchboard.shared.wire.VirtualIdentifierId;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class VirtualIdentifierTest {
    private static final Instant ISSUED = Instant.parse("2026-11-20T08:00:00Z");
    private static final Instant BEGIN = Instant.parse("2026-11-20T12:00:00Z");
    private static final Instant END = Instant.parse("2026-11-21T12:00:00Z");
    private static final Instant MIDDLE = Instant.parse("2026-11-21T00:00:00Z");
    private static final Duration TICK = Duration.ofNanos(1000);
    private static final int CALLS = 3;

    private static final VirtualIdentifierId ID = new VirtualIdentifierId(new UUID(1, 1));
    private static final EnterpriseId ENTERPRISE = new EnterpriseId(new UUID(2, 1));
    private static final AccountId OWNER = new AccountId(new UUID(2, 2));
    private static final AccountId CALLER = new AccountId(new UUID(3, 1));

    private static final WeeklyHours NOON_TO_ONE =
            new WeeklyHours("UTC", List.of(new WeeklySpan(EnumSet.allOf(Weekday.class), "12:00", "13:00")));

    private final VirtualIdentifier identifier = issued(conditions(BEGIN, END));

    private static VirtualIdentifier issued(Conditions conditions) {
        return new VirtualIdentifier(ID, ENTERPRISE, OWNER, "Parcels", conditions, ISSUED);
    }

    @ParameterizedTest
    @EnumSource(IdentifierStatus.class)
    void anErasedOneIsRevokedAndTellsNothing(IdentifierStatus status) {
        VirtualIdentifier erased = in(status);
        Conditions all = new Conditions(
                BEGIN, END, CALLS, CountOn.ANSWERED, new Restrictions(NOON_TO_ONE, List.of(CALLER), new byte[] {1}));
        if (status != IdentifierStatus.REVOKED) {
            erased.edit("Parcels", all);
        }
        erased.annotate(new Notes("4711", "{}"));

        assertThat(erased.erase(MIDDLE)).isEqualTo(status != IdentifierStatus.REVOKED);

        assertThat(erased.status()).isEqualTo(IdentifierStatus.REVOKED);
        assertThat(erased.label()).isNull();
        assertThat(erased.notes()).isEqualTo(Notes.none());
        assertThat(erased.conditions().weeklyHours()).isEmpty();
        assertThat(erased.conditions().allowCallers()).isEmpty();
        assertThat(erased.conditions().pinMac()).isNull();
        assertThat(erased.conditions().validUntil()).isEqualTo(END);
        assertThat(erased.erase(END)).isFalse();
        assertThat(erased.revokedAt()).isNotEqualTo(java.util.Optional.of(END));
    }

    private static VirtualIdentifier in(IdentifierStatus status) {
        VirtualIdentifier identifier = issued(conditions(BEGIN, END));
        switch (status) {
            case ACTIVE -> {}
            case PAUSED -> identifier.pause();
            case REVOKED -> identifier.revoke(MIDDLE);
        }
        return identifier;
    }

    private static Conditions conditions(@Nullable Instant begin, Instant end) {
        return new Conditions(begin, end, CALLS, CountOn.FORWARDED);
    }

    @Test
    void aNewOneIsActiveAndKeepsWhatItWasGiven() {
        assertThat(identifier.id()).isEqualTo(ID);
        assertThat(identifier.enterprise()).isEqualTo(ENTERPRISE);
        assertThat(identifier.account()).isEqualTo(OWNER);
        assertThat(identifier.label()).isEqualTo("Parcels");
        assertThat(identifier.status()).isEqualTo(IdentifierStatus.ACTIVE);
        assertThat(identifier.createdAt()).isEqualTo(ISSUED);
        assertThat(identifier.revokedAt()).isEmpty();
        assertThat(identifier.conditions().notBefore()).contains(BEGIN);
        assertThat(identifier.conditions().validUntil()).isEqualTo(END);
        assertThat(identifier.conditions().maxCalls()).isEqualTo(CALLS);
        assertThat(identifier.conditions().countOn()).isEqualTo(CountOn.FORWARDED);
    }

    // ------------------------------------------------------------------------------------------ status and actions

    @ParameterizedTest
    @CsvSource({"ACTIVE, PAUSED REVOKED", "PAUSED, ACTIVE REVOKED", "REVOKED, ''"})
    void itMovesAsDesigned(IdentifierStatus status, String successors) {
        assertThat(status.successors())
                .extracting(IdentifierStatus::name)
                .containsExactlyInAnyOrderElementsOf(Stream.of(successors.split(" "))
                        .filter(name -> !name.isEmpty())
                        .toList());
    }

    @Test
    void itIsPausedAndResumed() {
        identifier.pause();
        assertThat(identifier.status()).isEqualTo(IdentifierStatus.PAUSED);

        identifier.resume();
        assertThat(identifier.status()).isEqualTo(IdentifierStatus.ACTIVE);
    }

    static Stream<Arguments> illegalMoves() {
        return Stream.of(
                Arguments.of(IdentifierStatus.ACTIVE, "resume", List.of("paused", "revoked")),
                Arguments.of(IdentifierStatus.PAUSED, "pause", List.of("active", "revoked")),
                Arguments.of(IdentifierStatus.REVOKED, "pause", List.of()),
                Arguments.of(IdentifierStatus.REVOKED, "resume", List.of()),
                Arguments.of(IdentifierStatus.REVOKED, "edit", List.of()));
    }

    @ParameterizedTest
    @MethodSource("illegalMoves")
    void whatItsStatusDoesNotAllowIsRefusedAndChangesNothing(
            IdentifierStatus status, String move, List<String> allowed) {
        VirtualIdentifier moved = in(status);
        Conditions before = moved.conditions();

        RefusedException refusal = refusalOf(() -> {
            switch (move) {
                case "pause" -> moved.pause();
                case "resume" -> moved.resume();
                default -> moved.edit("Other", conditions(null, END.plusSeconds(60)));
            }
        });

        assertThat(refusal.code()).isEqualTo(SharedRefusal.ILLEGAL_MOVE);
        assertThat(refusal.state()).isEqualTo(status.name().toLowerCase(java.util.Locale.ROOT));
        assertThat(refusal.allowed()).containsExactlyInAnyOrderElementsOf(allowed);
        assertThat(moved.status()).isEqualTo(status);
        assertThat(moved.label()).isEqualTo("Parcels");
        assertThat(moved.conditions()).isSameAs(before);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"REVOKED"})
    void itIsRevokedOnceAndForGood(IdentifierStatus status) {
        VirtualIdentifier revoked = in(status);

        assertThat(revoked.revoke(MIDDLE)).isTrue();
        assertThat(revoked.revoke(END)).isFalse();

        assertThat(revoked.status()).isEqualTo(IdentifierStatus.REVOKED);
        assertThat(revoked.revokedAt()).contains(MIDDLE);
    }

    @Test
    void anEditReplacesLabelAndConditionsAsAWhole() {
        Conditions edited = new Conditions(null, END.plusSeconds(60), 7, CountOn.ANSWERED);

        identifier.edit(null, edited);

        assertThat(identifier.label()).isNull();
        assertThat(identifier.conditions()).isSameAs(edited);
    }

    @Test
    void aPausedOneIsEditedAndStaysPaused() {
        identifier.pause();

        identifier.edit("Other", conditions(null, END));

        assertThat(identifier.label()).isEqualTo("Other");
        assertThat(identifier.status()).isEqualTo(IdentifierStatus.PAUSED);
    }

    // ------------------------------------------------------------------------------------------ what it is at a moment

    static Stream<Arguments> states() {
        return Stream.of(
                Arguments.of("a microsecond before it begins", BEGIN.minus(TICK), 0, IdentifierState.PENDING),
                Arguments.of("as it begins", BEGIN, 0, IdentifierState.ACTIVE),
                Arguments.of("with one call left", MIDDLE, CALLS - 1, IdentifierState.ACTIVE),
                Arguments.of("with no call left", MIDDLE, CALLS, IdentifierState.EXHAUSTED),
                Arguments.of("with fewer allowed than used", MIDDLE, CALLS + 1, IdentifierState.EXHAUSTED),
                Arguments.of("a microsecond before it ends", END.minus(TICK), 0, IdentifierState.ACTIVE),
                Arguments.of("as it ends", END, 0, IdentifierState.EXPIRED),
                Arguments.of("at its end with no call left", END, CALLS, IdentifierState.EXPIRED),
                Arguments.of("used up before it begins", BEGIN.minus(TICK), CALLS, IdentifierState.EXHAUSTED));
    }

    @ParameterizedTest(name = "{0}: {3}")
    @MethodSource("states")
    void itIsWhatItsConditionsSayAtThatMoment(String when, Instant now, int used, IdentifierState expected) {
        assertThat(identifier.state(used, now)).as(when).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("states")
    void whatItsOwnerDecidedGoesBeforeItsConditions(String when, Instant now, int used, IdentifierState ignored) {
        assertThat(in(IdentifierStatus.PAUSED).state(used, now)).as(when).isEqualTo(IdentifierState.PAUSED);
        assertThat(in(IdentifierStatus.REVOKED).state(used, now)).as(when).isEqualTo(IdentifierState.REVOKED);
    }

    @Test
    void withoutABeginItIsNeverPending() {
        assertThat(issued(conditions(null, END)).state(0, Instant.EPOCH)).isEqualTo(IdentifierState.ACTIVE);
    }

    // ------------------------------------------------------------------------------------------ why a call is refused

    static Stream<Arguments> causes() {
        return Stream.of(
                Arguments.of(IdentifierStatus.ACTIVE, BEGIN.minus(TICK), RefusalCause.NOT_YET_VALID),
                Arguments.of(IdentifierStatus.ACTIVE, BEGIN, null),
                Arguments.of(IdentifierStatus.ACTIVE, MIDDLE, null),
                Arguments.of(IdentifierStatus.ACTIVE, END.minus(TICK), null),
                Arguments.of(IdentifierStatus.ACTIVE, END, RefusalCause.EXPIRED),
                Arguments.of(IdentifierStatus.PAUSED, BEGIN.minus(TICK), RefusalCause.PAUSED),
                Arguments.of(IdentifierStatus.PAUSED, MIDDLE, RefusalCause.PAUSED),
                Arguments.of(IdentifierStatus.PAUSED, END, RefusalCause.PAUSED),
                Arguments.of(IdentifierStatus.REVOKED, BEGIN.minus(TICK), RefusalCause.REVOKED),
                Arguments.of(IdentifierStatus.REVOKED, MIDDLE, RefusalCause.REVOKED),
                Arguments.of(IdentifierStatus.REVOKED, END, RefusalCause.REVOKED));
    }

    @ParameterizedTest
    @MethodSource("causes")
    void aCallIsRefusedForTheFirstCauseThereIs(IdentifierStatus status, Instant now, @Nullable RefusalCause cause) {
        VirtualIdentifier called = in(status);

        assertThat(called.refusal(by(CALLER), now)).isEqualTo(java.util.Optional.ofNullable(cause));
        assertThat(called.closed(now)).isEqualTo(java.util.Optional.ofNullable(cause));
    }

    @ParameterizedTest
    @EnumSource
    void callingOneselfIsTheCauseWhateverElseThereIs(IdentifierStatus status) {
        for (Instant now : List.of(BEGIN.minus(TICK), MIDDLE, END)) {
            assertThat(in(status).refusal(by(OWNER), now)).contains(RefusalCause.SELF);
        }
    }

    @Test
    void outsideOfItsHoursACallIsRefusedAndWhatRangInThemMayBeAnswered() {
        VirtualIdentifier open = issued(restricted(new Restrictions(NOON_TO_ONE, null, null)));

        assertThat(open.refusal(by(CALLER), BEGIN)).isEmpty();
        assertThat(open.refusal(by(CALLER), MIDDLE)).contains(RefusalCause.CLOSED_HOURS);
        assertThat(open.closed(BEGIN)).isEmpty();
        assertThat(open.closed(MIDDLE)).contains(RefusalCause.CLOSED_HOURS);
    }

    @Test
    void whoKnowsThePinIsLetThroughAndNobodyElse() {
        byte[] pin = {1, 2, 3};
        VirtualIdentifier guarded = issued(restricted(new Restrictions(null, null, pin)));

        assertThat(guarded.refusal(new CallAttempt(CALLER, false, new byte[] {1, 2, 3}, false), MIDDLE))
                .isEmpty();
        assertThat(guarded.refusal(new CallAttempt(CALLER, false, new byte[] {1, 2, 4}, false), MIDDLE))
                .contains(RefusalCause.WRONG_PIN);
        assertThat(guarded.refusal(new CallAttempt(CALLER, false, null, false), MIDDLE))
                .contains(RefusalCause.WRONG_PIN);
        assertThat(guarded.refusal(new CallAttempt(CALLER, false, null, false), END))
                .contains(RefusalCause.EXPIRED);
        assertThat(guarded.closed(MIDDLE)).isEmpty();
    }

    @Test
    void aPinThatNobodyAskedForIsPassedOver() {
        assertThat(identifier.refusal(new CallAttempt(CALLER, false, new byte[] {1}, false), MIDDLE))
                .isEmpty();
    }

    @Test
    void whereTheOwnerSaysWhoMayCallOnlyTheyGetThroughAndOnlyWhenTheySayWhoTheyAre() {
        AccountId other = new AccountId(new UUID(3, 9));
        VirtualIdentifier chosen = issued(restricted(new Restrictions(null, List.of(CALLER, CALLER, other), null)));

        assertThat(chosen.conditions().allowCallers()).contains(List.of(CALLER, other));
        assertThat(chosen.refusal(new CallAttempt(CALLER, true, null, false), MIDDLE))
                .isEmpty();
        assertThat(chosen.refusal(new CallAttempt(other, true, null, false), MIDDLE))
                .isEmpty();
        assertThat(chosen.refusal(new CallAttempt(CALLER, false, null, false), MIDDLE))
                .contains(RefusalCause.NOT_ALLOWED);
        assertThat(chosen.refusal(new CallAttempt(new AccountId(new UUID(3, 8)), true, null, false), MIDDLE))
                .contains(RefusalCause.NOT_ALLOWED);
        assertThat(chosen.closed(MIDDLE)).isEmpty();
    }

    /** Two hundred accounts fit into the column. */
    @Test
    void asManyAsCanBeAskedForAreKept() {
        assertThat(200 * (new UUID(3, 1).toString().length() + 1)).isLessThanOrEqualTo(7400);
    }

    @Test
    void whoIsBlockedIsRefusedWhateverElseItHas() {
        assertThat(identifier.refusal(by(CALLER).blocked(true), MIDDLE)).contains(RefusalCause.BLOCKED);
        assertThat(identifier.refusal(by(CALLER).blocked(true).blocked(false), MIDDLE))
                .isEmpty();
        VirtualIdentifier chosen = issued(restricted(new Restrictions(null, List.of(CALLER), null)));
        assertThat(chosen.refusal(new CallAttempt(CALLER, true, null, true), MIDDLE))
                .contains(RefusalCause.BLOCKED);
    }

    private static CallAttempt by(AccountId account) {
        return new CallAttempt(account, false, null, false);
    }

    private static Conditions restricted(Restrictions restrictions) {
        return new Conditions(BEGIN, END, CALLS, CountOn.FORWARDED, restrictions);
    }

    // ------------------------------------------------------------------------------------------ expiry and revival

    @Test
    void anEditRevivesWhatHasExpired() {
        identifier.edit("Parcels", conditions(BEGIN, END.plusSeconds(60)));

        assertThat(identifier.state(0, END)).isEqualTo(IdentifierState.ACTIVE);
        assertThat(identifier.refusal(by(CALLER), END)).isEmpty();
    }

    @Test
    void anEditRevivesWhatIsUsedUp() {
        identifier.edit("Parcels", new Conditions(BEGIN, END, CALLS + 1, CountOn.FORWARDED));

        assertThat(identifier.state(CALLS, MIDDLE)).isEqualTo(IdentifierState.ACTIVE);
    }

    @Test
    void itsExpiryIsAnnouncedOnceAndNotBeforeItsTime() {
        assertThat(identifier.announceExpiry(END.minus(TICK))).isFalse();
        assertThat(identifier.announceExpiry(END)).isTrue();
        assertThat(identifier.announceExpiry(END)).isFalse();
        assertThat(identifier.announceExpiry(END.plusSeconds(60))).isFalse();
    }

    @Test
    void afterARevivalTheNextExpiryIsAnnouncedToo() {
        identifier.announceExpiry(END);

        identifier.edit("Parcels", conditions(BEGIN, END.plusSeconds(60)));

        assertThat(identifier.announceExpiry(END)).isFalse();
        assertThat(identifier.announceExpiry(END.plusSeconds(60))).isTrue();
        assertThat(identifier.announceExpiry(END.plusSeconds(60))).isFalse();
    }

    @Test
    void aShorterValidityIsAnnouncedAtItsOwnEnd() {
        identifier.edit("Parcels", conditions(BEGIN, MIDDLE));

        assertThat(identifier.announceExpiry(MIDDLE)).isTrue();
    }

    @Test
    void anEditThatLeavesTheEndAnnouncesNothingAgain() {
        identifier.announceExpiry(END);

        identifier.edit("Letters", conditions(BEGIN, END));

        assertThat(identifier.announceExpiry(END.plusSeconds(60))).isFalse();
    }

    @Test
    void theExpiryOfARevokedOneIsNobodysConcern() {
        identifier.revoke(MIDDLE);

        assertThat(identifier.announceExpiry(END)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void conditionsLetAtLeastOneCallThrough(int maxCalls) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Conditions(null, END, maxCalls, CountOn.FORWARDED));
    }

    private static RefusedException refusalOf(ThrowingCallable move) {
        RefusedException refusal = catchThrowableOfType(RefusedException.class, move);
        assertThat(refusal).as("a refusal").isNotNull();
        return refusal;
    }
}
