// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.shared.client.CommandRun;
import io.switchboard.shared.client.ExitCode;
import io.switchboard.shared.client.FakeMachine;
import io.switchboard.shared.client.StubServer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code transfers} and {@code receive} say. */
class TransferCommandsTest {
    private static final String ID = "0199a1b2-0000-7000-8000-000000000001";
    private static final String CANCELLATION = "/api/v1/transfers/" + ID + "/cancellation";
    private static final String OTHER = "0199a1b2-0000-7000-8000-000000000002";

    private final StubServer stub = new StubServer();
    private final FakeMachine machine;

    TransferCommandsTest(@TempDir Path directory) {
        machine = new FakeMachine(directory)
                .with("SWITCHBOARD_CLIENT_ID", ID)
                .with("SWITCHBOARD_CLIENT_SECRET", "hush")
                .with("SWITCHBOARD_SERVER", stub.uri().toString());
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    private static String view(String state, String more) {
        return "{\"id\":\"" + ID + "\",\"direction\":\"outgoing\",\"state\":\"" + state + "\",\"content\":\"stored\","
                + "\"identification\":{\"algorithm\":\"sha-256\",\"digest\":\"" + "0".repeat(64)
                + "\"},\"size\":3,\"completion\":\"first-receipt\"," + more
                + "\"createdAt\":\"2026-11-20T12:00:00Z\",\"expiresAt\":\"2026-11-27T12:00:00Z\"}";
    }

    /** Also where it was offered to nobody yet, or to terminals that the source has never heard of. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"kind\":\"account\",\"accountId\":\"" + OTHER + "\" | account " + OTHER,
                "\"kind\":\"terminal\",\"terminalId\":\"" + OTHER + "\" | terminal " + OTHER,
                "\"kind\":\"virtual-identifier\" | the owner of a code",
                "\"kind\":\"address\" | an address"
            })
    void whoSendsSeesToWhom(String target, String said) {
        String view = view("open", "\"target\":{" + target + "},");
        stub.on("GET /api/v1/transfers", 200, "{\"items\":[" + view + "]}");
        stub.on("GET /api/v1/transfers/" + ID, 200, view);

        assertThat(CommandRun.of(machine, "transfers", "list", "--account", ID).out())
                .contains("to " + said);
        assertThat(CommandRun.of(machine, "transfers", "show", ID, "--account", ID)
                        .out())
                .containsPattern("(?m)^to +" + said + "$");
    }

    @Test
    void whatIsSentIsTakenBack() {
        stub.on("POST " + CANCELLATION, 200, view("cancelled", ""));
        CommandRun run = CommandRun.of(machine, "transfers", "cancel", ID, "--account", ID);
        assertThat(run.code()).isEqualTo(ExitCode.OK);
        assertThat(run.out()).containsPattern("(?m)^state +cancelled$");
        assertThat(stub.asked("POST " + CANCELLATION)).hasSize(1);
    }

    @Test
    void whatIsOverIsNotTakenBackAndSaysSo() {
        stub.on(
                "POST " + CANCELLATION,
                409,
                StubServer.problem("illegal-move", 409).replaceFirst("}$", ",\"state\":\"received\",\"allowed\":[]}"));
        CommandRun run = CommandRun.of(machine, "transfers", "cancel", ID, "--account", ID);
        assertThat(run.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(run.err()).contains("illegal-move", "It is received, for good.");
    }

    @Test
    void aTerminalSaysNoForItselfAlone() {
        String decline = "/api/v1/transfers/" + ID + "/decline";
        stub.on("POST " + decline, 200, view("open", ""));
        CommandRun run = CommandRun.of(machine, "transfers", "decline", ID, "--scope", "terminal", "--account", ID);
        assertThat(run.code()).isEqualTo(ExitCode.OK);
        assertThat(stub.asked("POST " + decline).get(0).body()).isEqualTo("{\"scope\":\"terminal\"}");
    }

    @Test
    void aWordThatIsNoIdIsSaidToBeNone() {
        CommandRun run = CommandRun.of(machine, "receive", ID, "film.mp4");
        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("'film.mp4' is not an id; ids look like");
    }
}
