// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.shared.client.CommandRun;
import io.switchboard.shared.client.ExitCode;
import io.switchboard.shared.client.FakeMachine;
import io.switchboard.shared.client.StubServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A demonstration that does not come to its end: nothing live stays behind, and people learn what does. */
class DemoCommandTest {
    private static final String CLIENT = "0199a1b2-0000-7000-8000-000000000001";
    private static final String ADA = "0199a1b2-0000-7000-8000-00000000000a";
    private static final String IDENTIFIER = "0199a1b2-0000-7000-8000-00000000000d";
    private static final List<String> TERMINALS = Stream.of("1", "2", "3", "4")
            .map(digit -> "0199a1b2-0000-7000-8000-00000000010" + digit)
            .toList();
    private static final String ENROL = "POST /api/v1/terminals";
    private static final String TRANSFER = "{\"id\":\"" + ADA + "\",\"direction\":\"outgoing\",\"state\":\"open\","
            + "\"identification\":{\"algorithm\":\"sha-256\",\"digest\":\"00\"},\"size\":1}";
    private static final Duration PACE = Duration.ofSeconds(7);

    private final StubServer stub = new StubServer();
    private final FakeMachine machine;

    DemoCommandTest(@TempDir Path directory) {
        machine = new FakeMachine(directory)
                .with("SWITCHBOARD_CLIENT_ID", CLIENT)
                .with("SWITCHBOARD_CLIENT_SECRET", "hush")
                .with("SWITCHBOARD_SERVER", stub.uri().toString());
    }

