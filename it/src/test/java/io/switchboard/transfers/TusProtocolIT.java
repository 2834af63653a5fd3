// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers;

import static io.switchboard.transfers.Sending.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.harness.Caller;
import io.switchboard.harness.OnceForAllDatabases;
import io.switchboard.harness.OpenRequest;
import io.switchboard.harness.RawHttp;
import io.switchboard.harness.Reply;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of tus 1.0 and its extensions, one by one. */
@ExtendWith(SharedServer.class)
class TusProtocolIT {
    private final ServerUnderTest server;

    TusProtocolIT(ServerUnderTest server) {
        this.server = server;
    }

    @Test
    @OnceForAllDatabases
    void whatIsSpokenIsToldToAnybody() {
        Reply spoken = server.anonymous()
                .request("OPTIONS", "/transfers/" + UUID.randomUUID() + "/uploads", null, Map.of())
                .expect(204);
        assertThat(spoken.header("Tus-Version")).hasValue("1.0.0");
        assertThat(spoken.header("Tus-Resumable")).hasValue("1.0.0");
        assertThat(spoken.header("Tus-Extension").orElseThrow().split(","))
                .containsExactlyInAnyOrder(
                        "creation",
                        "creation-with-upload",
                        "creation-defer-length",
                        "checksum",
                        "expiration",
                        "termination",
                        "concatenation");
        assertThat(spoken.header("Tus-Checksum-Algorithm")).hasValue("sha1,sha256,sha512");
        assertThat(Long.parseLong(spoken.header("Tus-Max-Size").orElseThrow())).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0.2.2", "1.0.1"})
    @OnceForAllDatabases
    void whoSpeaksAnotherVersionIsToldThisOne(String version) {
        Sending sending = Sending.of(server.newEnterprise(), MIB);
        Reply refused = sending.creates(Map.of("Upload-Length", Integer.toString(MIB), "Tus-Resumable", version), null)
                .expect(412, "tus-version");
        assertThat(refused.header("Tus-Version")).hasValue("1.0.0");
        assertThat(refused.header("Tus-Resumable")).hasValue("1.0.0");
    }

    @Test
    @OnceForAllDatabases
    void everyAnswerSaysTheVersionAndHasARequestId() {
        Sending sending = Sending.of(server.newEnterprise(), MIB);
        String upload = sending.begins();
        for (Reply reply : List.of(
                sending.asks(upload),
                sending.asks(upload.substring(0, upload.length() - 36) + UUID.randomUUID()),
                sending.sends(upload, 5, new byte[10]),
                sending.sends(upload, 0, sending.data()))) {
            assertThat(reply.header("Tus-Resumable")).hasValue("1.0.0");
            assertThat(reply.header("Request-Id")).isPresent();
            assertThat(reply.header("X-Content-Type-Options")).hasValue("nosniff");
        }
    }

    @Test
    @OnceForAllDatabases
    void metadataIsGivenBackAndTheEndIsTold() {
        Sending sending = Sending.of(server.newEnterprise(), MIB);
        String metadata = "filename d29ybGRfZG9taW5hdGlvbl9wbGFuLnBkZg==,is_confidential";
        String upload = sending.begins(Map.of("Upload-Length", Integer.toString(MIB), "Upload-Metadata", metadata));
        Reply head = sending.asks(upload).expect(200);
        assertThat(head.header("Upload-Metadata")).hasValue(metadata);
        assertThat(head.header("Upload-Length")).hasValue(Integer.toString(MIB));
        assertThat(head.header("Upload-Expires").orElseThrow()).endsWith(" GMT");
        assertThat(head.header("Cache-Control")).hasValue("no-store");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Upload-Length | ten",
                "Upload-Length | -1",
                "Upload-Length | 1000000000000000000000",
                "Upload-Metadata | a b c",
                "Upload-Metadata | a YQ==,a Yg==",
                "Upload-Metadata | a !",
                "Upload-Concat | whole",
                "Upload-Concat | final;/api/v1/elsewhere",
                "Upload-Checksum | md5 abc",
                "Upload-Defer-Length | 1"
            })
    @OnceForAllDatabases
    void whatCannotBeReadIsRefused(String header, String value) {
        Sending sending = Sending.of(server.newEnterprise(), MIB);
        Map<String, String> headers = new HashMap<>(Map.of("Upload-Length", Integer.toString(MIB)));
        headers.put(header, value);
        sending.creates(headers, null).expect(400, "invalid-request");
    }

