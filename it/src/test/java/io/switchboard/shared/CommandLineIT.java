// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.harness.CommandLineUnderTest;
import io.switchboard.harness.Identifier;
import io.switchboard.harness.OnceForAllDatabases;
import io.switchboard.harness.Program;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServerOnTime;
import io.switchboard.harness.Terminal;
import io.switchboard.harness.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The runnable jar {@code switchboard}, each command a process, against a server. */
@OnceForAllDatabases
@ExtendWith(SharedServerOnTime.class)
class CommandLineIT {
    private static final String ADDRESS = "+4930901820";

    private final ServerUnderTest server;

    @TempDir
    private Path home;

    CommandLineIT(ServerUnderTest server) {
        this.server = server;
    }

    private CommandLineUnderTest switchboard() {
        return new CommandLineUnderTest(home, server.address());
    }

    /** A profile of the command line that is a terminal. */
    private CommandLineUnderTest enrolled() {
        CommandLineUnderTest device = switchboard();
        String code = server.newEnterprise().newAccount().enrolmentCode();
        assertThat(device.json("enrol", code, "--name", "Ada's phone")
                        .get("name")
                        .asText())
                .isEqualTo("Ada's phone");
        return device;
    }

    // ------------------------------------------------------------------------------------------------- every group

    @Test
    void theAdministratorMakesAnEnterpriseAndTheEnterpriseAnAccountAndATerminal() {
        CommandLineUnderTest operator = switchboard();
        operator.runWithInput(server.adminSecret() + "\n", "admin", "login", "--id", server.adminId(), "--secret-stdin")
                .expect(0);
        String enterprise = operator.json("admin", "enterprises", "create", "Acme")
                .get("id")
                .asText();
        JsonNode client = operator.json("admin", "api-clients", "create", enterprise, "back end");
        operator.runWithInput(
                        client.get("secret").asText() + "\n",
                        "enterprise",
                        "login",
                        "--id",
                        client.get("id").asText(),
                        "--secret-stdin")
                .expect(0);
        JsonNode account = operator.json("accounts", "create", "Ada", "--phone", ADDRESS);
        assertThat(account.at("/addresses/0/value").asText()).isEqualTo(ADDRESS);
        Program.Ended enrolment = operator.run(
                        "accounts", "enrolment", account.get("id").asText())
                .expect(0);
        assertThat(enrolment.out()).contains("█");
        JsonNode terminal = operator.json("enrol", field("code", enrolment.out()), "--name", "Ada's phone");
        assertThat(terminal.get("accountId")).isEqualTo(account.get("id"));
        assertThat(operator.run("terminals", "list").expect(0).out())
                .contains(terminal.get("id").asText(), "Ada's phone");
        String id = terminal.get("id").asText();
        assertThat(operator.json("terminals", "rename", id, "Ada's old phone").get("name"))
                .hasToString("\"Ada's old phone\"");
        operator.run("terminals", "rename", id, "Lobby", "--enterprise").expect(0);
        assertThat(operator.json("terminals", "me").get("name")).hasToString("\"Lobby\"");
        assertThat(operator.json("settings", "edit", "--max-calls", "7")
                        .get("defaultMaxCalls")
                        .asInt())
                .isEqualTo(7);
        JsonNode sending = operator.json(
                "transfer-settings",
                "edit",
                "--algorithm",
                "sha-512",
                "--address-targets",
                "true",
                "--open-transfers",
                "5");
        assertThat(sending.get("algorithm").asText()).isEqualTo("sha-512");
        assertThat(operator.run("transfer-settings", "edit", "--clear", "algorithm,open-transfers")
                        .expect(0)
                        .out())
                .containsPattern("identified by +sha-256")
                .containsPattern("open transfers +1000")
                .containsPattern("sent to by address +yes");
        assertThat(operator.json("transfer-settings", "show")
                        .get("accountShare")
                        .asInt())
                .isEqualTo(50);
        operator.run("transfer-settings", "edit").expect(2);
        operator.run("transfer-settings", "edit", "--account-share", "101").expect(1);
    }

