// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.model;

import static io.switchboard.transfers.model.TransferScene.CODE;
import static io.switchboard.transfers.model.TransferScene.CONTENT;
import static io.switchboard.transfers.model.TransferScene.PHONE;
import static io.switchboard.transfers.model.TransferScene.RECEIVER;
import static io.switchboard.transfers.model.TransferScene.SENDER;
import static io.switchboard.transfers.model.TransferScene.TABLET;
import static io.switchboard.transfers.model.TransferScene.WATCH;
import static io.switchboard.transfers.model.TransferScene.at;
import static io.switchboard.transfers.model.TransferScene.declared;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.wire.TerminalId;
import io.switchboard.transfers.wire.Completion;
import io.switchboard.transfers.wire.FailureReason;
import io.switchboard.transfers.wire.Relay;
import io.switchboard.transfers.wire.TransferState;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A transfer at a private server of which the central has the content: everything that can befall it, from either side. */
class RelayedTransferTest {
    /** Story, deed, then: state, content, relay, the phone's delivery, the tablet's, the changes; or that it is refused, or changes nothing. */
    private static final String TABLE = """
            ASKED     SOURCE_PROVES        OPEN ELSEWHERE FETCHED OFFERED OFFERED
            ASKED     SOURCE_UPLOADS       OPEN UPLOADING FETCHED OFFERED OFFERED
            ASKED     CONTENT_IS_STORED    OPEN STORED FETCHED OFFERED OFFERED READY
            ASKED     CONTENT_IS_WRONG     FAILED FAILED FETCHED CANCELLED CANCELLED FAILED
            ASKED     PHONE_FETCHES        OPEN PROOF_REQUIRED FETCHED FETCHING OFFERED
            ASKED     PHONE_RECEIVES       refused
            ASKED     ACCOUNT_DECLINES     DECLINED FAILED FETCHED DECLINED DECLINED DECLINED
            ASKED     SOURCE_CANCELS       CANCELLED FAILED FETCHED CANCELLED CANCELLED CANCELLED
            ASKED     A_MOMENT_PASSES      nothing
            ASKED     CENTRAL_IS_GIVEN_UP  OPEN PROOF_REQUIRED - OFFERED OFFERED
            ASKED     RECEIVED_THERE       RECEIVED PROOF_REQUIRED FETCHED CANCELLED CANCELLED RECEIVED
            ASKED     DECLINED_THERE       DECLINED FAILED FETCHED CANCELLED CANCELLED DECLINED
            ASKED     EXPIRED_THERE        EXPIRED FAILED FETCHED CANCELLED CANCELLED EXPIRED
            ASKED     CANCELLED_THERE      CANCELLED FAILED FETCHED CANCELLED CANCELLED CANCELLED
            ASKED     FAILED_THERE         CANCELLED FAILED FETCHED CANCELLED CANCELLED CANCELLED
            ASKED     IT_IS_OFFERED_HERE   OPEN PROOF_REQUIRED FETCHED OFFERED OFFERED OFFERED
            ASKED     SOURCE_IS_FORGOTTEN  CANCELLED FAILED FETCHED CANCELLED CANCELLED CANCELLED
            ASKED     TARGET_IS_FORGOTTEN  DECLINED FAILED FETCHED DECLINED DECLINED DECLINED

            COMING    SOURCE_PROVES        refused
            COMING    SOURCE_UPLOADS       OPEN UPLOADING FETCHED OFFERED OFFERED
            COMING    CONTENT_IS_STORED    OPEN STORED FETCHED OFFERED OFFERED READY
            COMING    CONTENT_IS_WRONG     FAILED FAILED FETCHED CANCELLED CANCELLED FAILED
            COMING    PHONE_FETCHES        OPEN ELSEWHERE FETCHED FETCHING OFFERED
            COMING    PHONE_RECEIVES       refused
            COMING    ACCOUNT_DECLINES     DECLINED FAILED FETCHED DECLINED DECLINED DECLINED
            COMING    SOURCE_CANCELS       CANCELLED FAILED FETCHED CANCELLED CANCELLED CANCELLED
            COMING    A_MOMENT_PASSES      nothing
            COMING    CENTRAL_IS_GIVEN_UP  OPEN DECLARED - OFFERED OFFERED
            COMING    RECEIVED_THERE       RECEIVED ELSEWHERE FETCHED CANCELLED CANCELLED RECEIVED
            COMING    DECLINED_THERE       DECLINED FAILED FETCHED CANCELLED CANCELLED DECLINED
            COMING    EXPIRED_THERE        EXPIRED FAILED FETCHED CANCELLED CANCELLED EXPIRED
            COMING    CANCELLED_THERE      CANCELLED FAILED FETCHED CANCELLED CANCELLED CANCELLED
            COMING    FAILED_THERE         CANCELLED FAILED FETCHED CANCELLED CANCELLED CANCELLED
            COMING    IT_IS_OFFERED_HERE   OPEN ELSEWHERE FETCHED OFFERED OFFERED OFFERED
            COMING    SOURCE_IS_FORGOTTEN  CANCELLED FAILED FETCHED CANCELLED CANCELLED CANCELLED
            COMING    TARGET_IS_FORGOTTEN  DECLINED FAILED FETCHED DECLINED DECLINED DECLINED

            DELEGATED SOURCE_PROVES        refused
            DELEGATED SOURCE_UPLOADS       OPEN UPLOADING DELEGATED - -
            DELEGATED CONTENT_IS_STORED    OPEN STORED DELEGATED - - READY
            DELEGATED CONTENT_IS_WRONG     FAILED FAILED DELEGATED - - FAILED
            DELEGATED PHONE_FETCHES        refused
            DELEGATED PHONE_RECEIVES       refused
            DELEGATED ACCOUNT_DECLINES     DECLINED FAILED DELEGATED - - DECLINED
            DELEGATED SOURCE_CANCELS       CANCELLED FAILED DELEGATED - - CANCELLED
            DELEGATED A_MOMENT_PASSES      nothing
            DELEGATED CENTRAL_IS_GIVEN_UP  OPEN DECLARED - - -
            DELEGATED RECEIVED_THERE       RECEIVED ELSEWHERE DELEGATED - - RECEIVED
            DELEGATED DECLINED_THERE       DECLINED FAILED DELEGATED - - DECLINED
            DELEGATED EXPIRED_THERE        EXPIRED FAILED DELEGATED - - EXPIRED
            DELEGATED CANCELLED_THERE      CANCELLED FAILED DELEGATED - - CANCELLED
            DELEGATED FAILED_THERE         CANCELLED FAILED DELEGATED - - CANCELLED
            DELEGATED IT_IS_OFFERED_HERE   OPEN ELSEWHERE DELEGATED OFFERED OFFERED OFFERED
            DELEGATED SOURCE_IS_FORGOTTEN  CANCELLED FAILED DELEGATED - - CANCELLED
            DELEGATED TARGET_IS_FORGOTTEN  DECLINED FAILED DELEGATED - - DECLINED
            """;