    @Test
    @OnceForAllDatabases
    void metadataHasAnEnd() {
        Sending sending = Sending.of(server.newEnterprise(), MIB);
        sending.creates(
                        Map.of("Upload-Length", Integer.toString(MIB), "Upload-Metadata", "a " + "YWFh".repeat(1100)),
                        null)
                .expect(400, "invalid-request");
    }

    @Test
    @OnceForAllDatabases
    void aLengthIsTheTransfers() {
        Sending sending = Sending.of(server.newEnterprise(), MIB);
        sending.creates(Map.of("Upload-Length", Integer.toString(MIB - 1)), null)
                .expect(422, "upload-length");
        sending.creates(Map.of("Upload-Length", Integer.toString(MIB + 1)), null)
                .expect(422, "upload-length");
        sending.creates(Map.of("Upload-Length", Integer.toString(MIB + 1), "Upload-Concat", "partial"), null)
                .expect(422, "upload-length");
        sending.creates(Map.of(), null).expect(400, "invalid-request");
    }

    @Test
    @OnceForAllDatabases
    void aTransferHasNotAnyNumberOfUploads() {
        Sending sending = Sending.of(server.newEnterprise(), MIB);
        Map<String, String> part = Map.of("Upload-Length", "1", "Upload-Concat", "partial");
        for (int i = 0; i < 64; i++) {
            sending.creates(part, null).expect(201);
        }
        sending.creates(part, null).expect(409, "too-many-uploads");
    }

    /** Nobody has more on the disk than a few times what the transfer has room for. */
    @Test
    void theUploadsOfATransferHaveThreeTimesItsSizeTogether() {
        Sending sending = Sending.of(server.newEnterprise(), MIB);
        Map<String, String> whole = Map.of("Upload-Length", Integer.toString(MIB));
        Map<String, String> deferred = Map.of("Upload-Defer-Length", "1");
        Map<String, String> half = Map.of("Upload-Length", Integer.toString(MIB / 2), "Upload-Concat", "partial");
        String idle = sending.begins(half);
        String first = sending.begins(whole);
        String second = sending.begins(deferred);
        try (OpenRequest one = sending.opens(first, 0);
                OpenRequest other = sending.opens(second, 0)) {
            one.sends(sending.data(), 0, 1000);
            sending.awaitsOffset(first, 1000);
            other.sends(sending.data(), 0, 2000);
            sending.awaitsOffset(second, 2000);

            String third = sending.begins(whole);
            assertThat(sending.asks(idle).status()).isIn(404, 410);
            sending.asks(third).expect(200);
            try (OpenRequest last = sending.opens(third, 0)) {
                last.sends(sending.data(), 0, 3000);
                sending.awaitsOffset(third, 3000);
                sending.creates(half, null).expect(409, "too-many-uploads");
                sending.creates(deferred, null).expect(409, "too-many-uploads");
            }
        }
        sending.awaitsOffset(first, 1000);
    }

    /** As by a client whose line breaks whenever it begins, before it is told where it may go on. */
    @Test
    @OnceForAllDatabases
    void whatAClientHasLostSightOfGivesWay() {
        Sending sending = Sending.of(server.newEnterprise(), MIB);
        String last = "";
        for (int i = 0; i < 7; i++) {
            last = sending.begins();
        }
        sending.sendsRest(last, 0);
        sending.isStored(last);
    }

    @Test
    void moreThanWasSaidIsNotTaken() {
        Sending sending = Sending.of(server.newEnterprise(), MIB);
        String upload = sending.begins();
        sending.sends(upload, 0, new byte[MIB + 1]).expect(413, "upload-too-large");
        Map<String, String> headers = Sending.tus(Map.of(
                "Content-Type", "application/offset+octet-stream",
                "Upload-Offset", "0",
                "Authorization", "Bearer " + sending.source().token()));
        RawHttp.sendInChunks(server, "PATCH", upload, headers, new byte[MIB + 1])
                .expect(413, "upload-too-large");
        int offset = sending.offset(upload);
        assertThat(offset).isLessThanOrEqualTo(MIB);
    }

