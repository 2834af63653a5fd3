// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.shared.client.CommandRun;
import io.switchboard.shared.client.ExitCode;
import io.switchboard.shared.client.FakeMachine;
import io.switchboard.shared.client.StubServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A terminal with a private server beside its central: where things are sent through, and where they are looked for. */
class SeveralServersTest {
    private static final String ID = "0199a1b2-0000-7000-8000-000000000001";
    private static final String TRANSFERS = "/api/v1/transfers";
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    private final StubServer central = new StubServer();
    private final StubServer office = new StubServer();
    private final FakeMachine machine;
    private final Path file;
    private final Path downloads;

    SeveralServersTest(@TempDir Path directory) throws IOException {
        file = Files.writeString(directory.resolve("abc.txt"), "abc");
        downloads = Files.createDirectory(directory.resolve("downloads"));
        machine = new FakeMachine(directory)
                .with("SWITCHBOARD_SERVER", central.uri().toString());
    }

    @BeforeEach
    void enrol() {
        central.on(
                        "POST /api/v1/terminals",
                        201,
                        "{\"id\":\"" + ID + "\",\"accountId\":\"" + ID
                                + "\",\"name\":\"phone\",\"state\":\"active\",\"enrolledAt\":\"2026-11-20T12:00:00Z\"}")
                .on(
                        "GET /api/v1/servers",
                        200,
                        "{\"servers\":[" + server("Central", "central", central, true) + ","
                                + server("Office", "private", office, false) + "]}");
        for (StubServer server : List.of(central, office)) {
            server.on("GET " + TRANSFERS, 200, "{\"items\":[]}").on("POST " + TRANSFERS, 201, view("outgoing"));
        }
        assertThat(CommandRun.of(machine, "enrol", "0".repeat(26), "--name", "phone")
                        .code())
                .isZero();
    }

    @AfterEach
    void stop() {
        central.close();
        office.close();
    }

    private static String server(String name, String kind, StubServer at, boolean here) {
        return "{\"name\":\"" + name + "\",\"kind\":\"" + kind + "\",\"url\":\"" + at.uri() + "\",\"icon\":\""
                + at.uri() + "/icon\",\"here\":" + here + "}";
    }

    private static String view(String direction) {
        return "{\"id\":\"" + ID + "\",\"direction\":\"" + direction
                + "\",\"state\":\"open\",\"content\":\"stored\",\"identification\":{\"algorithm\":\"sha-256\",\"digest\":\""
                + ABC + "\"},\"size\":3,\"name\":\"abc.txt\",\"completion\":\"first-receipt\",\"sourceAccountId\":\""
                + ID
                + "\",\"deliveries\":[{\"terminalId\":\"" + ID
                + "\",\"state\":\"offered\",\"updatedAt\":\"2026-11-20T12:00:00Z\"}],"
                + "\"createdAt\":\"2026-11-20T12:00:00Z\",\"expiresAt\":\"2026-11-27T12:00:00Z\"}";
    }

    private CommandRun sends(String input, String... more) {
        List<String> words = new ArrayList<>(List.of("send", file.toString(), "--to", "account:" + ID, "--quiet"));
        words.addAll(List.of(more));
        return CommandRun.withInput(machine, input, words.toArray(String[]::new));
    }

    private CommandRun receives(String... more) {
        List<String> words = new ArrayList<>(List.of("receive", "--to", downloads.toString(), "--quiet"));
        words.addAll(List.of(more));
        return CommandRun.of(machine, words.toArray(String[]::new));
    }

    private void isAtTheOffice() {
        office.instead("GET " + TRANSFERS, 200, "{\"items\":[" + view("incoming") + "]}")
                .on("GET " + TRANSFERS + "/" + ID + "/content", 200, "abc")
                .on("POST " + TRANSFERS + "/" + ID + "/receipt", 200, view("incoming"));
    }

    private static int sentTo(StubServer server) {
        return server.asked("POST " + TRANSFERS).size();
    }

    @Test
    void whereItWasSentThroughIsSaid() {
        assertThat(sends("", "--via", "Office").out()).contains("3 bytes to account " + ID + " at Office, ");
        assertThat(sentTo(office)).isEqualTo(1);
        assertThat(sends("").out()).contains("3 bytes to account " + ID + ", ");
        assertThat(sentTo(central)).isEqualTo(1);
    }

    @Test
    void whoIsAskedTakesTheFirstWithEnterAndIsAskedAgainForAnythingElse() {
        machine.typing("somebody is there");

        CommandRun first = sends("\n");
        assertThat(first.code()).as(first.err()).isZero();
        assertThat(sentTo(central)).isEqualTo(1);

        CommandRun second = sends("3\nHome\n2\n");
        assertThat(second.code()).as(second.err()).isZero();
        assertThat(second.err().split("Through which server\\?", -1)).hasSize(4);
        assertThat(sentTo(office)).isEqualTo(1);

        CommandRun nothing = sends("");
        assertThat(nothing.code()).isEqualTo(ExitCode.USAGE);
        assertThat(nothing.err()).contains("--via names one");
    }

    @Test
    void whatIsAtAPrivateServerIsReceivedByWhoNamesNone() {
        isAtTheOffice();

        CommandRun run = receives();

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .endsWith("abc.txt: 3 bytes from account " + ID + " at Office. Transfer " + ID + "\n")
                .doesNotContain("Nothing");
        assertThat(downloads.resolve("abc.txt")).hasContent("abc");
    }

    @Test
    void whoNamesAServerReceivesFromItAlone() {
        isAtTheOffice();
        assertThat(receives("--via", "Central").out()).isEqualTo("Nothing to receive.\n");
        assertThat(receives("--via", "office").out()).contains(" at Office.");
        assertThat(CommandRun.of(machine, "transfers", "list", "--via", "Office")
                        .out())
                .contains(ID, "from account " + ID);
        assertThat(CommandRun.of(machine, "transfers", "list").out()).isEqualTo("None.\n");
    }

    @Test
    void aPartThatIsThereIsReadAndTheRestReceived() throws IOException {
        isAtTheOffice();
        office.instead("GET " + TRANSFERS + "/" + ID + "/content", 507, StubServer.problem("storage-full", 507));
        assertThat(receives("--via", "Office").code()).isEqualTo(ExitCode.REFUSED);
        Path part;
        try (Stream<Path> all = Files.list(downloads)) {
            part = all.findFirst().orElseThrow();
        }
        Files.writeString(part, "a");

        CommandRun run = CommandRun.of(machine, "receive", "--to", downloads.toString(), "--via", "Office");

        assertThat(run.err())
                .contains("abc.txt: reading 1 byte\n")
                .contains("abc.txt: receiving 3 bytes from 33% on\n")
                .doesNotContain("from 0% on");
    }

    @Test
    void aFileIsNoDirectory() {
        CommandRun run = CommandRun.of(machine, "receive", "--to", file.toString());
        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains(file + " is no directory").doesNotContain("make it");
    }

    @Test
    void aPrivateServerThatIsNotThereIsPassedOverWithAWord() {
        office.close();

        CommandRun run = receives();

        assertThat(run.code()).isZero();
        assertThat(run.out()).isEqualTo("Nothing to receive.\n");
        assertThat(run.err()).contains("Not looked at: Office. The server at " + office.uri() + " cannot be reached");
        assertThat(machine.pauses()).isEmpty();
    }
}