    @Test
    void anIdentifierIsIssuedShownEditedPausedDrawnAndRevoked() throws IOException {
        CommandLineUnderTest ada = enrolled();
        JsonNode issued = ada.json("identifiers", "issue", "--label", "Sofa", "--max-calls", "2");
        String id = issued.get("id").asText();
        assertThat(ada.json("identifiers", "show", id).get("codes")).isEqualTo(issued.get("codes"));
        assertThat(ada.json("identifiers", "edit", id, "--max-calls", "5")
                        .at("/conditions/maxCalls")
                        .asInt())
                .isEqualTo(5);
        assertThat(ada.json("identifiers", "pause", id).get("state").asText()).isEqualTo("paused");
        Path picture = home.resolve("code.png");
        Program.Ended drawn = ada.run("identifiers", "qr", id, "--form", "qr").expect(0);
        assertThat(drawn.out()).contains("█", issued.at("/codes/qr").asText());
        ada.run("identifiers", "qr", id, "--png", picture.toString()).expect(0);
        assertThat(Files.readAllBytes(picture)).startsWith(0x89, 'P', 'N', 'G');
        ada.run("identifiers", "revoke", id).expect(0);
        assertThat(ada.run("identifiers", "list").expect(0).out()).contains(id, "revoked");
    }

    @Test
    void callsAreDialledAnsweredHungUpRejectedCancelledAndWatched() {
        CommandLineUnderTest ada = enrolled();
        Terminal ben = server.newEnterprise().newAccount().enrolsTerminal();
        Identifier sofa = Identifier.of(ada.json("identifiers", "issue", "--label", "Sofa"));
        try (Program watch = ada.start("", "watch", "--json", "--transport", "sse")) {
            String answered = ben.dials(sofa);
            assertThat(ada.json("calls", "answer", "--connect").get("id").asText())
                    .isEqualTo(answered);
            ben.connects(answered);
            assertThat(ada.json("calls", "hang-up").get("state").asText()).isEqualTo("ended");
            String rejected = ben.dials(sofa);
            assertThat(ada.json("calls", "reject", rejected).get("state").asText())
                    .isEqualTo("rejected");
            JsonNode placed = ada.json("calls", "dial", ben.issuesIdentifier().code());
            assertThat(ada.json("calls", "cancel").get("state").asText()).isEqualTo("cancelled");
            assertThat(ada.run("calls", "list").expect(0).out())
                    .contains(answered, rejected, placed.get("id").asText());
            Awaitility.await("what is watched")
                    .atMost(Duration.ofSeconds(15))
                    .until(() -> watch.out()
                                    .lines()
                                    .filter(line -> line.contains("call."))
                                    .count()
                            >= 5);
            assertThat(watch.out().lines())
                    .allSatisfy(line -> assertThat(line).startsWith("{").endsWith("}"));
            watch.asksToEnd();
            watch.awaitsEnd(Duration.ofSeconds(15));
        }
    }

    // ------------------------------------------------------------------------------------------------ exit codes

    @Test
    void anExitCodeAndASentenceSayWhatWentWrong() {
        CommandLineUnderTest ada = enrolled();
        Program.Ended refused =
                ada.run("calls", "show", UUID.randomUUID().toString()).expect(1);
        assertThat(refused.err()).contains("404", "not-found");
        assertThat(refused.out()).isEmpty();
        assertThat(ada.run("calls", "dial", "7QK4M-9ZT2B-8", "--json").expect(2).err())
                .startsWith("{")
                .contains("Nothing was sent");
        assertThat(ada.run("--server", "http://127.0.0.1:1", "--profile", "x", "demo")
                        .expect(4)
                        .err())
                .contains("switchboard --profile x admin login --id ID");
        CommandLineUnderTest lost = switchboard()
                .with("SWITCHBOARD_SERVER", "http://127.0.0.1:1")
                .with("SWITCHBOARD_ADMIN_ID", UUID.randomUUID().toString())
                .with("SWITCHBOARD_ADMIN_SECRET", "x");
        assertThat(lost.run("--profile", "y", "admin", "enterprises", "list")
                        .expect(3)
                        .err())
                .contains("http://127.0.0.1:1 cannot be reached");
    }

