// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers;

import static io.switchboard.transfers.Sending.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.harness.OpenRequest;
import io.switchboard.harness.Reply;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServer;
import io.switchboard.harness.Terminal;
import io.switchboard.harness.Together;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Uploads that break off, go on, and are gone on with by others: what the server has said to have, it has. */
@ExtendWith(SharedServer.class)
class UploadIT {
    private static final Duration AT_ONCE = Duration.ofSeconds(5);

    private final ServerUnderTest server;

    UploadIT(ServerUnderTest server) {
        this.server = server;
    }

    @Test
    void aContentLargerThanAnyOtherBodyIsStored() {
        Sending sending = Sending.of(server.newEnterprise(), 20 * MIB);
        String upload = sending.begins();
        assertThat(sending.content()).isEqualTo("uploading");
        Reply sent = sending.sends(upload, 0, sending.data()).expect(204);
        assertThat(sent.header("Upload-Offset")).hasValue(Integer.toString(20 * MIB));
        sending.isStored(upload);
        sending.target().awaits("transfer.ready");
        assertThat(sending.offset(upload)).isEqualTo(20 * MIB);
    }

    @Test
    void theFirstBytesComeWithTheCreation() {
        Sending sending = Sending.of(server.newEnterprise(), 3 * MIB);
        Reply created = sending.creates(Map.of("Upload-Length", Integer.toString(3 * MIB)), sending.data(0, MIB))
                .expect(201);
        assertThat(created.header("Upload-Offset")).hasValue(Integer.toString(MIB));
        String upload = sending.path(created);
        sending.sendsRest(upload, MIB);
        sending.isStored(upload);
    }

    @Test
    void allBytesComeWithTheCreation() {
        Sending sending = Sending.of(server.newEnterprise(), MIB);
        Reply created = sending.creates(Map.of("Upload-Length", Integer.toString(MIB)), sending.data())
                .expect(201);
        sending.isStored(sending.path(created));
    }

    @Test
    void anEmptyContentIsStored() {
        Sending sending = Sending.of(server.newEnterprise(), 0);
        String upload = sending.begins();
        assertThat(sending.content()).isEqualTo("stored");
        sending.isStored(upload);
    }

    @Test
    void whatCameBeforeACutIsKept() {
        Sending sending = Sending.of(server.newEnterprise(), 30 * MIB);
        String upload = sending.begins();
        int received = 0;
        for (int cut : List.of(11 * MIB, 11 * MIB + 5, 25 * MIB + 77)) {
            try (OpenRequest open = sending.opens(upload, received)) {
                open.sends(sending.data(), received, cut);
            }
            received = cut;
            sending.awaitsOffset(upload, received);
        }
        sending.sendsRest(upload, received);
        sending.isStored(upload);
    }

    @Test
    void whatCameIsDurableWithinASecondOrSoWhileItsSenderPauses() {
        Sending sending = Sending.of(server.newEnterprise(), 2 * MIB);
        String upload = sending.begins();
        try (OpenRequest open = sending.opens(upload, 0)) {
            open.sends(sending.data(), 0, 1000);
            sending.awaitsOffset(upload, 1000);
            open.sends(sending.data(), 1000, 2 * MIB);
            assertThat(open.finish().expect(204).header("Upload-Offset")).hasValue(Integer.toString(2 * MIB));
        }
        sending.isStored(upload);
    }

    @Test
    void whoGoesOnElsewhereIsToldWhereTheUploadEnds() {
        Sending sending = Sending.of(server.newEnterprise(), 2 * MIB);
        String upload = sending.begins();
        sending.sends(upload, 0, sending.data(0, MIB)).expect(204);
        for (long wrong : List.of(0L, MIB - 1L, MIB + 1L)) {
            Reply refused = sending.sends(upload, wrong, new byte[100]).expect(409, "upload-offset");
            assertThat(refused.header("Upload-Offset")).hasValue(Integer.toString(MIB));
        }
        sending.sendsRest(upload, MIB);
        sending.isStored(upload);
    }

    @Test
    void aLaterRequestTakesOverFromOneWhoseClientHasGoneUnnoticed() {
        Sending sending = Sending.of(server.newEnterprise(), 4 * MIB);
        String upload = sending.begins();
        try (OpenRequest earlier = sending.opens(upload, 0)) {
            earlier.sends(sending.data(), 0, MIB);
            sending.awaitsOffset(upload, MIB);
            try (OpenRequest later = sending.opens(upload, MIB)) {
                later.sends(sending.data(), MIB, 2 * MIB);
                sending.awaitsOffset(upload, 2 * MIB);
                earlier.triesToSend(new byte[2 * MIB], 0, 2 * MIB);
                assertThat(sending.durable(upload)).isEqualTo(2 * MIB);
                later.sends(sending.data(), 2 * MIB, 4 * MIB);
                later.finish().expect(204);
            }
            earlier.triesToSend(new byte[MIB], 0, MIB);
            Reply overtaken = earlier.finish();
            assertThat(overtaken.status() + " " + overtaken.code()).isIn("409 upload-taken-over", "410 upload-gone");
        }
        sending.isStored(upload);
    }

