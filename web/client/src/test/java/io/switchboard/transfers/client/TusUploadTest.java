// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchboard.shared.client.ClientOptions;
import io.switchboard.shared.client.FakeMachine;
import io.switchboard.shared.client.ProblemException;
import io.switchboard.shared.client.Session;
import io.switchboard.shared.client.StubServer;
import io.switchboard.shared.client.SwitchboardClient;
import io.switchboard.shared.client.UnreachableException;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.ApiClientId;
import io.switchboard.transfers.wire.TransferId;
import io.switchboard.transfers.wire.UploadId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The client's side of tus: whatever the server says, it goes on at the right place or ends with a reason. */
class TusUploadTest {
    private static final String ID = "0199a1b2-0000-7000-8000-000000000001";
    private static final String UPLOADS = "/api/v1/transfers/" + ID + "/uploads";
    private static final String FIRST = "0199a1b2-0000-7000-8000-00000000000a";
    private static final String SECOND = "0199a1b2-0000-7000-8000-00000000000b";
    private static final String PATCH = "PATCH " + UPLOADS + "/" + FIRST;
    private static final String HEAD = "HEAD " + UPLOADS + "/" + FIRST;

    private final StubServer stub = new StubServer();
    private final FakeMachine machine;
    private final Path path;
    private final List<Optional<UploadId>> kept = new ArrayList<>();