    @Test
    void bytesInChunksAreTaken() {
        Sending sending = Sending.of(server.newEnterprise(), MIB);
        String upload = sending.begins();
        Map<String, String> headers = Sending.tus(Map.of(
                "Content-Type", "application/offset+octet-stream",
                "Upload-Offset", "0",
                "Authorization", "Bearer " + sending.source().token()));
        RawHttp.sendInChunks(server, "PATCH", upload, headers, sending.data()).expect(204);
        sending.isStored(upload);
    }

    @Test
    @OnceForAllDatabases
    void whoWaitsToBeAskedIsAsked() {
        Sending sending = Sending.of(server.newEnterprise(), MIB);
        String upload = sending.begins();
        try (OpenRequest open = sending.opens(upload, 0, Map.of("Expect", "100-continue"))) {
            assertThat(open.interim()).startsWith("HTTP/1.1 100 ");
            open.sends(sending.data(), 0, MIB);
            open.finish().expect(204);
        }
        sending.isStored(upload);
    }

    @Test
    @OnceForAllDatabases
    void whoWaitsToBeAskedAndMayNotIsRefusedAtOnce() {
        Sending sending = Sending.of(server.newEnterprise(), MIB);
        String upload = sending.begins();
        try (OpenRequest open = sending.opens(upload, 7, Map.of("Expect", "100-continue"))) {
            open.finish().expect(409, "upload-offset");
        }
    }

    @ParameterizedTest
    @CsvSource({"sha1,SHA-1", "sha256,SHA-256", "sha512,SHA-512"})
    void aPartWithAWrongChecksumIsNotKept(String name, String algorithm) {
        Sending sending = Sending.of(server.newEnterprise(), 3 * MIB);
        String upload = sending.begins();
        byte[] first = sending.data(0, MIB);
        sending.sends(upload, 0, first).expect(204);
        byte[] second = sending.data(MIB, 3 * MIB);
        Map<String, String> checksum = Map.of(
                "Upload-Checksum", name + " " + Base64.getEncoder().encodeToString(Sending.sha(algorithm, second)));
        sending.sends(upload, MIB, new byte[2 * MIB], checksum).expect(460, "checksum-mismatch");
        assertThat(sending.offset(upload)).isEqualTo(MIB);
        sending.sends(upload, MIB, second, checksum).expect(204);
        sending.isStored(upload);
    }

    @Test
    void aPartWithAChecksumThatBreaksOffIsNotKept() {
        Sending sending = Sending.of(server.newEnterprise(), 10 * MIB);
        String upload = sending.begins();
        String checksum = "sha256 " + Base64.getEncoder().encodeToString(Sending.sha("SHA-256", sending.data()));
        try (OpenRequest open = sending.opens(upload, 0, Map.of("Upload-Checksum", checksum))) {
            open.sends(sending.data(), 0, 9 * MIB);
        }
        assertThat(sending.offset(upload)).isZero();
        sending.sends(upload, 0, sending.data(), Map.of("Upload-Checksum", checksum))
                .expect(204);
        sending.isStored(upload);
    }

    @Test
    void aLengthThatIsDeferredIsSaidLater() {
        Sending sending = Sending.of(server.newEnterprise(), 2 * MIB);
        String upload = sending.begins(Map.of("Upload-Defer-Length", "1"));
        Reply head = sending.asks(upload).expect(200);
        assertThat(head.header("Upload-Defer-Length")).hasValue("1");
        assertThat(head.header("Upload-Length")).isEmpty();
        sending.sends(upload, 0, sending.data()).expect(204);
        assertThat(sending.content()).isEqualTo("uploading");
        sending.sends(upload, 2L * MIB, new byte[0], Map.of("Upload-Length", Integer.toString(MIB)))
                .expect(422, "upload-length");
        sending.sends(upload, 2L * MIB, new byte[0], Map.of("Upload-Length", Integer.toString(2 * MIB)))
                .expect(204);
        sending.isStored(upload);
    }

    @Test
    void partsThatComeInAnyOrderAreJoinedInTheOneThatIsSaid() {
        Sending sending = Sending.of(server.newEnterprise(), 5 * MIB);
        String last = sending.sendsPart(4 * MIB, 5 * MIB);
        String middle = sending.sendsPart(MIB, 4 * MIB);
        String first = sending.sendsPart(0, MIB);
        assertThat(sending.asks(first).expect(200).header("Upload-Concat")).hasValue("partial");
        Reply joined = sending.creates(
                        Map.of(
                                "Upload-Concat",
                                "final;/api/v1" + first + " " + server.address() + "/api/v1" + middle + " /api/v1"
                                        + last),
                        null)
                .expect(201);
        String whole = sending.path(joined);
        sending.isStored(whole);
        assertThat(sending.asks(whole).expect(200).header("Upload-Concat").orElseThrow())
                .startsWith("final;/api/v1" + first);
        sending.sends(whole, 0, new byte[1]).expect(403, "upload-final");
        List.of(first, middle, last)
                .forEach(part -> assertThat(sending.hasBytes(part)).isFalse());
    }

