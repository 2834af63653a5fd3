// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.model;

import static io.switchboard.transfers.model.TransferScene.CODE;
import static io.switchboard.transfers.model.TransferScene.OTHER_CODE;
import static io.switchboard.transfers.model.TransferScene.PHONE;
import static io.switchboard.transfers.model.TransferScene.RECEIVER;
import static io.switchboard.transfers.model.TransferScene.SENDER;
import static io.switchboard.transfers.model.TransferScene.TABLET;
import static io.switchboard.transfers.model.TransferScene.WATCH;
import static io.switchboard.transfers.model.TransferScene.at;
import static io.switchboard.transfers.model.TransferScene.declared;
import static io.switchboard.transfers.model.TransferScene.toAnAccountWithoutTerminals;
import static io.switchboard.transfers.model.TransferScene.toThePhoneAlone;
import static io.switchboard.transfers.model.TransferScene.uploaded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.wire.RefusalCode;
import io.switchboard.shared.wire.SharedRefusal;
import io.switchboard.transfers.wire.Completion;
import io.switchboard.transfers.wire.ContentState;
import io.switchboard.transfers.wire.DeliveryState;
import io.switchboard.transfers.wire.FailureReason;
import io.switchboard.transfers.wire.TransferState;
import io.switchboard.transfers.wire.TransfersRefusal;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What everybody can do to a transfer at every stage: the table says what comes of it, and what it does not say is refused. */
class TransferTest {
    /** Stage, action, then: state, content, the phone's delivery, the tablet's, the changes. */
    private static final String MOVES = """
            DECLARED      SOURCE_UPLOADS    OPEN      UPLOADING      OFFERED   OFFERED
            DECLARED      CONTENT_IS_STORED OPEN      STORED         OFFERED   OFFERED   READY
            DECLARED      CONTENT_IS_WRONG  FAILED    FAILED         CANCELLED CANCELLED FAILED
            DECLARED      PHONE_FETCHES     OPEN      DECLARED       FETCHING  OFFERED
            DECLARED      PHONE_DECLINES    OPEN      DECLARED       DECLINED  OFFERED
            DECLARED      ACCOUNT_DECLINES  DECLINED  FAILED         DECLINED  DECLINED  DECLINED
            DECLARED      SOURCE_CANCELS    CANCELLED FAILED         CANCELLED CANCELLED CANCELLED
            DECLARED      PHONE_IS_REVOKED  OPEN      DECLARED       CANCELLED OFFERED

            PROVING       SOURCE_UPLOADS    OPEN      UPLOADING      OFFERED   OFFERED
            PROVING       CONTENT_IS_STORED OPEN      STORED         OFFERED   OFFERED   READY
            PROVING       CONTENT_IS_WRONG  FAILED    FAILED         CANCELLED CANCELLED FAILED
            PROVING       PHONE_FETCHES     OPEN      PROOF_REQUIRED FETCHING  OFFERED
            PROVING       PHONE_DECLINES    OPEN      PROOF_REQUIRED DECLINED  OFFERED
            PROVING       ACCOUNT_DECLINES  DECLINED  FAILED         DECLINED  DECLINED  DECLINED
            PROVING       SOURCE_CANCELS    CANCELLED FAILED         CANCELLED CANCELLED CANCELLED
            PROVING       PHONE_IS_REVOKED  OPEN      PROOF_REQUIRED CANCELLED OFFERED

            UPLOADING     CONTENT_IS_STORED OPEN      STORED         OFFERED   OFFERED   READY
            UPLOADING     CONTENT_IS_WRONG  FAILED    FAILED         CANCELLED CANCELLED FAILED
            UPLOADING     PHONE_FETCHES     OPEN      UPLOADING      FETCHING  OFFERED
            UPLOADING     PHONE_DECLINES    OPEN      UPLOADING      DECLINED  OFFERED
            UPLOADING     ACCOUNT_DECLINES  DECLINED  FAILED         DECLINED  DECLINED  DECLINED
            UPLOADING     SOURCE_CANCELS    CANCELLED FAILED         CANCELLED CANCELLED CANCELLED
            UPLOADING     PHONE_IS_REVOKED  OPEN      UPLOADING      CANCELLED OFFERED

            FOLLOWED      CONTENT_IS_STORED OPEN      STORED         FETCHING  OFFERED   READY
            FOLLOWED      CONTENT_IS_WRONG  FAILED    FAILED         CANCELLED CANCELLED FAILED
            FOLLOWED      PHONE_DECLINES    OPEN      UPLOADING      DECLINED  OFFERED
            FOLLOWED      ACCOUNT_DECLINES  DECLINED  FAILED         DECLINED  DECLINED  DECLINED
            FOLLOWED      SOURCE_CANCELS    CANCELLED FAILED         CANCELLED CANCELLED CANCELLED
            FOLLOWED      PHONE_IS_REVOKED  OPEN      UPLOADING      CANCELLED OFFERED

            STORED        CONTENT_IS_DAMAGED FAILED   FAILED         CANCELLED CANCELLED FAILED
            STORED        PHONE_FETCHES     OPEN      STORED         FETCHING  OFFERED
            STORED        PHONE_RECEIVES    RECEIVED  STORED         RECEIVED  CANCELLED RECEIVED
            STORED        TABLET_RECEIVES   RECEIVED  STORED         CANCELLED RECEIVED  RECEIVED
            STORED        PHONE_DECLINES    OPEN      STORED         DECLINED  OFFERED
            STORED        ACCOUNT_DECLINES  DECLINED  STORED         DECLINED  DECLINED  DECLINED
            STORED        SOURCE_CANCELS    CANCELLED STORED         CANCELLED CANCELLED CANCELLED
            STORED        PHONE_IS_REVOKED  OPEN      STORED         CANCELLED OFFERED

            FETCHED       CONTENT_IS_DAMAGED FAILED   FAILED         CANCELLED CANCELLED FAILED
            FETCHED       PHONE_RECEIVES    RECEIVED  STORED         RECEIVED  CANCELLED RECEIVED
            FETCHED       TABLET_RECEIVES   RECEIVED  STORED         CANCELLED RECEIVED  RECEIVED
            FETCHED       PHONE_DECLINES    OPEN      STORED         DECLINED  OFFERED
            FETCHED       ACCOUNT_DECLINES  DECLINED  STORED         DECLINED  DECLINED  DECLINED
            FETCHED       SOURCE_CANCELS    CANCELLED STORED         CANCELLED CANCELLED CANCELLED
            FETCHED       PHONE_IS_REVOKED  OPEN      STORED         CANCELLED OFFERED

            FOR_ALL       CONTENT_IS_DAMAGED FAILED   FAILED         CANCELLED CANCELLED FAILED
            FOR_ALL       PHONE_FETCHES     OPEN      STORED         FETCHING  OFFERED
            FOR_ALL       PHONE_RECEIVES    OPEN      STORED         RECEIVED  OFFERED
            FOR_ALL       TABLET_RECEIVES   OPEN      STORED         OFFERED   RECEIVED
            FOR_ALL       PHONE_DECLINES    OPEN      STORED         DECLINED  OFFERED
            FOR_ALL       ACCOUNT_DECLINES  DECLINED  STORED         DECLINED  DECLINED  DECLINED
            FOR_ALL       SOURCE_CANCELS    CANCELLED STORED         CANCELLED CANCELLED CANCELLED
            FOR_ALL       PHONE_IS_REVOKED  OPEN      STORED         CANCELLED OFFERED

            HALF_RECEIVED CONTENT_IS_DAMAGED FAILED   FAILED         RECEIVED  CANCELLED FAILED
            HALF_RECEIVED TABLET_RECEIVES   RECEIVED  STORED         RECEIVED  RECEIVED  RECEIVED
            HALF_RECEIVED ACCOUNT_DECLINES  RECEIVED  STORED         RECEIVED  DECLINED  RECEIVED
            HALF_RECEIVED SOURCE_CANCELS    CANCELLED STORED         RECEIVED  CANCELLED CANCELLED

            HALF_DECLINED CONTENT_IS_DAMAGED FAILED   FAILED         CANCELLED DECLINED  FAILED
            HALF_DECLINED PHONE_FETCHES     OPEN      STORED         FETCHING  DECLINED
            HALF_DECLINED PHONE_RECEIVES    RECEIVED  STORED         RECEIVED  DECLINED  RECEIVED
            HALF_DECLINED PHONE_DECLINES    DECLINED  STORED         DECLINED  DECLINED  DECLINED
            HALF_DECLINED ACCOUNT_DECLINES  DECLINED  STORED         DECLINED  DECLINED  DECLINED
            HALF_DECLINED SOURCE_CANCELS    CANCELLED STORED         CANCELLED DECLINED  CANCELLED
            HALF_DECLINED PHONE_IS_REVOKED  DECLINED  STORED         CANCELLED DECLINED  DECLINED
            """;

