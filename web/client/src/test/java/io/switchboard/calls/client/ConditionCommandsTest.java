// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.shared.client.CommandRun;
import io.switchboard.shared.client.ExitCode;
import io.switchboard.shared.client.FakeMachine;
import io.switchboard.shared.client.StubServer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands for conditions, blocks and refused calls send, and what they show. */
class ConditionCommandsTest {
    private static final String ID = "0199a1b2-0000-7000-8000-000000000001";
    private static final String ACCOUNT = "0199a1b2-0000-7000-8000-000000000002";
    private static final String CALLER = "caller-4W2nQ0tV9zqYk3rT";
    private static final String IDENTIFIERS = "/api/v1/virtual-identifiers";
    private static final String BLOCKS = IDENTIFIERS + "/" + ID + "/blocks";
    private static final String VIEW = "{\"id\":\"" + ID + "\",\"accountId\":\"" + ACCOUNT
            + "\",\"state\":\"active\",\"conditions\":{\"validUntil\":\"2026-11-21T12:00:00Z\",\"maxCalls\":2,"
            + "\"countOn\":\"forwarded\",\"weeklyHours\":{\"zone\":\"Europe/Berlin\",\"hours\":[{\"days\":[\"monday\","
            + "\"tuesday\",\"wednesday\"],\"from\":\"09:00\",\"to\":\"17:00\"}]},\"allowCallers\":[\"" + ACCOUNT
            + "\"],\"pinRequired\":true},\"callsUsed\":0,\"codes\":{},\"createdAt\":\"2026-11-20T12:00:00Z\"}";

    private final StubServer stub = new StubServer();
    private final FakeMachine machine;

    ConditionCommandsTest(@TempDir Path directory) {
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
    void anIdentifierIsIssuedWithHoursCallersAndAPinThatIsTypedTwice() {
        stub.on("POST " + IDENTIFIERS, 201, VIEW);
        machine.typing("482913", "482913");

        CommandRun issued = CommandRun.of(
                machine,
                "identifiers",
                "issue",
                "--account",
                ACCOUNT,
                "--forms",
                "qr",
                "--weekly-hours",
                "Mon 09:00-17:00 Europe/Berlin",
                "--allow",
                ACCOUNT,
                "--pin-prompt");

        assertThat(issued.code()).as(issued.err()).isEqualTo(ExitCode.OK);
        assertThat(stub.asked("POST " + IDENTIFIERS).get(0).body())
                .isEqualTo("{\"forms\":[\"qr\"],\"conditions\":{\"weeklyHours\":{\"zone\":\"Europe/Berlin\",\"hours\":"
                        + "[{\"days\":[\"monday\"],\"from\":\"09:00\",\"to\":\"17:00\"}]},\"allowCallers\":[\""
                        + ACCOUNT
                        + "\"],\"pin\":\"482913\"}}");
        assertThat(issued.out()).contains("Mon-Wed 09:00-17:00 Europe/Berlin", ACCOUNT, "required");
        assertThat(issued.out() + issued.err()).doesNotContain("482913");
    }

    @Test
    void twoPinsThatDifferAndNoneAreNotSent() {
        assertThat(issueWithPin("482913", "482931")).contains("not the same", "Nothing was sent");
        assertThat(issueWithPin("")).contains("No PIN", "Nothing was sent");
        assertThat(stub.asked("POST " + IDENTIFIERS)).isEmpty();
    }

    private String issueWithPin(String... typed) {
        CommandRun run =
                CommandRun.of(machine.typing(typed), "identifiers", "issue", "--account", ACCOUNT, "--pin-prompt");
        assertThat(run.code()).isNotEqualTo(ExitCode.OK);
        return run.err();
    }

    @Test
    void anEditNamesThePinOnlyWhenItIsAskedForOrTakenAway() {
        stub.on("GET " + IDENTIFIERS + "/" + ID, 200, VIEW, Map.of("ETag", "\"3\""));
        stub.on("PATCH " + IDENTIFIERS + "/" + ID, 200, VIEW, Map.of("ETag", "\"4\""));

        for (String[] options :
                new String[][] {{"--max-calls", "5"}, {"--pin-prompt"}, {"--clear", "pin,weekly-hours,allow-callers"}
                }) {
            String[] all = new String[5 + options.length];
            System.arraycopy(new String[] {"identifiers", "edit", ID, "--account", ACCOUNT}, 0, all, 0, 5);
            System.arraycopy(options, 0, all, 5, options.length);
            CommandRun run = CommandRun.withInput(machine, "111222\n", all);
            assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.OK);
        }

        assertThat(stub.asked("PATCH " + IDENTIFIERS + "/" + ID))
                .extracting(StubServer.Request::body)
                .satisfiesExactly(
                        first -> assertThat(first).isEqualTo("{\"conditions\":{\"maxCalls\":5}}"),
                        second -> assertThat(second).isEqualTo("{\"conditions\":{\"pin\":\"111222\"}}"),
                        third -> assertThat(third)
                                .contains("\"pin\":null", "\"weeklyHours\":null", "\"allowCallers\":null"));
    }

