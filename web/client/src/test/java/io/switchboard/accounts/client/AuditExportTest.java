// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.shared.client.CommandRun;
import io.switchboard.shared.client.ExitCode;
import io.switchboard.shared.client.FakeMachine;
import io.switchboard.shared.client.StubServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The audit is exported to a file whole or not at all. */
class AuditExportTest {
    private static final String ID = "0199a1b2-0000-7000-8000-000000000001";
    private static final String AUDIT = "GET /api/v1/audit";
    private static final String CSV = "id,actor\n1,\"a\nb\"\n2,server\n";

    private final StubServer stub = new StubServer();
    private final FakeMachine machine;
    private final Path directory;
    private final Path file;

    AuditExportTest(@TempDir Path directory) {
        this.directory = directory;
        file = directory.resolve("november.csv");
        machine = new FakeMachine(directory)
                .with("SWITCHBOARD_CLIENT_ID", ID)
                .with("SWITCHBOARD_CLIENT_SECRET", "hush")
                .with("SWITCHBOARD_SERVER", stub.uri().toString());
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    @Test
    void itIsSaidHowManyEntriesWereWritten() throws IOException {
        answers("text/csv;charset=utf-8", CSV);

        CommandRun run = exports();

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).isEqualTo("Wrote 2 entries to " + file + ".\n");
        assertThat(file).hasContent(CSV);
        assertThat(besides()).isEmpty();
    }

    @Test
    void asJsonEveryLineIsAnEntry() {
        answers("application/x-ndjson", "{\"actor\":\"a\\\"b\"}\n{}\n{}\n");

        assertThat(exports("--format", "ndjson", "--json").out()).contains("\"entries\":3");
    }

    @Test
    void aFileThatIsThereIsReplacedOnlyByForce() throws IOException {
        Files.writeString(file, "october");
        answers("text/csv", CSV);

        CommandRun refused = exports();

        assertThat(refused.code()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.err()).contains(file + " is there already; --force replaces it");
        assertThat(stub.asked()).isEmpty();
        assertThat(file).hasContent("october");
        assertThat(exports("--force").code()).isZero();
        assertThat(file).hasContent(CSV);
    }

    @Test
    void whatTheServerRefusesLeavesTheFileAsItWas() throws IOException {
        Files.writeString(file, "october");
        stub.on(
                AUDIT,
                400,
                "{\"type\":\"urn:switchboard:problem:invalid-request\",\"title\":\"No\",\"status\":400,"
                        + "\"errors\":[{\"pointer\":\"actor\",\"detail\":\"must be server\"}]}");

        CommandRun run = exports("--force", "--actor", "rubbish");

        assertThat(run.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(run.err()).contains("--actor  must be server");
        assertThat(file).hasContent("october");
        assertThat(besides()).isEmpty();
    }

    @Test
    void aServerThatStopsInTheMiddleLeavesNothingThatLooksWhole() throws IOException {
        stub.on(AUDIT, new StubServer.Reply(200, "text/csv", CSV, Map.of(StubServer.CUT_OFF, "")));

        CommandRun run = exports();

        assertThat(run.code()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(run.err()).contains("stopped in the middle of its answer");
        assertThat(file).doesNotExist();
        assertThat(besides()).isEmpty();
    }

    @Test
    void aPlaceThatThereIsNotIsNamedBeforeTheServerIsAsked() {
        CommandRun run = CommandRun.of(
                machine,
                "audit",
                "export",
                "--output",
                directory.resolve("none/a.csv").toString());

        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("There is no directory " + directory.resolve("none"));
        assertThat(CommandRun.of(machine, "audit", "export", "--output", directory.toString())
                        .err())
                .contains("is a directory");
        assertThat(stub.asked()).isEmpty();
    }

    @Test
    void anotherEnterpriseIsTheAdministratorsToRead() {
        for (String command : new String[] {"list", "export"}) {
            Stream<String> words = Stream.of("audit", command, "--enterprise-id", ID);
            CommandRun run = CommandRun.of(
                    machine,
                    (command.equals("list") ? words : Stream.concat(words, Stream.of("--output", file.toString())))
                            .toArray(String[]::new));

            assertThat(run.code()).isEqualTo(ExitCode.USAGE);
            assertThat(run.err()).contains("--enterprise-id goes with --admin");
        }
        assertThat(stub.asked()).isEmpty();
        assertThat(file).doesNotExist();
    }

    private void answers(String type, String body) {
        stub.on(AUDIT, new StubServer.Reply(200, type, body, Map.of()));
    }

    private CommandRun exports(String... more) {
        return CommandRun.of(
                machine,
                Stream.concat(Stream.of("audit", "export", "--output", file.toString()), Stream.of(more))
                        .toArray(String[]::new));
    }

    /** What stands in the directory but the file. */
    private Stream<Path> besides() throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(path -> !path.equals(file)).toList().stream();
        }
    }
}
