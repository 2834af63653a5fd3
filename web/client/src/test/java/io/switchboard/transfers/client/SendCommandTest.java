// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.shared.client.CommandRun;
import io.switchboard.shared.client.ExitCode;
import io.switchboard.shared.client.FakeMachine;
import io.switchboard.shared.client.Json;
import io.switchboard.shared.client.StubServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code send} asks for, says and remembers. */
class SendCommandTest {
    private static final String ID = "0199a1b2-0000-7000-8000-000000000001";
    private static final String TRANSFERS = "/api/v1/transfers";
    private static final String TRANSFER = "GET " + TRANSFERS + "/" + ID;
    private static final String UPLOAD = TRANSFERS + "/" + ID + "/uploads";

    private final StubServer stub = new StubServer();
    private final FakeMachine machine;
    private final Path file;

    SendCommandTest(@TempDir Path directory) throws IOException {
        file = Files.writeString(directory.resolve("abc.txt"), "abc");
        machine = new FakeMachine(directory)
                .with("SWITCHBOARD_CLIENT_ID", ID)
                .with("SWITCHBOARD_CLIENT_SECRET", "hush")
                .with("SWITCHBOARD_SERVER", stub.uri().toString());
        stub.on("GET " + TRANSFERS, 200, "{\"items\":[]}");
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    private CommandRun sends(String... more) {
        List<String> words = new ArrayList<>(List.of("send", file.toString(), "--account", ID, "--to", ID));
        words.addAll(List.of(more));
        return CommandRun.of(machine, words.toArray(String[]::new));
    }

    private static String view(String state, String content) {
        return "{\"id\":\"" + ID + "\",\"direction\":\"outgoing\",\"state\":\"" + state + "\",\"content\":\"" + content
                + "\",\"identification\":{\"algorithm\":\"sha-256\",\"digest\":\"" + "0".repeat(64)
                + "\"},\"size\":3,\"name\":\"abc.txt\",\"completion\":\"first-receipt\",\"deliveries\":[{\"terminalId\":\""
                + ID + "\",\"state\":\"offered\"}],"
                + "\"createdAt\":\"2026-11-20T12:00:00Z\",\"expiresAt\":\"2026-11-27T12:00:00Z\"}";
    }

    private JsonNode declared(int which) {
        return Json.read(stub.asked("POST " + TRANSFERS).get(which).body(), JsonNode.class);
    }

    private List<String> remembered() throws IOException {
        Path sends = machine.home().resolve("switchboard").resolve("sends");
        if (!Files.exists(sends)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(sends)) {
            return all.map(Path::toString).toList();
        }
    }

    @Test
    void whatTheServerHasIsNotUploaded() throws IOException {
        stub.on("POST " + TRANSFERS, 201, view("open", "stored"));

        CommandRun run = sends();

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .isEqualTo(file + ": 3 bytes to account " + ID + ", 0 bytes uploaded, 3 bytes there already. Transfer "
                        + ID + "\n");
        assertThat(run.err()).isEqualTo("abc.txt: reading 3 bytes\n");
        assertThat(declared(0).at("/identification/digest").asText()).startsWith("ba7816bf");
        assertThat(declared(0).get("name").asText()).isEqualTo("abc.txt");
        assertThat(declared(0).at("/target/accountId").asText()).isEqualTo(ID);
        assertThat(remembered()).isEmpty();
        assertThat(machine.minds()).isFalse();
    }

    @Test
    void whoWantsAllReceiptsSaysSo() {
        stub.on("POST " + TRANSFERS, 201, view("open", "stored"));
        assertThat(sends("--completion", "all-receipts").code()).isEqualTo(ExitCode.OK);
        assertThat(declared(0).get("completion").asText()).isEqualTo("all-receipts");
    }

    @Test
    void whoSendsToNobodyIsTold() {
        String unheard = view("open", "stored").replaceFirst("\"deliveries\":\\[.*?]", "\"deliveries\":[]");
        stub.on("POST " + TRANSFERS, 201, unheard);
        assertThat(CommandRun.of(machine, "send", file.toString(), "--account", ID, "--to", "me")
                        .err())
                .contains("Nobody is there to receive it yet: you have no other terminal. One that is enrolled before");
        assertThat(sends("--json").err()).isEmpty();
    }

    @Test
    void aNameOfOnesOwnCannotSteerTheTerminalEither() throws IOException {
        Path two = Files.writeString(file.resolveSibling("a\nb.txt"), "abc");
        stub.on("POST " + TRANSFERS, 201, view("open", "stored"));
        CommandRun run = CommandRun.of(machine, "send", two.toString(), "--account", ID, "--to", ID);
        assertThat(run.out()).contains("a b.txt: 3 bytes").containsOnlyOnce("\n");
    }

    @Test
    void programsGetOneDocumentAndNothingElse() {
        stub.on("POST " + TRANSFERS, 201, view("open", "stored"));

        CommandRun run = sends("--json");

        JsonNode said = Json.read(run.out(), JsonNode.class);
        assertThat(said.get("uploaded").asLong()).isZero();
        assertThat(said.get("there").asLong()).isEqualTo(3);
        assertThat(said.at("/transfer/id").asText()).isEqualTo(ID);
        assertThat(run.err()).isEmpty();
        assertThat(sends("--quiet").err()).isEmpty();
    }

    @Test
    void whoLooksAtATerminalSeesALineThatChangesAndGoes() {
        stub.on("POST " + TRANSFERS, 201, view("open", "stored"));
        machine.typing("somebody is there");
        assertThat(sends().err())
                .startsWith("\rabc.txt  reading   0% [................]")
                .contains("\rabc.txt  reading 100% [################]")
                .endsWith(" \r")
                .doesNotContain("\n");
    }

    @Test
    void anEnterpriseWithAnotherRuleGetsTheCodeByThatRule() {
        stub.on("POST " + TRANSFERS, 422, StubServer.problem("wrong-rule", 422))
                .on("POST " + TRANSFERS, 201, view("open", "stored"));
        assertThat(sends().code()).isZero();
        assertThat(declared(1).at("/identification/algorithm").asText()).isEqualTo("sha-512");
        assertThat(declared(1).at("/identification/digest").asText()).startsWith("ddaf35a1");
    }

    @Test
    void anIdThatIsNoAccountsIsATerminals() throws IOException {
        stub.on("POST " + TRANSFERS, 422, StubServer.problem("target-unknown", 422))
                .on("POST " + TRANSFERS, 201, view("open", "stored"));
        assertThat(sends().out()).contains(" to terminal " + ID + ",");
        assertThat(declared(1).at("/target/terminalId").asText()).isEqualTo(ID);

        stub.instead("POST " + TRANSFERS, 422, StubServer.problem("target-unknown", 422));
        assertThat(sends().code()).isEqualTo(ExitCode.REFUSED);
        assertThat(remembered()).isEmpty();
    }

    @Test
    void whatWasInterruptedGoesOnWithItsTransferAndItsUpload() throws IOException {
        String upload = "PATCH " + UPLOAD + "/" + ID;
        stub.on("POST " + TRANSFERS, 201, view("open", "declared"))
                .on("POST " + UPLOAD, 201, "", Map.of("Location", stub.uri() + UPLOAD + "/" + ID))
                .on(upload, 507, StubServer.problem("storage-full", 507))
                .on(upload, 204, "", Map.of("Upload-Offset", "3"));
        CommandRun full = sends();
        assertThat(full.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(full.err()).contains("507 storage-full");
        assertThat(remembered()).hasSize(1);

        stub.on(TRANSFER, 200, view("open", "uploading"))
                .on(TRANSFER, 200, view("open", "stored"))
                .on("HEAD " + UPLOAD + "/" + ID, 200, "", Map.of("Upload-Offset", "1"));
        CommandRun again = sends();
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(again.out()).contains("2 bytes uploaded, 1 byte there already");
        assertThat(stub.asked("POST " + TRANSFERS)).hasSize(1);
        assertThat(stub.asked("POST " + UPLOAD)).hasSize(1);
        assertThat(remembered()).isEmpty();
    }

    @Test
    void whatHasEndedMeanwhileIsSentAnew() throws IOException {
        stub.on("POST " + TRANSFERS, 201, view("open", "declared"))
                .on("POST " + UPLOAD, 413, StubServer.problem("x", 413));
        sends();
        stub.on(TRANSFER, 200, view("cancelled", "failed")).instead("POST " + TRANSFERS, 201, view("open", "stored"));
        assertThat(sends().code()).isZero();
        List<StubServer.Request> declared = stub.asked("POST " + TRANSFERS);
        assertThat(declared).hasSize(2);
        assertThat(declared.get(1).header("Idempotency-key"))
                .isNotEqualTo(declared.get(0).header("Idempotency-key"));
    }

    @Test
    void whatCannotBeSentIsFoundOutBeforeAnythingIs() throws IOException {
        stub.on("POST " + TRANSFERS, 201, view("open", "stored"));
        Path folder = Files.createDirectory(file.resolveSibling("folder"));
        for (Path unsendable : List.of(folder, file.resolveSibling("missing"))) {
            CommandRun run =
                    CommandRun.of(machine, "send", file.toString(), unsendable.toString(), "--account", ID, "--to", ID);
            assertThat(run.code()).isEqualTo(ExitCode.USAGE);
            assertThat(run.err()).contains(unsendable.toString());
        }
        assertThat(stub.asked()).isEmpty();
        assertThat(remembered()).isEmpty();
    }

    @Test
    void whatWasReceivedIsPassedOverByTheSameCommandAndSentAnewByAnother() throws IOException {
        Path second = Files.writeString(file.resolveSibling("def.txt"), "def");
        String[] both = {"send", file.toString(), second.toString(), "--account", ID, "--to", ID};
        stub.on("POST " + TRANSFERS, 201, view("open", "stored"))
                .on("POST " + TRANSFERS, 403, StubServer.problem("transfer-refused", 403))
                .on(TRANSFER, 200, view("received", "stored"));
        assertThat(CommandRun.of(machine, both).code()).isEqualTo(ExitCode.REFUSED);
        assertThat(CommandRun.of(machine, both).code()).isEqualTo(ExitCode.REFUSED);
        assertThat(stub.asked("POST " + TRANSFERS)).hasSize(3);
        assertThat(remembered()).hasSize(1);

        stub.instead("POST " + TRANSFERS, 201, view("open", "stored"));
        assertThat(sends().code()).isZero();

        assertThat(stub.asked("POST " + TRANSFERS)).hasSize(4);
        assertThat(declared(3).get("name").asText()).isEqualTo("abc.txt");
        assertThat(remembered()).isEmpty();
    }

    @Test
    void whoWaitsIsToldHowItEnded() {
        stub.on("POST " + TRANSFERS, 201, view("open", "stored"))
                .on(TRANSFER, 200, view("open", "stored"))
                .on(TRANSFER, 200, view("declined", "stored"));
        CommandRun run = sends("--wait");
        assertThat(run.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(run.out()).endsWith(file + ": declined\n");
        assertThat(run.err()).contains("abc.txt: waiting to be fetched", "Not received: " + file + ": declined.");
    }

    @Test
    void aCodeGoesWithItsPinAndWithoutItIntoTheMemory() throws IOException {
        stub.on("POST " + TRANSFERS, 403, StubServer.problem("transfer-refused", 403))
                .on("POST " + TRANSFERS, 201, view("open", "stored"));
        String[] words = {
            "send", file.toString(), "--account", ID, "--to", "code:7QK4M-9ZT2B-9", "--pin-prompt", "--disclose"
        };
        assertThat(CommandRun.withInput(machine, "123456\n", words).code()).isEqualTo(ExitCode.REFUSED);
        assertThat(remembered()).isEmpty();
        CommandRun run = CommandRun.withInput(machine, "654321\n", words);
        assertThat(run.out()).contains("to the owner of the code").doesNotContain("7QK4M");
        assertThat(declared(1).get("target"))
                .isEqualTo(Json.tree(
                        Map.of("virtualIdentifier", "7QK4M-9ZT2B-9", "pin", "654321", "discloseAccount", true)));
        assertThat(sends("--disclose").code()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void aFileThatIsNotThereIsExitCodeTwo() {
        CommandRun run = CommandRun.of(machine, "send", file + "x", "--account", ID, "--to", ID);
        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("abc.txtx: there is no such file");
        assertThat(sends("--type", "video").code()).isEqualTo(ExitCode.USAGE);
        assertThat(CommandRun.of(machine, "send", file.toString(), "--account", ID, "--to", "ben")
                        .err())
                .contains("'ben' is not an id", "code:CODE");
    }
}