    // ------------------------------------------------------------------------------------------------ completion

    @Test
    void aShellCompletesCommandsAndOptions() throws IOException {
        Tool bash = Tool.required("bash", "bash");
        Path script = home.resolve("completion.bash");
        Files.writeString(
                script, switchboard().run("generate-completion").expect(0).out());
        assertThat(completed(bash, script, "switchboard", "ca")).contains("calls");
        assertThat(completed(bash, script, "switchboard", "calls", "")).contains("dial", "answer", "hang-up", "list");
        assertThat(completed(bash, script, "switchboard", "identifiers", "issue", "--max"))
                .contains("--max-calls");
        assertThat(completed(bash, script, "switchboard", "calls", "list", "--json", "--dir"))
                .contains("--direction");
        assertThat(completed(bash, script, "switchboard", "calls", "list", "--direction", ""))
                .contains("incoming", "outgoing");
    }

    /** What bash offers for the last word: it fills these variables, calls the function that the script registered, and reads its reply. */
    private static List<String> completed(Tool bash, Path script, String... words) {
        String line = String.join(" ", words);
        String array = String.join(
                " ", List.of(words).stream().map(word -> "'" + word + "'").toList());
        return bash.run(
                        "--norc",
                        "-c",
                        "source '" + script + "'; COMP_WORDS=(" + array + "); COMP_CWORD=" + (words.length - 1)
                                + "; COMP_LINE='" + line + "'; COMP_POINT=" + line.length()
                                + "; $(complete -p switchboard | sed 's/.*-F \\([^ ]*\\) .*/\\1/') switchboard '"
                                + words[words.length - 1] + "' '" + words[words.length - 2]
                                + "' 2>/dev/null; printf '%s\\n' \"${COMPREPLY[@]}\"")
                .lines()
                .map(String::strip)
                .toList();
    }

    // ------------------------------------------------------------------------------------------------------ demo

    @Test
    void theDemonstrationPlaysTheStoryAndShowsWhatEachSideSees() {
        Program.Ended demo = switchboard()
                .with("SWITCHBOARD_ADMIN_ID", server.adminId())
                .with("SWITCHBOARD_ADMIN_SECRET", server.adminSecret())
                .run("demo")
                .expect(0);
        assertThat(demo.out())
                .containsSubsequence(
                        "Four terminals enrol",
                        "Ada's phone rings",
                        "Ada's laptop rings",
                        "exactly one of them has the call",
                        "answered elsewhere",
                        "the call is connected",
                        "Ben hung up",
                        "Ben, who called",
                        "Ada, who was called",
                        "nothing that Ben got holds Ada's account, address or terminals",
                        "nothing that Ada got holds Ben's",
                        "Ben cannot tell one refusal from the other",
                        "the identifier is revoked, for good",
                        "The story of a film",
                        "Everything went as told",
                        "Removed: 1 identifier and 7 terminals, revoked for good; 2 transfers, taken back.",
                        "Stays: the enterprise \"Demonstration\" (",
                        "the accounts \"Ada\" (",
                        "the records of their calls and the records of their transfers");
        String sides = demo.out().substring(demo.out().indexOf("Ben, who called"));
        assertThat(sides.lines().filter(line -> line.contains("\"label\"")).findFirst())
                .hasValueSatisfying(line -> assertThat(line).contains("Sofa, viewing at four"));
        assertThat(sides.lines()
                        .filter(line -> line.contains("\"callerPseudonym\""))
                        .findFirst())
                .hasValueSatisfying(
                        line -> assertThat(line.indexOf("\"callerPseudonym\"")).isGreaterThan(line.indexOf(" | ")));
        assertThat(demo.err()).isEmpty();
        nothingLiveIsLeft(word("Stays: the enterprise \"Demonstration\" (", demo.out()));
    }