    private static final Map<String, String> EXPECTED = TABLE.lines()
            .filter(line -> !line.isBlank())
            .map(line -> line.trim().split(" +", 3))
            .collect(Collectors.toMap(cells -> cells[0] + ' ' + cells[1], cells -> cells[2]));

    /** How it came to where it is. */
    private enum Story {
        ASKED(Relay.FETCHED, transfer -> {}),
        COMING(Relay.FETCHED, transfer -> transfer.elsewhere(at(1))),
        DELEGATED(Relay.DELEGATED, transfer -> transfer.elsewhere(at(1)));

        private final Relay relay;

        @SuppressWarnings("ImmutableEnumChecker") // none of them remembers anything
        private final Consumer<Transfer> then;

        Story(Relay relay, Consumer<Transfer> then) {
            this.relay = relay;
            this.then = then;
        }

        Transfer told() {
            Transfer transfer = declared(Completion.FIRST_RECEIPT, true);
            transfer.relay(relay);
            then.accept(transfer);
            transfer.takeChanges();
            return transfer;
        }
    }

    /** What befalls it at second 10. */
    private enum Deed {
        SOURCE_PROVES(Transfer::elsewhere),
        SOURCE_UPLOADS(Transfer::uploading),
        CONTENT_IS_STORED((transfer, now) -> transfer.stored(CONTENT, now)),
        CONTENT_IS_WRONG((transfer, now) -> transfer.fail(FailureReason.DIGEST_MISMATCH, now)),
        PHONE_FETCHES((transfer, now) -> transfer.fetching(PHONE, now)),
        PHONE_RECEIVES((transfer, now) -> transfer.received(PHONE, CODE, now)),
        ACCOUNT_DECLINES((transfer, now) -> transfer.decline(null, now)),
        SOURCE_CANCELS(Transfer::cancel),
        A_MOMENT_PASSES(Transfer::settle),
        CENTRAL_IS_GIVEN_UP(Transfer::giveUpRelay),
        RECEIVED_THERE((transfer, now) -> transfer.endedElsewhere(TransferState.RECEIVED, now)),
        DECLINED_THERE((transfer, now) -> transfer.endedElsewhere(TransferState.DECLINED, now)),
        EXPIRED_THERE((transfer, now) -> transfer.endedElsewhere(TransferState.EXPIRED, now)),
        CANCELLED_THERE((transfer, now) -> transfer.endedElsewhere(TransferState.CANCELLED, now)),
        FAILED_THERE((transfer, now) -> transfer.endedElsewhere(TransferState.FAILED, now)),
        IT_IS_OFFERED_HERE((transfer, now) -> transfer.offerAll(List.of(PHONE, TABLET), now)),
        SOURCE_IS_FORGOTTEN((transfer, now) -> transfer.forget(TransferSide.SOURCE, now)),
        TARGET_IS_FORGOTTEN((transfer, now) -> transfer.forget(TransferSide.TARGET, now));