    /** As far as the enrolled terminals; Ada has an open identifier. */
    @BeforeEach
    void layOut() {
        String time = "\"createdAt\":\"2026-11-20T12:00:00Z\"";
        stub.on(
                "POST /api/v1/accounts",
                201,
                "{\"id\":\"" + ADA + "\",\"name\":\"Ada\",\"addresses\":[]," + time + "}");
        stub.on(
                "POST /api/v1/accounts/" + ADA + "/enrolments",
                201,
                "{\"id\":\"" + ADA + "\",\"accountId\":\"" + ADA + "\",\"code\":\"" + "7".repeat(26)
                        + "\",\"url\":\"http://x\",\"expiresAt\":\"2026-11-20T12:10:00Z\"}");
        for (String terminal : TERMINALS) {
            stub.on(
                    ENROL,
                    201,
                    "{\"id\":\"" + terminal + "\",\"accountId\":\"" + ADA
                            + "\",\"name\":\"phone\",\"state\":\"active\"," + time + "}");
            stub.on("DELETE /api/v1/terminals/" + terminal, 204, "");
        }
        stub.on(
                "GET /api/v1/virtual-identifiers",
                200,
                "{\"items\":[{\"id\":\"" + IDENTIFIER + "\",\"state\":\"active\"," + time + "}]}");
        stub.on("DELETE /api/v1/virtual-identifiers/" + IDENTIFIER, 204, "");
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    @Test
    void aStoryThatFailsLeavesNothingLiveAndSaysWhatStays() {
        CommandRun demo = CommandRun.of(machine, "demo");

        assertThat(demo.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(demo.err()).contains("did not get its channel in time");
        assertThat(demo.out())
                .containsSubsequence(
                        "Broken off after 0 statements",
                        "Removed: 1 identifier and 4 terminals, revoked for good.",
                        "Stays: the accounts \"Ada\" (" + ADA + ")")
                .doesNotContain("Still live");
        assertThat(revoked()).containsExactlyElementsOf(everything());
        assertThat(machine.minds()).isFalse();
    }

    @Test
    void whatCannotBeRevokedIsNamedAndTheRestIsRevoked() {
        stub.instead("DELETE /api/v1/virtual-identifiers/" + IDENTIFIER, 403, StubServer.problem("forbidden", 403))
                .instead("DELETE /api/v1/terminals/" + TERMINALS.get(1), 403, StubServer.problem("forbidden", 403));

        CommandRun demo = CommandRun.of(machine, "demo");

        assertThat(demo.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(demo.out())
                .containsSubsequence(
                        "Removed: 0 identifiers and 3 terminals",
                        "Still live, since it could not be revoked: identifier " + IDENTIFIER,
                        "Still live, since it could not be revoked: terminal " + TERMINALS.get(1),
                        "Stays: ");
        assertThat(revoked()).containsExactlyElementsOf(everything());
    }

    @Test
    void whoStopsItLeavesNothingLiveEither() {
        listening();
        AtomicInteger sentences = new AtomicInteger();
        machine.onPause(length -> {
            // After the title, and after the terminals are told to listen; the channels' own pauses take no time.
            if (length.equals(PACE) && sentences.incrementAndGet() == 2) {
                assertThat(stub.asked(ENROL)).hasSize(4);
                machine.stop();
            }
        });

        CommandRun demo = CommandRun.of(machine, "demo", "--pace", PACE.toString());

        assertThat(demo.out())
                .contains("Broken off after 1 statements", "Removed: 1 identifier and 4 terminals")
                .containsOnlyOnce("Stays: ");
        assertThat(demo.err()).isEqualToIgnoringNewLines("The demonstration was stopped.");
        assertThat(revoked()).containsExactlyElementsOf(everything());
        assertThat(stub.asked("POST /api/v1/virtual-identifiers")).isEmpty();
    }

    @Test
    void aStoryThatIsNotThereIsFoundOutBeforeAnythingIsMade() {
        CommandRun demo = CommandRun.of(machine, "demo", "calls", "sofas");

        assertThat(demo.code()).isEqualTo(ExitCode.USAGE);
        assertThat(demo.err()).contains("There is no story sofas; there are calls, transfers.");
        assertThat(stub.asked()).isEmpty();
    }

    @Test
    void theStoryOfAFilmIsPlayedAloneAndTakesBackWhatItStillSends() {
        listening();
        stub.on("GET /api/v1/transfers", 200, "{\"items\":[" + TRANSFER + "]}");
        stub.on("POST /api/v1/transfers", 403, StubServer.problem("forbidden", 403));
        stub.on("POST /api/v1/transfers/" + ADA + "/cancellation", 200, TRANSFER);

        CommandRun demo = CommandRun.of(machine, "demo", "transfers");

        assertThat(demo.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(demo.out())
                .containsSubsequence(
                        "Broken off after 1 statements",
                        "Removed: 1 transfer, taken back; 3 terminals, revoked for good.",
                        "Stays: the accounts \"Ada\" (",
                        "the records of their transfers")
                .doesNotContain("Still live", "their calls");
        assertThat(stub.asked("POST /api/v1/transfers/" + ADA + "/cancellation"))
                .hasSize(1);
        assertThat(film(demo)).doesNotExist();
    }

    @Test
    void whoStopsTheStoryOfAFilmLeavesNoFile() {
        listening();
        AtomicInteger sentences = new AtomicInteger();
        machine.onPause(length -> {
            // Two acts, the terminals that listen, and where the film is.
            if (length.equals(PACE) && sentences.incrementAndGet() == 4) {
                machine.stop();
            }
        });

        CommandRun demo = CommandRun.of(machine, "demo", "transfers", "--pace", PACE.toString());

        assertThat(demo.err()).isEqualToIgnoringNewLines("The demonstration was stopped.");
        assertThat(demo.out()).contains("Removed: 0 transfers, taken back; 3 terminals, revoked for good.");
        assertThat(film(demo)).doesNotExist();
        assertThat(stub.asked("POST /api/v1/transfers")).isEmpty();
    }

    private void listening() {
        stub.on("GET /api/v1/mailbox", 200, "{\"events\":[],\"position\":0,\"acknowledged\":0,\"caughtUp\":true}");
    }

    /** Where the story says that its files are. */
    private static Path film(CommandRun demo) {
        Matcher said = Pattern.compile("random bytes, in (.*)/1/holiday.mp4 until the end")
                .matcher(demo.out());
        assertThat(said.find()).as(demo.out()).isTrue();
        return Path.of(said.group(1));
    }

    private static List<String> everything() {
        return Stream.concat(
                        Stream.of("/api/v1/virtual-identifiers/" + IDENTIFIER),
                        TERMINALS.stream().map(terminal -> "/api/v1/terminals/" + terminal))
                .toList();
    }

    private List<String> revoked() {
        return stub.asked().stream()
                .filter(request -> request.method().equals("DELETE"))
                .map(StubServer.Request::path)
                .toList();
    }
}