    @Test
    void theEarlierRequestIsToldThatItIsTakenOver() {
        Sending sending = Sending.of(server.newEnterprise(), 4 * MIB);
        String upload = sending.begins();
        try (OpenRequest earlier = sending.opens(upload, 0)) {
            earlier.sends(sending.data(), 0, 1000);
            sending.awaitsOffset(upload, 1000);
            try (OpenRequest later = sending.opens(upload, 1000)) {
                later.sends(sending.data(), 1000, MIB);
                sending.awaitsOffset(upload, MIB);
                earlier.sends(new byte[4 * MIB], 1000, 4 * MIB);
                earlier.finish().expect(409, "upload-taken-over");
                later.sends(sending.data(), MIB, 4 * MIB);
                later.finish().expect(204);
            }
        }
        sending.isStored(upload);
    }

    @Test
    void ofTwoAtOneOffsetOneWins() {
        Sending sending = Sending.of(server.newEnterprise(), 12 * MIB);
        String upload = sending.begins();
        Callable<Reply> all = () -> sending.sends(upload, 0, sending.data());
        try (Together threads = new Together(2)) {
            List<Integer> statuses = threads.all(List.of(all, all)).stream()
                    .map(Reply::status)
                    .sorted()
                    .toList();
            assertThat(statuses.get(0)).isEqualTo(204);
            assertThat(statuses.get(1)).isIn(409, 410);
        }
        sending.isStored(upload);
    }

    @Test
    void whoComesSecondToAnOffsetIsToldTheTruth() {
        Sending sending = Sending.of(server.newEnterprise(), 4 * MIB);
        String upload = sending.begins();
        try (OpenRequest first = sending.opens(upload, 0)) {
            first.sends(sending.data(), 0, 2 * MIB);
            sending.awaitsOffset(upload, 2 * MIB);
            Reply second = sending.sends(upload, 0, sending.data()).expect(409, "upload-offset");
            assertThat(second.header("Upload-Offset")).hasValue(Integer.toString(2 * MIB));
            first.sends(sending.data(), 2 * MIB, 4 * MIB);
            first.finish().expect(204);
        }
        sending.isStored(upload);
    }

    @Test
    void theOffsetThatIsToldStaysWhateverIsStillOnItsWay() {
        Sending sending = Sending.of(server.newEnterprise(), 4 * MIB);
        String upload = sending.begins();
        try (OpenRequest earlier = sending.opens(upload, 0)) {
            earlier.sends(sending.data(), 0, 1000);
            sending.awaitsOffset(upload, 1000);
            int told = sending.offset(upload);
            earlier.sends(sending.data(), 1000, 4 * MIB);
            earlier.finish().expect(409, "upload-taken-over");
            assertThat(sending.offset(upload)).isEqualTo(told);
            sending.sendsRest(upload, told);
        }
        sending.isStored(upload);
    }

    @Test
    void whoeverAsksAtOnceWhereItGoesOnIsToldTheSame() {
        Sending sending = Sending.of(server.newEnterprise(), 4 * MIB);
        String upload = sending.begins();
        try (Together threads = new Together(4)) {
            for (int durable = 1000; durable <= 5000; durable += 1000) {
                try (OpenRequest open = sending.opens(upload, durable - 1000)) {
                    open.sends(sending.data(), durable - 1000, durable);
                    sending.awaitsOffset(upload, durable);
                    Callable<Integer> asks = () -> sending.offset(upload);
                    assertThat(threads.all(List.of(asks, asks, asks, asks))).containsOnly(durable);
                }
            }
        }
        sending.sendsRest(upload, 5000);
        sending.isStored(upload);
    }

    @Test
    void nobodyWaitsToLearnHowFarItIs() {
        Sending sending = Sending.of(server.newEnterprise(), 2 * MIB);
        String upload = sending.begins();
        try (OpenRequest open = sending.opens(upload, 0)) {
            open.sends(sending.data(), 0, MIB);
            long asked = System.nanoTime();
            sending.asks(upload).expect(200);
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(AT_ONCE);
        }
    }

    @Test
    void whatIsNotWhatItsCodeSaysIsRefusedAndGoes() {
        Sending sending = Sending.ofWrongCode(server.newEnterprise(), MIB);
        String upload = sending.begins();
        sending.sends(upload, 0, sending.data()).expect(422, "digest-mismatch");
        assertThat(sending.content()).isEqualTo("failed");
        sending.source().awaits("transfer.failed");
        sending.asks(upload).expect(410);
        assertThat(sending.hasBytes(upload)).isFalse();
        sending.creates(Map.of("Upload-Length", Integer.toString(MIB)), null).expect(409, "illegal-move");
    }

