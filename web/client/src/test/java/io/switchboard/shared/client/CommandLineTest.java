// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.shared.wire.ApiClientId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.ConnectException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandLineTest {
    private static final String ID = "0199a1b2-0000-7000-8000-000000000001";
    private static final String ENTERPRISES = "/api/v1/enterprises";

    private final StubServer stub = new StubServer();
    private final FakeMachine machine;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private String input = "";

    CommandLineTest(@TempDir Path directory) {
        machine = new FakeMachine(directory);
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    @Test
    void theSecretComesFromTheInputAndIsKeptOnlyWhenItHolds() {
        input = "hush\n";
        stub.on("GET " + ENTERPRISES, 200, "{\"items\":[]}");

        int code = run(
                "admin",
                "login",
                "--id",
                ID,
                "--secret-stdin",
                "--server",
                stub.uri().toString());

        assertThat(code).isEqualTo(ExitCode.OK);
        Profile profile = ProfileStore.of(machine).load("default");
        assertThat(profile.server()).isEqualTo(stub.uri());
        assertThat(profile.admin())
                .isNotNull()
                .extracting(Profile.Secret::secret)
                .isEqualTo("hush");
        assertThat(out + err.toString()).doesNotContain("hush");
    }

    @Test
    void aWrongSecretIsNotKept() {
        input = "wrong\n";
        stub.on(
                "POST /api/v1/oauth2/token",
                new StubServer.Reply(401, "application/json", "{\"error\":\"invalid_client\"}", Map.of()));

        int code = run(
                "admin",
                "login",
                "--id",
                ID,
                "--secret-stdin",
                "--server",
                stub.uri().toString());

        assertThat(code).isEqualTo(ExitCode.REFUSED);
        assertThat(ProfileStore.of(machine).load("default")).isEqualTo(Profile.EMPTY);
    }

    @Test
    void withoutAPersonOrAnInputTheSecretIsMissing() {
        assertThat(run("admin", "login", "--id", ID)).isEqualTo(ExitCode.NO_CREDENTIALS);
        assertThat(err.toString()).contains("SWITCHBOARD_ADMIN_SECRET").contains("--secret-stdin");
    }

    @Test
    void credentialsGoToTheServerThatTheyAreForWhateverTheEnvironmentSays() {
        input = "hush\n";
        stub.on("GET " + ENTERPRISES, 200, "{\"items\":[]}");
        run(
                "admin",
                "login",
                "--id",
                ID,
                "--secret-stdin",
                "--server",
                stub.uri().toString());
        machine.with("SWITCHBOARD_SERVER", "http://127.0.0.1:1");

        assertThat(run("admin", "enterprises", "list")).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).endsWith("None.\n");
    }

    @Test
    void jsonIsAllThatIsWrittenToTheOutput() {
        admin();
        stub.on(
                "POST " + ENTERPRISES,
                201,
                "{\"id\":\"" + ID + "\",\"name\":\"Acme\",\"createdAt\":\"2026-11-20T12:00:00Z\",\"new\":1}");

        int code = run("admin", "enterprises", "create", "Acme", "--json");

        assertThat(code).isEqualTo(ExitCode.OK);
        assertThat(out.toString())
                .isEqualTo("{\"id\":\"" + ID + "\",\"name\":\"Acme\",\"createdAt\":\"2026-11-20T12:00:00Z\"}\n");
    }

    @Test
    void theOptionsForAllCommandsStandAnywhere() {
        admin();
        stub.on("GET " + ENTERPRISES, 200, "{\"items\":[],\"next\":\"c2\"}")
                .on("GET " + ENTERPRISES, 200, "{\"items\":[]}");

        assertThat(run("--json", "admin", "enterprises", "list")).isEqualTo(ExitCode.OK);
        assertThat(run("admin", "--json", "enterprises", "list", "--limit", "5"))
                .isEqualTo(ExitCode.OK);
        assertThat(out.toString()).isEqualTo("{\"items\":[]}\n{\"items\":[]}\n");
    }

    @Test
    void aRefusalIsExitCodeOneAndSaysWhy() {
        admin();
        stub.on("GET " + ENTERPRISES, 403, StubServer.problem("forbidden", 403));

        assertThat(run("admin", "enterprises", "list")).isEqualTo(ExitCode.REFUSED);
        assertThat(err.toString()).contains("No (403 forbidden): because");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void whoHasToWaitIsToldHowLong() {
        admin();
        stub.on("GET " + ENTERPRISES, 429, StubServer.problem("too-many-requests", 429), Map.of("Retry-After", "600"));

        assertThat(run("admin", "enterprises", "list")).isEqualTo(ExitCode.REFUSED);
        assertThat(err.toString()).contains("\n  Try again in 10 min.");

        err.getBuffer().setLength(0);
        run("admin", "enterprises", "list", "--json");
        assertThat(Json.read(err.toString(), JsonNode.class)
                        .path("retryAfterSeconds")
                        .asInt())
                .isEqualTo(600);
    }

    @Test
    void aRefusalIsJsonWhenJsonWasAskedFor() {
        admin();
        stub.on("GET " + ENTERPRISES, 403, StubServer.problem("forbidden", 403));

        assertThat(run("admin", "enterprises", "list", "--json")).isEqualTo(ExitCode.REFUSED);
        JsonNode error = Json.read(err.toString(), JsonNode.class);
        assertThat(error.path("error").asText()).isEqualTo("refused");
        assertThat(error.path("problem").path("status").asInt()).isEqualTo(403);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aPageOfSomethingElseIsToldInOneSentenceAndNotRepeated() {
        admin();
        stub.on(
                "GET " + ENTERPRISES,
                new StubServer.Reply(
                        404, "text/html;charset=UTF-8", "<html><body>404 - Not Found</body></html>", Map.of()));

        assertThat(run("admin", "enterprises", "list")).isEqualTo(ExitCode.REFUSED);
        assertThat(err.toString().strip())
                .contains(
                        "not the answer of a Switchboard server",
                        stub.uri() + " answered with status 404 and text/html",
                        "address is right",
                        "/health/ready")
                .doesNotContain("<", "\n");
    }

    @Test
    void whatIsWrongIsCalledAsTheCommandCallsItAndKeepsItsPointerForPrograms() {
        admin();
        String invalid = "{\"type\":\"urn:switchboard:problem:invalid-request\",\"title\":\"No\",\"status\":400,"
                + "\"errors\":[{\"pointer\":\"/conditions/maxCalls\",\"detail\":\"must be at least 1\"}]}";
        stub.on("POST /api/v1/virtual-identifiers", 400, invalid);

        assertThat(run("identifiers", "issue", "--account", ID, "--max-calls", "0"))
                .isEqualTo(ExitCode.REFUSED);
        assertThat(err.toString()).contains("--max-calls  must be at least 1").doesNotContain("/conditions");

        err.getBuffer().setLength(0);
        run("identifiers", "issue", "--account", ID, "--max-calls", "0", "--json");
        assertThat(Json.read(err.toString(), JsonNode.class)
                        .at("/problem/errors/0/pointer")
                        .asText())
                .isEqualTo("/conditions/maxCalls");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--json", "--limit=5"})
    void whenNobodyReadsTheOutputTheCommandEndsWithoutAWord(String option) {
        admin();
        stub.on("GET " + ENTERPRISES, 200, "{\"items\":[]}");

        assertThat(runUnread("Broken pipe", "admin", "enterprises", "list", option))
                .isEqualTo(ExitCode.OUTPUT_CLOSED);
        assertThat(err.toString()).isEmpty();
    }

    /** Who redirected the one-time secret to a full disk would believe that nothing was made, or that it was kept. */
    @ParameterizedTest
    @ValueSource(strings = {"--json", "--scope=manage"})
    void whenTheOutputCannotBeWrittenForAnotherReasonTheCommandSaysSo(String option) {
        admin();
        stub.on(
                "POST " + ENTERPRISES + "/" + ID + "/api-clients",
                201,
                "{\"id\":\"" + ID + "\",\"enterpriseId\":\"" + ID + "\",\"name\":\"back end\",\"scopes\":[\"manage\"],"
                        + "\"secret\":\"hush\",\"createdAt\":\"2026-11-20T12:00:00Z\"}");

        assertThat(runUnread("No space left on device", "admin", "api-clients", "create", ID, "back end", option))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString())
                .contains("The standard output cannot be written: No space left on device", "may have been done")
                .doesNotContain("hush");
    }

    private int runUnread(String why, String... arguments) {
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int symbol) throws IOException {
                throw new IOException(why);
            }
        };
        return commandLine().setOut(Utf8Output.to(closed)).execute(arguments);
    }

    @Test
    void theEnrolmentCodeCanComeFromTheInputWhereNoOtherUserSeesIt() {
        admin();
        input = "ABC\n";

        assertThat(run("enrol", "-", "--name", "phone")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("26 letters and digits");
    }

    @Test
    void anEnrolmentCodeThatIsNotOnTheInputIsMissing() {
        admin();

        assertThat(run("enrol", "-", "--name", "phone")).isEqualTo(ExitCode.NO_CREDENTIALS);
        assertThat(err.toString()).contains("no enrolment code on the standard input");
    }

    @Test
    void aServerThatIsNotThereIsExitCodeThree() {
        admin();
        stub.close();

        assertThat(run("admin", "enterprises", "list")).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(err.toString())
                .contains("cannot be reached")
                .contains(stub.uri().toString());
    }

    @Test
    void withoutCredentialsItSaysHowToGetThem() {
        assertThat(run("--profile", "ben", "calls", "list")).isEqualTo(ExitCode.NO_CREDENTIALS);
        assertThat(err.toString()).contains("switchboard --profile ben enrol CODE --name NAME");
    }

    @Test
    void credentialsThatTheServerDoesNotKnowAreToldWithThePlaceWhereTheyAreKept() {
        stub.on(
                "POST /api/v1/oauth2/token",
                new StubServer.Reply(401, "application/json", "{\"error\":\"invalid_client\"}", Map.of()));
        Profile.Secret gone = new Profile.Secret(new ApiClientId(ID), "hush");
        ProfileStore store = ProfileStore.of(machine);
        store.save("ada", Profile.EMPTY.withApiClient(stub.uri(), gone));

        assertThat(run("--profile", "ada", "accounts", "list")).isEqualTo(ExitCode.REFUSED);
        assertThat(err.toString())
                .contains(
                        "check id and secret",
                        "The profile 'ada' (" + store.file("ada") + ") holds credentials for " + stub.uri(),
                        "log in again, or enrol with --replace");
    }

    @Test
    void aTerminalThatTheServerDoesNotKnowIsToldWhatATerminalCanDo() {
        stub.on(
                "POST /api/v1/oauth2/token",
                new StubServer.Reply(401, "application/json", "{\"error\":\"invalid_client\"}", Map.of()));
        stub.on(
                "POST /api/v1/terminals",
                201,
                "{\"id\":\"" + ID + "\",\"accountId\":\"" + ID + "\",\"name\":\"phone\",\"state\":\"active\","
                        + "\"enrolledAt\":\"2026-11-20T12:00:00Z\"}");
        run("enrol", "0".repeat(26), "--name", "phone", "--server", stub.uri().toString());
        err.getBuffer().setLength(0);

        assertThat(run("calls", "list")).isEqualTo(ExitCode.REFUSED);
        assertThat(err.toString())
                .contains("its account is erased", "enrol with another code", "enrol with --replace")
                .doesNotContain("check id and secret");
    }

    @Test
    void whoHasNamedNoServerIsToldHowToWhenTheUsualOneIsNotThere() {
        CommandContext context = new CommandContext(
                machine,
                "default",
                null,
                new Printer(new PrintWriter(out), new PrintWriter(err), false, false, ZoneOffset.UTC, machine::columns),
                new BufferedReader(new StringReader("")));

        UnreachableException usual =
                new UnreachableException(URI.create("http://localhost:8080/x"), new ConnectException());
        assertThat(context.whenUnreachable(usual))
                .hasValueSatisfying(hint -> assertThat(hint).contains("--server", "SWITCHBOARD_SERVER"));
        machine.with("SWITCHBOARD_SERVER", "http://localhost:8081");
        assertThat(context.whenUnreachable(usual)).isEmpty();
    }

    /** One that was named in another way, as by --via: the profile has nothing to do with it. */
    @Test
    void ofAServerThatIsNotTheProfilesTheProfileSaysNothing() {
        ProfileStore.of(machine)
                .save("default", Profile.EMPTY.withAdmin(stub.uri(), new Profile.Secret(new ApiClientId(ID), "hush")));
        CommandContext context = new CommandContext(
                machine,
                "default",
                null,
                new Printer(new PrintWriter(out), new PrintWriter(err), false, false, ZoneOffset.UTC, machine::columns),
                new BufferedReader(new StringReader("")));
        ConnectException away = new ConnectException();

        assertThat(context.whenUnreachable(new UnreachableException(stub.uri().resolve("/api/v1/x"), away)))
                .isPresent();
        assertThat(context.whenUnreachable(new UnreachableException(URI.create("http://localhost:8081/x"), away)))
                .isEmpty();
    }

    @Test
    void aServerThatOnlyTheProfileNamesIsToldFromTheOneOfTheEnvironment() {
        ProfileStore.of(machine)
                .save("default", Profile.EMPTY.withAdmin(stub.uri(), new Profile.Secret(new ApiClientId(ID), "hush")));
        stub.close();
        machine.with("SWITCHBOARD_SERVER", "http://localhost:8081");

        assertThat(run("admin", "enterprises", "list")).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(err.toString())
                .contains("is for " + stub.uri() + ", which goes before SWITCHBOARD_SERVER, http://localhost:8081");
    }

    @ParameterizedTest
    @MethodSource("wrongUses")
    void wrongUseIsExitCodeTwoAndNothingIsSent(String said, String[] arguments) {
        admin();

        assertThat(run(arguments)).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains(said);
        assertThat(stub.asked()).isEmpty();
    }

    static Stream<Arguments> wrongUses() {
        return Stream.of(
                use("needs one of its subcommands"),
                use("Unknown option", "calls", "list", "--jsno"),
                use("Missing required", "calls", "dial"),
                use("needs one of its subcommands", "admin", "enterprises"),
                use("Did you mean: switchboard calls?", "cals"),
                use("Did you mean: switchboard send?", "sned"),
                use("Did you mean: switchboard receive?", "recieve"),
                use("as in: -- -rf.txt", "send", "-rf.txt", "--to", "me"),
                use("Did you mean: --wait?", "send", "a.txt", "--to", "me", "--wiat"),
                use("'12' is not an id", "calls", "show", "12"),
                use("is not a duration", "identifiers", "issue", "--valid-for", "soon"),
                use(
                        "say the same thing",
                        "identifiers",
                        "issue",
                        "--valid-for",
                        "1h",
                        "--valid-until",
                        "2026-12-24T18:00"),
                use("Say what to change", "settings", "edit"),
                use("Say what to change", "identifiers", "edit", ID),
                use("Say what to change", "webhooks", "edit", ID),
                use("Say what to change", "webhooks", "edit", ID, "--enable", "--disable"),
                use("Say what to deliver", "webhooks", "replay", ID),
                use("Say what to deliver", "webhooks", "replay", ID, ID, "--since", "2026-12-24T18:00"),
                use("expected one of", "identifiers", "issue", "--forms", "smoke"),
                use("provider:handle", "accounts", "create", "Ada", "--social", "ada"),
                use("one symbol is wrong or two are swapped", "calls", "dial", "Q7K4M-9ZT2B-9"),
                use("goes with --wait", "calls", "dial", "7QK4M-9ZT2B-9", "--connect"),
                use("26 letters and digits", "enrol", "ABC", "--name", "phone"),
                use("--name", "enrol", "ABC"),
                use("profile's name", "--profile", "../x", "calls", "list"),
                use("at least 1", "admin", "enterprises", "list", "--limit", "0"),
                use("looks like https://", "--server", "ftp://x", "admin", "enterprises", "list"));
    }

    @ParameterizedTest
    @MethodSource("wrongUses")
    void wrongUseIsOneJsonObjectWhenJsonWasAskedFor(String said, String[] arguments) {
        admin();

        assertThat(run(Stream.concat(Stream.of(arguments), Stream.of("--json")).toArray(String[]::new)))
                .isEqualTo(ExitCode.USAGE);
        JsonNode error = Json.read(err.toString(), JsonNode.class);
        assertThat(error.path("error").asText()).isEqualTo("usage");
        assertThat(error.path("message").asText()).contains(said);
        assertThat(out.toString()).isEmpty();
        assertThat(stub.asked()).isEmpty();
    }

    private static Arguments use(String said, String... arguments) {
        return Arguments.of(said, arguments);
    }

    @Test
    void everyCommandExplainsItself() {
        assertHelp(commandLine());
    }

    /** What is typed as printed is understood, but for the ids. */
    @Test
    void everyCommandHasAnExampleThatCanBeTypedAsItStands() {
        everyCommand(commandLine())
                .filter(command -> !command.getCommandName().equals("generate-completion"))
                .forEach(command -> {
                    List<String> examples = Examples.of(command.getCommandSpec());
                    String name = command.getCommandSpec().qualifiedName();
                    assertThat(examples).as(name).isNotEmpty();
                    assertThat(examples.stream().map(this::typed)).as(name).anyMatch(typed -> typed.startsWith(name));
                });
    }

    /** The full name of the command that an example is understood as. */
    private String typed(String example) {
        String[] words = Pattern.compile("\"([^\"]*)\"|(\\S+)")
                .matcher(example.strip().replaceFirst("(  |[|<]).*$", ""))
                .results()
                .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
                .map(word -> word.matches("[A-Z]{2,}") ? ID : word)
                .skip(1)
                .toArray(String[]::new);
        CommandLine.ParseResult understood = commandLine().parseArgs(words);
        while (understood.hasSubcommand()) {
            understood = understood.subcommand();
        }
        return understood.commandSpec().qualifiedName();
    }

    private static Stream<CommandLine> everyCommand(CommandLine command) {
        return Stream.concat(
                Stream.of(command), command.getSubcommands().values().stream().flatMap(CommandLineTest::everyCommand));
    }

    @Test
    void wordsToChooseFromAreNamedOnceAndAsTheHelpHasThem() {
        assertThat(run("watch", "--transport", "pigeon")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("expected one of auto, websocket, sse, long-poll but was 'pigeon'");
        Object chosen = commandLine()
                .parseArgs("watch", "--transport", "LONG_POLL")
                .subcommand()
                .<Object>matchedOptionValue("--transport", "none");
        assertThat(chosen).hasToString("long-poll");
    }

    @Test
    void everyOptionThatTakesATimeSaysByWhichClock() {
        everyCommand(commandLine())
                .flatMap(command -> command.getCommandSpec().options().stream())
                .filter(option -> option.type().equals(Instant.class))
                .filter(option -> !List.of("--until", "--valid-until").contains(option.longestName()))
                .forEach(option -> assertThat(option.description()[0])
                        .as(option.longestName())
                        .endsWith(TimeOption.FORM));
    }

    private void assertHelp(CommandLine command) {
        String usage = command.getUsageMessage(CommandLine.Help.Ansi.OFF);
        assertThat(usage)
                .as(command.getCommandSpec().qualifiedName())
                .contains("--help", "--json", "--profile", "--server");
        assertThat(command.getCommandSpec().usageMessage().description()).isNotEmpty();
        command.getSubcommands().values().forEach(this::assertHelp);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "--version", "generate-completion"})
    void whatNeedsNoServerNeedsNoServer(String argument) {
        assertThat(run(argument)).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("switchboard");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void whatAnotherPartyNamedCannotSteerTheTerminal() {
        admin();
        stub.on(
                "GET " + ENTERPRISES,
                200,
                "{\"items\":[{\"id\":\"" + ID
                        + "\",\"name\":\"a\\u001b[2Jb\\nc\\u009bd\\u202e\",\"createdAt\":\"2026-11-20T12:00:00Z\"}]}");

        run("admin", "enterprises", "list");

        assertThat(out.toString()).doesNotContain("\u001b", "\u009b", "\u202e").contains("a\uFFFD[2Jb c");
    }

    private void admin() {
        machine.with("SWITCHBOARD_ADMIN_ID", ID)
                .with("SWITCHBOARD_ADMIN_SECRET", "hush")
                .with("SWITCHBOARD_CLIENT_ID", ID)
                .with("SWITCHBOARD_CLIENT_SECRET", "hush")
                .with("SWITCHBOARD_SERVER", stub.uri().toString());
    }

    private int run(String... arguments) {
        return commandLine().execute(arguments);
    }

    private CommandLine commandLine() {
        return SwitchboardCommand.commandLine(machine, new StringReader(input))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
    }
}