    @Test
    void theStoryOfAFilmIsPlayedAlone() {
        Program.Ended demo = switchboard()
                .with("SWITCHBOARD_ADMIN_ID", server.adminId())
                .with("SWITCHBOARD_ADMIN_SECRET", server.adminSecret())
                .run("demo", "transfers")
                .expect(0);
        assertThat(demo.out())
                .containsSubsequence(
                        "Ada sends a film to Ben",
                        "all of its 2097152 bytes were uploaded",
                        "Ben's phone received it, byte for byte",
                        "Ada's phone hears that it was received",
                        "Cem has the same film",
                        "asked Cem for a proof",
                        "0 of its 2097152 bytes were uploaded",
                        "Ada's phone received it, byte for byte",
                        "Mallory knows the film's code and its size",
                        "What Cem was answered, who has it",
                        "her proof, made of other bytes, does not hold",
                        "it asked for the film all the same, and was given nothing",
                        "there is no fourth challenge in a day: upload-required",
                        "nothing has become ready for Eve's phone",
                        "Through which servers can Ada's phone send?",
                        "There is no private server of this enterprise beside this one",
                        "Everything went as told",
                        "Removed: 2 transfers, taken back; 5 terminals, revoked for good.",
                        "the records of their transfers")
                .doesNotContain("identifier", "their calls");
        String answers = demo.out().substring(demo.out().indexOf("What Cem was answered"));
        assertThat(answers.lines().filter(line -> line.contains("proof-wrong")).findFirst())
                .hasValueSatisfying(
                        line -> assertThat(line.indexOf("proof-wrong")).isGreaterThan(line.indexOf(" | ")));
        assertThat(demo.err()).isEmpty();
        assertThat(Path.of(demo.out().replaceAll("(?s).*random bytes, in (/\\S+)/1/holiday.mp4 until.*", "$1")))
                .isAbsolute()
                .doesNotExist();
    }

    private void nothingLiveIsLeft(String enterprise) {
        JsonNode client = switchboard()
                .with("SWITCHBOARD_ADMIN_ID", server.adminId())
                .with("SWITCHBOARD_ADMIN_SECRET", server.adminSecret())
                .json("admin", "api-clients", "create", enterprise, "audit");
        CommandLineUnderTest back = switchboard()
                .with("SWITCHBOARD_CLIENT_ID", client.get("id").asText())
                .with("SWITCHBOARD_CLIENT_SECRET", client.get("secret").asText());
        JsonNode accounts = back.json("accounts", "list").get("items");
        assertThat(accounts).hasSize(5);
        for (JsonNode account : accounts) {
            String id = account.get("id").asText();
            assertThat(back.json("terminals", "list", "--account", id).get("items"))
                    .isNotEmpty()
                    .allSatisfy(terminal ->
                            assertThat(terminal.get("state").asText()).isEqualTo("revoked"));
            assertThat(back.json("identifiers", "list", "--account", id).get("items"))
                    .allSatisfy(identifier ->
                            assertThat(identifier.get("state").asText()).isEqualTo("revoked"));
            assertThat(back.json("transfers", "list", "--account", id, "--state", "open")
                            .get("items"))
                    .isEmpty();
        }
    }

    /** What follows these words, up to the next bracket. */
    private static String word(String before, String text) {
        int start = text.indexOf(before) + before.length();
        return text.substring(start, text.indexOf(')', start));
    }

    /** What stands behind a name in a line of its own. */
    private static String field(String name, String text) {
        return text.lines()
                .filter(line -> line.startsWith(name + " "))
                .findFirst()
                .map(line -> line.substring(name.length()).strip())
                .orElseThrow(() -> new AssertionError("no " + name + " in\n" + text));
    }
}