    @Test
    void partsThatAreNotCompleteOrNotAllAreNotJoined() {
        Sending sending = Sending.of(server.newEnterprise(), 2 * MIB);
        String first = sending.sendsPart(0, MIB);
        String second = sending.begins(Map.of("Upload-Concat", "partial", "Upload-Length", Integer.toString(MIB)));
        String whole = sending.begins();
        sending.creates(Map.of("Upload-Concat", "final;/api/v1" + first), null).expect(422, "upload-length");
        sending.creates(Map.of("Upload-Concat", "final;/api/v1" + first + " /api/v1" + second), null)
                .expect(409, "illegal-move");
        sending.creates(Map.of("Upload-Concat", "final;/api/v1" + first + " /api/v1" + whole), null)
                .expect(400, "invalid-request");
    }

    @Test
    @OnceForAllDatabases
    void noPartIsJoinedTwice() {
        Sending sending = Sending.of(server.newEnterprise(), 2 * MIB);
        String half = sending.sendsPart(0, MIB);
        Reply refused = sending.creates(Map.of("Upload-Concat", "final;/api/v1" + half + " /api/v1" + half), null)
                .expect(400, "invalid-request");
        assertThat(refused.json().at("/errors/0/pointer").asText()).isEqualTo("Upload-Concat");
        assertThat(sending.content()).isEqualTo("uploading");
    }

    /** Otherwise whoever joins again and again has the server read the same bytes as often. */
    @Test
    void whatIsJoinedAlreadyIsNotJoinedAnewWhileItWaitsToBeVerified() {
        Sending sending = Sending.of(server.newEnterprise(), 2 * MIB);
        String first = sending.sendsPart(0, MIB);
        String second = sending.sendsPart(MIB, 2 * MIB);
        Map<String, String> joined = Map.of("Upload-Concat", "final;/api/v1" + first + " /api/v1" + second);
        sending.fillsTheStore();
        sending.creates(joined, null).expect(507, "quota-exceeded");
        sending.creates(joined, null).expect(409, "upload-joined");
        sending.emptiesTheStore();
        server.passes(Duration.ofMinutes(1));
        Awaitility.await("what was joined is verified")
                .atMost(Duration.ofSeconds(20))
                .until(() -> sending.content().equals("stored"));
        sending.creates(joined, null).expect(409, "illegal-move");
    }

    @Test
    void partsJoinedInAWrongOrderAreNotTheContent() {
        Sending sending = Sending.of(server.newEnterprise(), 2 * MIB);
        String first = sending.sendsPart(0, MIB);
        String second = sending.sendsPart(MIB, 2 * MIB);
        sending.creates(Map.of("Upload-Concat", "final;/api/v1" + second + " /api/v1" + first), null)
                .expect(422, "digest-mismatch");
        assertThat(sending.content()).isEqualTo("failed");
    }

    @Test
    void anUploadThatIsGivenUpIsNoMore() {
        Sending sending = Sending.of(server.newEnterprise(), 2 * MIB);
        String upload = sending.begins();
        sending.sends(upload, 0, sending.data(0, MIB)).expect(204);
        terminates(sending, upload).expect(204);
        assertThat(sending.hasBytes(upload)).isFalse();
        sending.asks(upload).expect(410);
        sending.sends(upload, MIB, new byte[10]).expect(410, "upload-gone");
        terminates(sending, upload).expect(410, "upload-gone");
        String another = sending.begins();
        sending.sendsRest(another, 0);
        sending.isStored(another);
    }

    private static Reply terminates(Sending sending, String upload) {
        return sending.source().request("DELETE", upload, null, Sending.tus(Map.of()));
    }