    @Test
    void aCallerIsBlockedByPseudonymOrByCallAndLetThroughAgain() {
        String blocked = "{\"pseudonym\":\"" + CALLER + "\",\"blockedAt\":\"2026-11-20T12:00:00Z\"}";
        stub.on("POST " + BLOCKS, 200, blocked)
                .on("GET " + BLOCKS, 200, "{\"items\":[" + blocked + "]}")
                .on("DELETE " + BLOCKS + "/" + CALLER, 204, "");

        assertThat(ofIdentifier("block", CALLER).out()).contains(CALLER);
        assertThat(ofIdentifier("block", "--call", ID).code()).isEqualTo(ExitCode.OK);
        assertThat(ofIdentifier("blocks").out()).contains(CALLER, "2026-11-20");
        assertThat(ofIdentifier("unblock", CALLER).out()).contains("Unblocked " + CALLER);
        assertThat(stub.asked("POST " + BLOCKS))
                .extracting(StubServer.Request::body)
                .containsExactly("{\"pseudonym\":\"" + CALLER + "\"}", "{\"callId\":\"" + ID + "\"}");
        assertThat(stub.asked("DELETE " + BLOCKS + "/" + CALLER)).hasSize(1);
        assertThat(ofIdentifier("block").code()).isEqualTo(ExitCode.USAGE);
        assertThat(ofIdentifier("block", CALLER, "--call", ID).code()).isEqualTo(ExitCode.USAGE);
    }

    private CommandRun ofIdentifier(String command, String... more) {
        String[] all = new String[5 + more.length];
        System.arraycopy(new String[] {"identifiers", command, ID, "--account", ACCOUNT}, 0, all, 0, 5);
        System.arraycopy(more, 0, all, 5, more.length);
        return CommandRun.of(machine, all);
    }

    @Test
    void aCallIsPlacedWithAPinAndOpenly() {
        stub.on(
                "POST /api/v1/calls",
                201,
                "{\"id\":\"" + ID + "\",\"direction\":\"outgoing\",\"state\":\"ringing\",\"accountDisclosed\":true,"
                        + "\"placedAt\":\"2026-11-20T12:00:00Z\",\"ringUntil\":\"2026-11-20T12:02:00Z\"}");

        CommandRun dialled = CommandRun.withInput(
                machine,
                "482913\n",
                "calls",
                "dial",
                "7QK4M-9ZT2B-9",
                "--account",
                ACCOUNT,
                "--pin-prompt",
                "--disclose");

        assertThat(dialled.code()).as(dialled.err()).isEqualTo(ExitCode.OK);
        assertThat(stub.asked("POST /api/v1/calls").get(0).body())
                .isEqualTo("{\"to\":\"7QK4M-9ZT2B-9\",\"pin\":\"482913\",\"discloseAccount\":true}");
        assertThat(dialled.out()).contains("your account");
    }

    @Test
    void refusedCallsAreListedByIdentifierCauseAndTime() {
        String refused = "/api/v1/refused-calls";
        stub.on(
                "GET " + refused,
                200,
                "{\"items\":[{\"id\":\"" + ACCOUNT + "\",\"virtualIdentifierId\":\"" + ID + "\",\"callerPseudonym\":\""
                        + CALLER + "\",\"cause\":\"wrong-pin\",\"refusedAt\":\"2026-11-20T12:00:00Z\"}]}");

        CommandRun listed = CommandRun.of(
                machine,
                "calls",
                "refused",
                "--identifier",
                ID,
                "--cause",
                "wrong-pin",
                "--since",
                "2026-11-20T00:00:00Z");

        assertThat(listed.code()).as(listed.err()).isEqualTo(ExitCode.OK);
        assertThat(listed.out()).contains("wrong-pin", CALLER, ID);
        assertThat(stub.asked("GET " + refused).get(0).path())
                .contains("identifier=" + ID, "cause=wrong-pin", "since=2026-11-20T00");
    }
}