    TusUploadTest(@TempDir Path directory) throws IOException {
        machine = new FakeMachine(directory);
        path = Files.writeString(directory.resolve("x.txt"), "0123456789");
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    private Session session() {
        return SwitchboardClient.connect(stub.uri(), ClientOptions.defaults(), machine)
                .asApiClient(new ApiClientId(ID), "hush")
                .actingFor(new AccountId(ID))
                .session();
    }

    private long uploads(@Nullable String begun) throws IOException {
        try (SourceFile file = SourceFile.open(path)) {
            return new TusUpload(
                            session(),
                            new TransferId(ID),
                            file,
                            Optional.ofNullable(begun).map(UploadId::new),
                            place -> kept.add(Optional.ofNullable(place)),
                            TransferProgress.SILENT)
                    .run();
        }
    }

    private StubServer creates(String upload) {
        return stub.on("POST " + UPLOADS, 201, "", Map.of("Location", stub.uri() + UPLOADS + "/" + upload));
    }

    private static Map<String, String> offset(int offset) {
        return Map.of("Upload-Offset", Integer.toString(offset));
    }

    @Test
    void itIsBegunRememberedAndSent() throws IOException {
        creates(FIRST).on(PATCH, 204, "", offset(10));

        assertThat(uploads(null)).isEqualTo(10);

        assertThat(kept).containsExactly(Optional.of(new UploadId(FIRST)));
        StubServer.Request begun = stub.asked("POST " + UPLOADS).get(0);
        assertThat(begun.header("Upload-length")).isEqualTo("10");
        assertThat(begun.header("Tus-resumable")).isEqualTo("1.0.0");
        assertThat(begun.header("Switchboard-account")).isEqualTo(ID);
        StubServer.Request sent = stub.asked(PATCH).get(0);
        assertThat(sent.body()).isEqualTo("0123456789");
        assertThat(sent.header("Content-type")).isEqualTo("application/offset+octet-stream");
        assertThat(sent.header("Content-length")).isEqualTo("10");
        assertThat(sent.header("Upload-offset")).isEqualTo("0");
    }

    @Test
    void whatWasBegunGoesOnWhereTheServerSays() throws IOException {
        stub.on(HEAD, 200, "", offset(7)).on(PATCH, 204, "", offset(10));

        assertThat(uploads(FIRST)).isEqualTo(3);

        assertThat(stub.asked("POST " + UPLOADS)).isEmpty();
        assertThat(stub.asked(PATCH).get(0).body()).isEqualTo("789");
    }

    @Test
    void whatIsCompleteNeedsNothing() throws IOException {
        stub.on(HEAD, 200, "", offset(10));
        assertThat(uploads(FIRST)).isZero();
        assertThat(stub.asked(PATCH)).isEmpty();
    }

    @Test
    void nothingAtAllIsSentAsWell() throws IOException {
        Files.writeString(path, "");
        creates(FIRST).on(PATCH, 204, "", offset(0));
        assertThat(uploads(null)).isZero();
        assertThat(stub.asked(PATCH)).hasSize(1);
    }

    @Test
    void whoIsElsewhereIsToldWhere() throws IOException {
        creates(FIRST)
                .on(PATCH, 409, StubServer.problem("upload-offset", 409), offset(4))
                .on(PATCH, 204, "", offset(10));
        uploads(null);
        assertThat(stub.asked(PATCH)).extracting(StubServer.Request::body).containsExactly("0123456789", "456789");
        assertThat(stub.asked(HEAD)).isEmpty();
    }

    @Test
    void afterABrokenAnswerItAsksWhereToGoOn() throws IOException {
        creates(FIRST)
                .on(PATCH, 200, "{}", Map.of(StubServer.CUT_OFF, "1"))
                .on(PATCH, 204, "", offset(10))
                .on(HEAD, 200, "", offset(6));
        assertThat(uploads(null)).isEqualTo(10);
        assertThat(stub.asked(PATCH)).extracting(StubServer.Request::body).containsExactly("0123456789", "6789");
        assertThat(machine.pauses()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"401", "429", "502", "503", "504"})
    void whatPassesIsTriedAgain(int status) throws IOException {
        creates(FIRST)
                .on(PATCH, status, StubServer.problem("busy", status), Map.of("Retry-After", "7"))
                .on(PATCH, 204, "", offset(10))
                .on(HEAD, 200, "", offset(2));
        assertThat(uploads(null)).isEqualTo(10);
        assertThat(stub.asked(PATCH)).extracting(StubServer.Request::body).containsExactly("0123456789", "23456789");
        assertThat(machine.pauses().get(0)).isGreaterThanOrEqualTo(Duration.ofSeconds(7));
        assertThat(stub.asked(PATCH)
                        .get(0)
                        .header("Authorization")
                        .equals(stub.asked(PATCH).get(1).header("Authorization")))
                .isEqualTo(status != 401);
    }

    @Test
    void whatIsGoneIsBegunAnew() throws IOException {
        stub.on(HEAD, 410, "");
        creates(SECOND).on("PATCH " + UPLOADS + "/" + SECOND, 204, "", offset(10));
        assertThat(uploads(FIRST)).isEqualTo(10);
        assertThat(kept).containsExactly(Optional.empty(), Optional.of(new UploadId(SECOND)));
    }

    @Test
    void whatIsGoneAgainAndAgainIsGivenUp() {
        creates(FIRST).on(PATCH, 410, StubServer.problem("upload-gone", 410));
        assertThatThrownBy(() -> uploads(null))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("upload-gone");
        assertThat(stub.asked(PATCH)).hasSize(4);
    }

    @ParameterizedTest
    @CsvSource({
        "409, upload-taken-over",
        "409, illegal-move",
        "413, upload-too-large",
        "422, digest-mismatch",
        "507, storage-full"
    })
    void whatIsRefusedForGoodEndsAtOnce(int status, String code) {
        creates(FIRST).on(PATCH, status, StubServer.problem(code, status));
        assertThatThrownBy(() -> uploads(null))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.code()).isEqualTo(code));
        assertThat(stub.asked(PATCH)).hasSize(1);
        assertThat(machine.pauses()).isEmpty();
    }

    @Test
    void itIsNotTriedForEver() {
        creates(FIRST).on(PATCH, 503, StubServer.problem("busy", 503)).on(HEAD, 200, "", offset(0));
        assertThatThrownBy(() -> uploads(null)).isInstanceOf(ProblemException.class);
        assertThat(machine.pauses().stream().reduce(Duration.ZERO, Duration::plus))
                .isBetween(Duration.ofMinutes(9), Patience.LIMIT);
    }

    @Test
    void aServerThatIsAwayIsWaitedForAndThenGivenUp() {
        Session session = session();
        stub.close();
        assertThatThrownBy(() -> {
                    try (SourceFile file = SourceFile.open(path)) {
                        new TusUpload(
                                        session,
                                        new TransferId(ID),
                                        file,
                                        Optional.empty(),
                                        place -> {},
                                        TransferProgress.SILENT)
                                .run();
                    }
                })
                .isInstanceOf(UnreachableException.class);
        assertThat(machine.pauses()).hasSizeGreaterThan(10);
    }

    @Test
    void aFileThatHasChangedIsNotSentOn() throws IOException {
        creates(FIRST).on(PATCH, 503, StubServer.problem("busy", 503)).on(HEAD, 200, "", offset(0));
        machine.onPause(length -> change());
        assertThatThrownBy(() -> uploads(null)).isInstanceOf(FileChangedException.class);
        assertThat(stub.asked(PATCH)).hasSize(1);
    }

    private void change() {
        try {
            Files.writeString(path, "9876543210!");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