    @Test
    void anUploadThatNobodyGoesOnWithExpires() {
        Sending sending = Sending.of(server.newEnterprise(), 2 * MIB);
        String upload = sending.begins();
        sending.sends(upload, 0, sending.data(0, MIB)).expect(204);
        assertThat(sending.hasBytes(upload)).isTrue();
        server.passes(Duration.ofHours(25));
        sending.asks(upload).expect(410);
        sending.sends(upload, MIB, sending.data(MIB, 2 * MIB)).expect(410, "upload-gone");
        Awaitility.await("the janitor").atMost(Duration.ofSeconds(15)).until(() -> !sending.hasBytes(upload));
        String another = sending.begins();
        sending.sendsRest(another, 0);
        sending.isStored(another);
    }

    @Test
    void anUploadThatNoByteComesOfEndsSoon() {
        Sending sending = Sending.of(server.newEnterprise(), 2 * MIB);
        String begun = sending.begins();
        sending.sends(begun, 0, sending.data(0, 1)).expect(204);
        String without = sending.begins();
        server.passes(Duration.ofMinutes(11));
        sending.asks(without).expect(410);
        sending.sends(without, 0, sending.data()).expect(410, "upload-gone");
        sending.sendsRest(begun, 1);
        sending.isStored(begun);
    }

    @Test
    void theUploadsOfATransferThatIsTakenBackGo() {
        Sending sending = Sending.of(server.newEnterprise(), 2 * MIB);
        String upload = sending.begins();
        sending.sends(upload, 0, sending.data(0, MIB)).expect(204);
        try (OpenRequest open = sending.opens(upload, MIB)) {
            open.sends(sending.data(), MIB, MIB + 100);
            sending.source()
                    .post(sending.uploads().replace("/uploads", "/cancellation"))
                    .expect(200);
            open.sends(sending.data(), MIB + 100, 2 * MIB);
            assertThat(open.finish().status()).isIn(409, 410);
        }
        sending.asks(upload).expect(410);
        Awaitility.await("the janitor").atMost(Duration.ofSeconds(15)).until(() -> !sending.hasBytes(upload));
    }

    @Test
    void aTokenThatExpiresMeanwhileDoesNotEndARequest() {
        Sending sending = Sending.of(server.newEnterprise(), 2 * MIB);
        String upload = sending.begins();
        try (OpenRequest open = sending.opens(upload, 0)) {
            open.sends(sending.data(), 0, MIB);
            sending.awaitsOffset(upload, MIB);
            server.passes(Duration.ofMinutes(11));
            open.sends(sending.data(), MIB, 2 * MIB);
            open.finish().expect(204);
        }
        sending.isStored(upload);
    }

    @Test
    void aTerminalThatIsRevokedSendsNoMore() {
        Sending sending = Sending.of(server.newEnterprise(), 2 * MIB);
        String upload = sending.begins();
        Terminal source = sending.source();
        try (OpenRequest open = sending.opens(upload, 0)) {
            open.sends(sending.data(), 0, MIB);
            sending.awaitsOffset(upload, MIB);
            source.account()
                    .enterprise()
                    .actsFor(source.account())
                    .delete("/terminals/" + source.id())
                    .expect(204);
            open.sends(sending.data(), MIB, 2 * MIB);
            open.finish().expect(401, "unauthenticated");
        }
        assertThat(sending.hasBytes(upload)).isTrue();
        assertThat(source.account()
                        .enterprise()
                        .actsFor(source.account())
                        .request("HEAD", upload, null, Sending.tus(Map.of()))
                        .expect(200)
                        .header("Upload-Offset"))
                .hasValue(Integer.toString(MIB));
    }

    @Test
    void aHundredWhoSendNothingHoldUpNobodyElse() {
        Sending silent = Sending.of(server.newEnterprise(), 4 * MIB);
        Sending other = Sending.of(server.newEnterprise(), 4 * MIB);
        String begun = silent.begins();
        String upload = other.begins();
        // Nobody has a hundred of them.
        List<OpenRequest> open = silent.source().account().enrolsTerminals(4).stream()
                .flatMap(terminal -> Stream.generate(() -> silent.opens(terminal, begun, 0, Map.of()))
                        .limit(25))
                .toList();
        try {
            open.forEach(request -> request.triesToSend(silent.data(), 0, 1));
            long asked = System.nanoTime();
            other.source().reads("/terminals/me");
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(AT_ONCE);
            other.sendsRest(upload, 0);
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(AT_ONCE.multipliedBy(2));
        } finally {
            open.forEach(OpenRequest::close);
        }
        other.isStored(upload);
    }

    @Test
    void whoIsSilentForTooLongIsCutAndWhatCameIsKept() {
        Sending sending = Sending.of(server.newEnterprise(), 2 * MIB);
        String upload = sending.begins();
        try (OpenRequest open = sending.opens(upload, 0)) {
            open.sends(sending.data(), 0, 12_345);
            assertThat(open.isEndedWithoutAnAnswer()).isTrue();
        }
        sending.awaitsOffset(upload, 12_345);
        sending.sendsRest(upload, 12_345);
        sending.isStored(upload);
    }
}