    @Test
    @OnceForAllDatabases
    void whereOnlyPostGetsThroughTheMethodIsAHeader() {
        Sending sending = Sending.of(server.newEnterprise(), MIB);
        String upload = sending.begins();
        sending.source()
                .request(
                        "POST",
                        upload,
                        sending.data(),
                        Sending.tus(Map.of(
                                "X-HTTP-Method-Override", "PATCH",
                                "Content-Type", "application/offset+octet-stream",
                                "Upload-Offset", "0")))
                .expect(204);
        sending.isStored(upload);
    }

    @Test
    void nobodyElseLearnsThatThereIsAnUpload() {
        Sending sending = Sending.of(server.newEnterprise(), MIB);
        String upload = sending.begins();
        String unknown = "/transfers/" + UUID.randomUUID() + "/uploads/" + UUID.randomUUID();
        for (Caller stranger : List.of(
                server.newEnterprise().newAccount().enrolsTerminal(),
                sending.source().account().enterprise().newAccount().enrolsTerminal())) {
            for (String method : List.of("HEAD", "PATCH", "DELETE")) {
                Reply real = asks(stranger, method, upload);
                Reply absent = asks(stranger, method, unknown);
                assertThat(real.status()).as(method).isEqualTo(404).isEqualTo(absent.status());
                assertThat(real.text()).isEqualTo(absent.text());
            }
            stranger.request(
                            "POST",
                            sending.uploads(),
                            null,
                            Sending.tus(Map.of("Upload-Length", Integer.toString(MIB))))
                    .expect(404, "not-found");
        }
        asks(sending.target(), "HEAD", upload).expect(403);
        asks(server.anonymous(), "PATCH", upload).expect(401, "unauthenticated");
        sending.sendsRest(upload, 0);
        sending.isStored(upload);
    }

    private static Reply asks(Caller caller, String method, String upload) {
        Map<String, String> headers = Sending.tus(Map.of());
        if (method.equals("PATCH")) {
            headers.put("Content-Type", "application/offset+octet-stream");
            headers.put("Upload-Offset", "0");
        }
        return caller.request(method, upload, method.equals("PATCH") ? new byte[100] : null, headers);
    }

    /** A body that nobody reads would be lost without a word. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/offset+octet-stream; charset=x",
                "application/offset+octet-stream;charset=utf-8",
                "APPLICATION/offset+octet-stream ; a=b"
            })
    void bytesOfATypeThatIsNotTusesAreRefusedAndNotLost(String type) {
        Sending sending = Sending.of(server.newEnterprise(), MIB);
        String upload = sending.begins();
        byte[] text = "x".repeat(1000).getBytes(StandardCharsets.US_ASCII);
        Map<String, String> headers = Sending.tus(Map.of(
                "Content-Type",
                type,
                "Upload-Offset",
                "0",
                "Authorization",
                "Bearer " + sending.source().token()));
        sending.source().request("PATCH", upload, text, headers).expect(415, "unsupported-media-type");
        RawHttp.sendInChunks(server, "PATCH", upload, headers, text).expect(415, "unsupported-media-type");
        headers.remove("Content-Type");
        RawHttp.sendInChunks(server, "PATCH", upload, headers, text).expect(415, "unsupported-media-type");
        headers.put("Upload-Length", Integer.toString(MIB));
        for (String other : List.of(type, "text/plain")) {
            headers.put("Content-Type", other);
            RawHttp.sendInChunks(server, "POST", sending.uploads(), headers, text)
                    .expect(415, "unsupported-media-type");
        }
        assertThat(sending.offset(upload)).isZero();
    }

    /** What is no upload's has the bound of all bodies. */
    @Test
    @OnceForAllDatabases
    void onlyUploadsMayBeLarge() {
        Sending sending = Sending.of(server.newEnterprise(), MIB);
        Map<String, String> headers = Map.of(
                "Content-Type",
                "application/offset+octet-stream",
                "Authorization",
                "Bearer " + sending.source().token());
        for (String path : List.of("/transfers", "/accounts", "/transfers/" + UUID.randomUUID() + "/uploads/x/y")) {
            Reply refused = RawHttp.sendInChunks(server, "POST", path, headers, new byte[100_000]);
            assertThat(refused.status()).as(path).isIn(404, 413, 415);
        }
        sending.source()
                .request(
                        "PATCH",
                        sending.begins(),
                        "{}",
                        Sending.tus(Map.of("Upload-Offset", "0", "Content-Type", "application/json")))
                .expect(415, "unsupported-media-type");
    }
}
