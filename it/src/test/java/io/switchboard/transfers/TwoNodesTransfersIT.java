// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers;

import static io.switchboard.transfers.Sending.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.harness.OpenRequest;
import io.switchboard.harness.Reply;
import io.switchboard.harness.SecondNode;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.Terminal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Two servers on one database and one data directory. What one of them receives the other reads, goes on with and verifies, told by nobody.
 * On H2 there is one server only, which locks its file.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledIfSystemProperty(named = "switchboard.it.database", matches = "postgresql")
class TwoNodesTransfersIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ServerUnderTest here = ServerUnderTest.start();
    private final ServerUnderTest there = SecondNode.beside(
            here, Map.of("SWITCHBOARD_DATA_DIRECTORY", here.data().toString(), "SWITCHBOARD_MASTER_KEY", ""));

    @AfterAll
    void end() {
        there.close();
        here.close();
    }

    /** A request at the other node. */
    private Reply asks(
            Terminal terminal, String method, String path, byte @Nullable [] body, Map<String, String> headers) {
        Map<String, String> all = Sending.tus(headers);
        all.put("Authorization", "Bearer " + terminal.token());
        return there.anonymous().request(method, path, body, all);
    }

    private OpenRequest reads(Sending sending) {
        OpenRequest reading = OpenRequest.begin(
                there,
                "GET",
                sending.path() + "/content",
                Map.of("Authorization", "Bearer " + sending.target().token()));
        assertThat(reading.interim()).startsWith("HTTP/1.1 200");
        return reading;
    }

    private static void brings(OpenRequest reading, Sending sending, int from, int to) {
        assertThat(reading.reads(to - from)).isEqualTo(sending.data(from, to));
    }

    @Test
    void oneReadsWhatTheOtherReceives() {
        Sending sending = Sending.of(here.newEnterprise(), 4 * MIB);
        String upload = sending.begins();
        try (OpenRequest reading = reads(sending)) {
            for (int from = 0; from < 3 * MIB; from += MIB) {
                sending.sends(upload, from, sending.data(from, from + MIB)).expect(204);
                brings(reading, sending, from, from + MIB);
            }
            sending.sendsRest(upload, 3 * MIB);
            brings(reading, sending, 3 * MIB, 4 * MIB);
            assertThat(reading.isEndedWithoutAnAnswer()).isTrue();
        }
    }

    /** Of the first half it has seen nothing: the digest is made of what is on the disk. */
    @Test
    void oneGoesOnWithWhatTheOtherHasBegun() {
        Sending sending = Sending.of(here.newEnterprise(), 2 * MIB);
        String upload = sending.begins();
        sending.sends(upload, 0, sending.data(0, MIB)).expect(204);
        asks(
                        sending.source(),
                        "PATCH",
                        upload,
                        sending.data(MIB, 2 * MIB),
                        Map.of(
                                "Content-Type",
                                "application/offset+octet-stream",
                                "Upload-Offset",
                                Integer.toString(MIB)))
                .expect(204);
        sending.isStored(upload);
    }

    @Test
    void aDigestThatIsWrongIsWrongAtEither() {
        Sending sending = Sending.ofWrongCode(here.newEnterprise(), 2 * MIB);
        String upload = sending.begins();
        sending.sends(upload, 0, sending.data(0, MIB)).expect(204);
        asks(
                        sending.source(),
                        "PATCH",
                        upload,
                        sending.data(MIB, 2 * MIB),
                        Map.of(
                                "Content-Type",
                                "application/offset+octet-stream",
                                "Upload-Offset",
                                Integer.toString(MIB)))
                .expect(422, "digest-mismatch");
    }

    @Test
    void whoIsRevokedAtOneIsCutOffAtTheOther() {
        isCutOffBy(sending -> {
            Terminal other = sending.target().account().enrolsTerminal();
            other.delete("/terminals/" + sending.target().id()).expect(204);
        });
    }

    @Test
    void whatIsTakenBackAtOneIsCutOffAtTheOther() {
        isCutOffBy(sending ->
                sending.source().post(sending.path() + "/cancellation").expect(200));
    }

    private void isCutOffBy(Consumer<Sending> deed) {
        Sending sending = Sending.of(here.newEnterprise(), 48 * MIB);
        String upload = sending.begins();
        sending.sendsRest(upload, 0);
        try (OpenRequest reading = reads(sending)) {
            brings(reading, sending, 0, MIB);
            assertThat(thereIsRead(upload)).isTrue();
            deed.accept(sending);
            // It takes nothing meanwhile, as the slowest of readers.
            Awaitility.await("the other node has ended it").atMost(PATIENCE).until(() -> !thereIsRead(upload));
            assertThat(reading.readsToItsEnd()).isLessThan(47L * MIB);
        }
    }

    /** Whether the other node has the content of an upload open. */
    private boolean thereIsRead(String upload) {
        String content = upload.substring(upload.lastIndexOf('/') + 1);
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/" + there.pid() + "/fd"))) {
            return descriptors.map(TwoNodesTransfersIT::target).anyMatch(file -> file.endsWith(content));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }

    @Test
    void oneFinishesAVerificationThatTheOthersEndHasBrokenOff() {
        Sending sending = Sending.of(here.newEnterprise(), 2 * MIB);
        String upload = sending.begins(Map.of("Upload-Defer-Length", "1"));
        sending.sends(upload, 0, sending.data()).expect(204);
        Terminal source = sending.source();
        source.token();
        try (OpenRequest open = sending.opens(
                upload, 2 * MIB, Map.of("Upload-Length", Integer.toString(2 * MIB), "Transfer-Encoding", "chunked"))) {
            Awaitility.await("the length is said")
                    .until(() -> sending.asks(upload).header("Upload-Length").isPresent());
            here.kill();
            assertThat(open.isEndedWithoutAnAnswer()).isTrue();
        }
        there.passes(Duration.ofSeconds(31));
        Awaitility.await("the other node")
                .atMost(PATIENCE)
                .until(() -> asks(source, "GET", sending.path(), null, Map.of())
                        .expect(200)
                        .json()
                        .get("content")
                        .asText()
                        .equals("stored"));
        here.restart();
        here.passes(Duration.ofSeconds(31));
        sending.isStored(upload);
    }
}