    /** What may be said again, and changes nothing. Settling always may, and so may the end of a terminal that is out. */
    private static final Map<Stage, Set<TransferAction>> REPEATED = Map.of(
            Stage.UPLOADING, EnumSet.of(TransferAction.SOURCE_UPLOADS),
            Stage.FOLLOWED, EnumSet.of(TransferAction.SOURCE_UPLOADS, TransferAction.PHONE_FETCHES),
            Stage.FETCHED, EnumSet.of(TransferAction.PHONE_FETCHES),
            Stage.HALF_RECEIVED, EnumSet.of(TransferAction.PHONE_RECEIVES, TransferAction.PHONE_IS_REVOKED),
            Stage.RECEIVED, EnumSet.of(TransferAction.PHONE_RECEIVES, TransferAction.PHONE_IS_REVOKED),
            Stage.DECLINED, EnumSet.of(TransferAction.PHONE_IS_REVOKED),
            Stage.EXPIRED, EnumSet.of(TransferAction.PHONE_IS_REVOKED),
            Stage.CANCELLED, EnumSet.of(TransferAction.PHONE_IS_REVOKED),
            Stage.FAILED, EnumSet.of(TransferAction.PHONE_IS_REVOKED));

    private static final Map<String, String> EXPECTED = MOVES.lines()
            .filter(line -> !line.isBlank())
            .map(line -> line.trim().split(" +", 3))
            .collect(Collectors.toMap(cells -> cells[0] + ' ' + cells[1], cells -> cells[2].replaceAll(" +", " ")));

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
        return pairs(Fate.IS_REFUSED);
    }

    private static Stream<Arguments> pairs(Fate fate) {
        return Arrays.stream(Stage.values())
                .flatMap(stage -> Arrays.stream(TransferAction.values())
                        .filter(action -> fate(stage, action) == fate)
                        .map(action -> Arguments.of(stage, action)));
    }

    private static Fate fate(Stage stage, TransferAction action) {
        if (EXPECTED.containsKey(stage + " " + action)) {
            return Fate.MOVES;
        }
        return action == TransferAction.TIME_SETTLES
                        || REPEATED.getOrDefault(stage, Set.of()).contains(action)
                ? Fate.STAYS
                : Fate.IS_REFUSED;
    }

    private static Instant now(Stage stage) {
        return stage == Stage.EXPIRED ? at(101) : at(10);
    }

    private static String told(Transfer transfer) {
        return Stream.concat(
                        Stream.of(
                                transfer.state().name(),
                                transfer.content().name(),
                                delivery(transfer, true),
                                delivery(transfer, false)),
                        transfer.takeChanges().stream().map(Enum::name))
                .collect(Collectors.joining(" "));
    }

    private static String delivery(Transfer transfer, boolean phone) {
        return Objects.requireNonNull(transfer.deliveriesByTerminal().get(phone ? PHONE : TABLET))
                .name();
    }

    @Test
    void theTableNamesOnlyStagesAndActionsThatThereAre() {
        assertThat(EXPECTED.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        moves().map(pair -> pair.get()[0] + " " + pair.get()[1]).toList());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("moves")
    void aMoveDoesWhatTheTableSays(Stage stage, TransferAction action) {
        Transfer transfer = stage.reached();

        action.on(transfer, now(stage));

        assertThat(told(transfer)).isEqualTo(EXPECTED.get(stage + " " + action));
        assertThat(transfer.endedAt()).isEqualTo(transfer.state().isFinal() ? now(stage) : null);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("repetitions")
    void whatIsSaidAgainChangesNothing(Stage stage, TransferAction action) {
        Transfer transfer = stage.reached();
        String before = told(transfer);

        action.on(transfer, now(stage));

        assertThat(told(transfer)).isEqualTo(before);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("refusals")
    void everythingElseIsRefusedAndChangesNothing(Stage stage, TransferAction action) {
        Transfer transfer = stage.reached();
        String before = told(transfer);

        assertThat(refusal(() -> action.on(transfer, now(stage)))).isEqualTo(SharedRefusal.ILLEGAL_MOVE);
        assertThat(told(transfer)).isEqualTo(before);
    }

    @Test
    void theTargetIsToldOnceThatALargeContentComes() {
        Transfer large = TransferScene.ofSize(1 << 20);
        large.uploading(at(1));
        large.uploading(at(2));
        assertThat(large.takeChanges()).containsExactly(TransferChange.OFFERED, TransferChange.UPLOADING);

        Transfer small = TransferScene.ofSize((1 << 20) - 1);
        small.uploading(at(1));
        assertThat(small.takeChanges()).containsExactly(TransferChange.OFFERED);
    }

    @ParameterizedTest
    @MethodSource
    void itsTimeEndsWhateverIsOpen(Stage stage) {
        Transfer transfer = stage.reached();
        boolean stored = transfer.content() == ContentState.STORED;

        transfer.settle(at(99));
        assertThat(transfer.state()).isEqualTo(TransferState.OPEN);

        transfer.settle(at(150));
        assertThat(transfer.state()).isEqualTo(TransferState.EXPIRED);
        assertThat(transfer.endedAt()).isEqualTo(at(100));
        assertThat(transfer.failure()).isEqualTo(stored ? null : FailureReason.EXPIRED);
        assertThat(transfer.deliveriesByTerminal().values()).allMatch(DeliveryState::isFinal);
        assertThat(transfer.takeChanges()).containsExactly(TransferChange.EXPIRED);
    }

    static Stream<Stage> itsTimeEndsWhateverIsOpen() {
        return Arrays.stream(Stage.values()).filter(stage -> stage.reached().state() == TransferState.OPEN);
    }

    @Test
    void aReceiptOfSomethingElseIsRefused() {
        Transfer transfer = Stage.FETCHED.reached();

        assertThat(refusal(() -> transfer.received(PHONE, OTHER_CODE, at(10))))
                .isEqualTo(TransfersRefusal.RECEIPT_MISMATCH);
        assertThat(transfer.state()).isEqualTo(TransferState.OPEN);
    }

    @Test
    void aTerminalThatItIsNotOfferedToMayDoNothing() {
        Transfer transfer = Stage.STORED.reached();

        Stream.<ThrowingCallable>of(
                        () -> transfer.fetching(WATCH, at(10)),
                        () -> transfer.received(WATCH, CODE, at(10)),
                        () -> transfer.decline(WATCH, at(10)))
                .forEach(move -> assertThat(refusal(move)).isEqualTo(SharedRefusal.FORBIDDEN));
    }

    @Test
    void aTerminalThatComesLaterIsOfferedWhatIsOnItsWayToTheAccount() {
        Transfer waiting = toAnAccountWithoutTerminals();
        waiting.offer(WATCH, at(10));
        assertThat(waiting.deliveriesByTerminal()).containsOnly(Map.entry(WATCH, DeliveryState.OFFERED));

        Transfer half = Stage.HALF_RECEIVED.reached();
        half.offer(PHONE, at(10));
        assertThat(half.deliveriesByTerminal()).containsEntry(PHONE, DeliveryState.RECEIVED);

        for (Transfer closed : new Transfer[] {toThePhoneAlone(), Stage.RECEIVED.reached(), Stage.EXPIRED.reached()}) {
            closed.offer(WATCH, at(101));
            assertThat(closed.deliveriesByTerminal()).doesNotContainKey(WATCH);
        }
    }

    @Test
    void whoIsErasedIsOutOfItAndForgotten() {
        Transfer sent = Stage.UPLOADING.reached();
        sent.forget(TransferSide.SOURCE, at(10));
        assertThat(sent.state()).isEqualTo(TransferState.CANCELLED);
        assertThat(sent.declared().name()).isNull();
        assertThat(sent.source().notes().externalId()).isNull();

        Transfer received = Stage.STORED.reached();
        received.forget(TransferSide.TARGET, at(10));
        assertThat(received.state()).isEqualTo(TransferState.DECLINED);
        assertThat(received.declared().name()).isEqualTo("holiday.mp4");

        Transfer over = uploaded(declared(Completion.FIRST_RECEIPT, false), 1);
        over.received(PHONE, CODE, at(5));
        over.forget(TransferSide.SOURCE, at(10));
        assertThat(over.state()).isEqualTo(TransferState.RECEIVED);
        assertThat(over.declared().name()).isNull();
    }

    @Test
    void whoSendsToItselfIsTheSource() {
        Transfer transfer = Stage.DECLARED.reached();
        assertThat(transfer.sideOf(SENDER)).contains(TransferSide.SOURCE);
        assertThat(transfer.sideOf(RECEIVER)).contains(TransferSide.TARGET);
    }

    private static RefusalCode refusal(ThrowingCallable move) {
        return catchThrowableOfType(RefusedException.class, move).code();
    }
}
