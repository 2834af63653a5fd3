// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.harness.Account;
import io.switchboard.harness.Data;
import io.switchboard.harness.Enterprise;
import io.switchboard.harness.OnceForAllDatabases;
import io.switchboard.harness.Program;
import io.switchboard.harness.Proving;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServerOnTime;
import io.switchboard.harness.StoredByHand;
import io.switchboard.harness.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code switchboard receive}: what is sent comes whole, verified, and under a name that does no harm. */
@OnceForAllDatabases
@ExtendWith(SharedServerOnTime.class)
class SendReceivedIT {
    private static final int MIB = 1 << 20;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final ServerUnderTest server;
    private final Enterprise enterprise;
    private final Terminal sender;
    private final Account receiver;

    @TempDir
    private Path directory;

    private SendingDevice ben;
    private Path downloads;

    @SuppressWarnings("NullAway.Init")
    SendReceivedIT(ServerUnderTest server) {
        this.server = server;
        enterprise = server.newEnterprise();
        sender = enterprise.newAccount().enrolsTerminal();
        receiver = enterprise.newAccount();
    }

    @BeforeEach
    void enrol() throws IOException {
        ben = SendingDevice.of(server, receiver, directory.resolve("home"));
        downloads = Files.createDirectory(directory.resolve("downloads"));
    }

    /** Something that the server has and the sender has proven; the transfer's id. */
    private String sent(Data data, String name) {
        Map<String, Object> declaration = new HashMap<>(data.to(Map.of("accountId", receiver.id())));
        declaration.put("name", name);
        JsonNode transfer = sender.post("/transfers", declaration).expect(201).json();
        String id = transfer.get("id").asText();
        if (transfer.get("content").asText().equals("proof-required")) {
            String proof = Proving.of(transfer, server, sender.account().id(), receiver.id(), data);
            sender.post("/transfers/" + id + "/proof", Map.of("proof", proof)).expect(200);
        }
        return id;
    }

    private Program.Ended receives(String... more) {
        return ben.line().run(words(more));
    }