        @SuppressWarnings("ImmutableEnumChecker") // none of them remembers anything
        private final BiConsumer<Transfer, Instant> deed;

        Deed(BiConsumer<Transfer, Instant> deed) {
            this.deed = deed;
        }

        /** What comes of it. */
        String on(Transfer transfer, Instant now) {
            String before = seen(transfer);
            boolean refused = isRefused(transfer, now);
            String after = seen(transfer);
            String changed = after.equals(before) ? "nothing" : after;
            return refused ? "refused" + (changed.equals("nothing") ? "" : ", and " + changed) : changed;
        }

        boolean isRefused(Transfer transfer, Instant now) {
            try {
                deed.accept(transfer, now);
                return false;
            } catch (RefusedException refused) {
                return true;
            }
        }
    }

    private static String seen(Transfer transfer) {
        Stream<String> state = Stream.of(
                transfer.state().name(),
                transfer.content().name(),
                transfer.relay().map(Enum::name).orElse("-"),
                delivery(transfer, PHONE),
                delivery(transfer, TABLET));
        return Stream.concat(state, transfer.takeChanges().stream().map(Enum::name))
                .collect(Collectors.joining(" "));
    }

    private static String delivery(Transfer transfer, TerminalId terminal) {
        return transfer.deliveriesByTerminal().containsKey(terminal)
                ? Objects.requireNonNull(transfer.deliveriesByTerminal().get(terminal))
                        .name()
                : "-";
    }

    static Stream<Arguments> pairs() {
        return Arrays.stream(Story.values())
                .flatMap(story -> Arrays.stream(Deed.values()).map(deed -> Arguments.of(story, deed)));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void whatBefallsItIsAsTheTableSays(Story story, Deed deed) {
        assertThat(deed.on(story.told(), at(10))).isEqualTo(EXPECTED.get(story + " " + deed));
    }

    @Test
    void theTableSaysEverythingOnce() {
        assertThat(EXPECTED).hasSameSizeAs(pairs().toList());
    }

    /** Whatever is said of it then. */
    @ParameterizedTest
    @MethodSource("pairs")
    void whatItsDeadlineHasEndedStaysSo(Story story, Deed deed) {
        Transfer transfer = story.told();
        deed.on(transfer, at(100));
        assertThat(transfer.state()).isEqualTo(TransferState.EXPIRED);
        assertThat(transfer.endedAt()).isEqualTo(at(100));
    }

    @Test
    void whatTheCentralDeliversIsNotThereForItsTarget() {
        Transfer delegated = Story.DELEGATED.told();
        assertThat(delegated.sideOf(RECEIVER)).isEmpty();
        assertThat(delegated.sideOf(SENDER)).contains(TransferSide.SOURCE);
        delegated.offer(WATCH, at(10));
        assertThat(delegated.deliveriesByTerminal()).isEmpty();

        Transfer coming = Story.COMING.told();
        assertThat(coming.sideOf(RECEIVER)).contains(TransferSide.TARGET);
        coming.offer(WATCH, at(10));
        assertThat(coming.deliveriesByTerminal()).containsKey(WATCH);
    }
}