    private String[] words(String... more) {
        return Stream.concat(Stream.of("receive", "--to", downloads.toString()), Stream.of(more))
                .toArray(String[]::new);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(downloads)) {
            return all.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private String stateOf(String transfer) {
        return sender.reads("/transfers/" + transfer).get("state").asText();
    }

    /** What is under way is cut off, and nothing of it is left; the others come all the same. */
    @Test
    void whatIsTakenBackWhileItComesDoesNotComeToItsEnd() throws IOException {
        Data film = Data.random(48 * MIB);
        Data note = Data.random(100_000);
        StoredByHand.store(server, enterprise, film);
        StoredByHand.store(server, enterprise, note);
        String takenBack = sent(film, "film.mp4");
        String other = sent(note, "note.txt");
        Data late = Data.random(1000);
        String stillToCome = sent(late, "late.txt");
        try (BadLine line = new BadLine(server)) {
            line.holdsAnswersAfter(MIB);
            try (Program receiving = ben.line().start("", words("--wait", "--server", line.address()))) {
                Awaitility.await("some of it has come").atMost(LIMIT).until(() -> line.toClient() >= MIB);
                sender.post("/transfers/" + takenBack + "/cancellation").expect(200);
                line.goesOn();
                Awaitility.await("what is there has come")
                        .atMost(LIMIT)
                        .until(() -> stateOf(other).equals("received"));
                sender.request(
                                "POST",
                                "/transfers/" + stillToCome + "/uploads",
                                late.bytes(),
                                Map.of(
                                        "Tus-Resumable", "1.0.0",
                                        "Upload-Length", "1000",
                                        "Content-Type", "application/offset+octet-stream"))
                        .expect(201);
                Program.Ended ended = receiving.awaitsEnd(LIMIT).expect(1);
                assertThat(ended.err())
                        .contains(
                                "film.mp4: it has not come whole: meanwhile the sender took it back. What had come was"
                                        + " removed.")
                        .endsWith("One does not count as received.\n");
                assertThat(ended.out()).contains("note.txt: 97.6 KiB");
            }
        }
        assertThat(files()).containsExactly("late.txt", "note.txt");
        assertThat(stateOf(takenBack)).isEqualTo("cancelled");
        assertThat(stateOf(other)).isEqualTo("received");
    }

    /** What is under way comes to its end; the file says what it is worth. */
    @Test
    void whatAnotherTerminalHadFirstDoesNotCount() throws IOException {
        Data film = Data.random(4 * MIB);
        StoredByHand.store(server, enterprise, film);
        String transfer = sent(film, "film.mp4");
        try (BadLine line = new BadLine(server)) {
            line.holdsAnswersAfter(MIB);
            try (Program receiving = ben.line().start("", words("--server", line.address()))) {
                Awaitility.await("some of it has come").atMost(LIMIT).until(() -> line.toClient() >= MIB);
                Terminal tablet = ben.account().enrolsTerminal();
                tablet.awaits("transfer.offered", transfer);
                tablet.post("/transfers/" + transfer + "/receipt", Map.of("identification", Data.json(film.code())))
                        .expect(200);
                line.goesOn();
                assertThat(receiving.awaitsEnd(LIMIT).expect(1).err())
                        .contains("film.mp4: it came whole, and does not count as received: another terminal of the"
                                + " account had it first. The file stays.")
                        .endsWith("One does not count as received.\n");
            }
        }
        assertThat(downloads.resolve("film.mp4")).hasBinaryContent(film.bytes());
    }

    @Test
    void whatIsThereIsReceivedWithItsReceipt() throws IOException {
        Data data = Data.random(300_000);
        StoredByHand.store(server, enterprise, data);
        String transfer = sent(data, "holiday.mp4");

        Program.Ended received = receives().expect(0);

        assertThat(received.out()).contains("holiday.mp4: 292.9 KiB", transfer);
        assertThat(downloads.resolve("holiday.mp4")).hasBinaryContent(data.bytes());
        assertThat(files()).containsExactly("holiday.mp4");
        assertThat(stateOf(transfer)).isEqualTo("received");
        assertThat(receives().expect(0).out()).isEqualTo("Nothing to receive.\n");
        assertThat(receives(transfer).expect(1).err()).contains("is over for this terminal: received");
    }

    @Test
    void aNameThatASenderHasChosenDoesNoHarm() throws IOException {
        Data data = Data.random(100_000);
        StoredByHand.store(server, enterprise, data);
        Files.writeString(downloads.resolve("report.pdf"), "mine");
        String nameless = sent(data, "..");
        List.of(".bashrc", "CON", "-rf", "report.pdf", "report.pdf", "invoice\u202Efdp.exe", "x".repeat(255))
                .forEach(name -> sent(data, name));

        receives().expect(0);

        assertThat(files())
                .containsExactlyInAnyOrder(
                        "transfer-" + nameless,
                        "bashrc",
                        "_CON",
                        "_-rf",
                        "report.pdf",
                        "report (2).pdf",
                        "report (3).pdf",
                        "invoice_fdp.exe",
                        "x".repeat(200));
        assertThat(downloads.resolve("report.pdf")).hasContent("mine");
        assertThat(downloads.resolve("report (3).pdf")).hasBinaryContent(data.bytes());
        assertThat(directory.toFile().list()).containsExactlyInAnyOrder("home", "downloads");
    }

    @Test
    void aLineThatBreaksAndAProgramThatIsKilledCostLittle() throws IOException {
        Data data = Data.random(8 * MIB);
        StoredByHand.store(server, enterprise, data);
        String transfer = sent(data, "holiday.mp4");
        try (BadLine line = new BadLine(server)) {
            line.breaksAnswers(2, MIB);
            line.holdsAnswersAfter(5L * MIB);
            try (Program killed = ben.line().start("", words("--server", line.address()))) {
                Awaitility.await("bytes").atMost(LIMIT).until(() -> part() >= 3L * MIB);
                killed.kill();
            }
            assertThat(line.breaksLeft()).isZero();
            assertThat(downloads.resolve("holiday.mp4")).doesNotExist();
            line.goesOn();
            long before = part();
            long come = line.toClient();

            receives("--server", line.address()).expect(0);

            assertThat(line.toClient() - come).isLessThan(8L * MIB - before + MIB / 2);
        }
        assertThat(downloads.resolve("holiday.mp4")).hasBinaryContent(data.bytes());
        assertThat(files()).containsExactly("holiday.mp4");
        assertThat(stateOf(transfer)).isEqualTo("received");
    }

    /** How much has come. */
    private long part() throws IOException {
        try (Stream<Path> all = Files.list(downloads)) {
            return all.filter(file -> file.toString().endsWith(".part"))
                    .mapToLong(file -> file.toFile().length())
                    .findFirst()
                    .orElse(0);
        }
    }

    @Test
    void whatIsNotWhatWasSentIsRemoved() throws IOException {
        Data data = Data.random(200_000);
        String content = StoredByHand.store(server, enterprise, data).toString().replace("-", "");
        String transfer = sent(data, "holiday.mp4");
        try (Stream<Path> all = Files.walk(server.data().resolve("contents"))) {
            Path kept = all.filter(Files::isRegularFile)
                    .filter(file -> file.toString().replaceAll("[-/]", "").contains(content))
                    .findFirst()
                    .orElseThrow();
            Files.write(kept, new byte[200_000]);
        }
        assertThat(receives().expect(1).err()).contains("is not what was sent");
        assertThat(files()).isEmpty();
        assertThat(stateOf(transfer)).isEqualTo("open");
    }

    @Test
    void whoFollowsReceivesWhateverComesAndTakesNothingFromAChannel() throws IOException {
        Data data = Data.random(100_000);
        try (Program following = ben.line().start("", words("--follow"))) {
            Awaitility.await("the program")
                    .atMost(LIMIT)
                    .until(() -> following.err().contains("Ctrl-C ends it"));
            StoredByHand.store(server, enterprise, data);
            String first = sent(data, "one.bin");
            awaitsState(first, "received");
            String second = sent(data, "two.bin");
            awaitsState(second, "received");
            assertThat(files()).containsExactly("one.bin", "two.bin");
            try (Program watch = ben.line().start("", "watch", "--json")) {
                Awaitility.await("the events")
                        .atMost(LIMIT)
                        .until(() -> watch.out().contains(first) && watch.out().contains(second));
            }
        }
    }

    @Test
    void whoWaitsGetsWhatIsStillOnTheWay() throws IOException {
        Data data = Data.random(100_000);
        String id = sent(data, "holiday.mp4");
        assertThat(receives(id).expect(1).err()).contains("not there yet; --wait waits");
        String upload = begins(id, data);
        sends(upload, data, 0, 60_000);
        try (Program waiting = ben.line().start("", words(id, "--wait", "--json"))) {
            sends(upload, data, 60_000, 100_000);
            assertThat(waiting.awaitsEnd(LIMIT).expect(0).out()).contains("\"state\":\"received\"");
        }
        assertThat(downloads.resolve("holiday.mp4")).hasBinaryContent(data.bytes());
        assertThat(files()).containsExactly("holiday.mp4");
    }

    /** Begins an upload; its path. */
    private String begins(String transfer, Data data) {
        String length = Integer.toString(data.bytes().length);
        return sender.request(
                        "POST",
                        "/transfers/" + transfer + "/uploads",
                        null,
                        Sending.tus(Map.of("Upload-Length", length)))
                .expect(201)
                .header("Location")
                .orElseThrow()
                .substring((server.address() + "/api/v1").length());
    }

    private void sends(String upload, Data data, int from, int to) {
        sender.request(
                        "PATCH",
                        upload,
                        Arrays.copyOfRange(data.bytes(), from, to),
                        Sending.tus(Map.of(
                                "Content-Type",
                                "application/offset+octet-stream",
                                "Upload-Offset",
                                Integer.toString(from))))
                .expect(204);
    }

    private void awaitsState(String transfer, String state) {
        Awaitility.await(state).atMost(LIMIT).until(() -> stateOf(transfer).equals(state));
    }
}
