// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.harness.CommandLineUnderTest;
import io.switchboard.harness.OnceForAllDatabases;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServerOnTime;
import io.switchboard.harness.Shell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The tour of the README, typed line by line as it is printed. The enterprise of the test is the one that the tour makes. */
@OnceForAllDatabases
@ExtendWith(SharedServerOnTime.class)
class TourIT {
    private static final String HEADING = "\n## A tour of five minutes\n";
    private static final Pattern STEP = Pattern.compile("(.*?)```\n(.*?)```\n", Pattern.DOTALL);

    private static final String ID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    private final ServerUnderTest server;
    private final Deque<Step> tour = steps();

    @TempDir
    private Path home;

    private Shell second;
    private Shell third;

    TourIT(ServerUnderTest server) {
        this.server = server;
    }

    /** A block of the README with the words before it. */
    private record Step(String prose, List<String> lines) {}

    @BeforeEach
    void openTwoTerminals() {
        CommandLineUnderTest commandLine = new CommandLineUnderTest(home, server.address());
        second = commandLine.shell();
        third = commandLine.shell();
    }

    @AfterEach
    void closeThem() throws IOException {
        second.close();
        third.close();
        // The tour removes them, unless it ended early.
        Path received = CommandLineUnderTest.project().resolve("received");
        Files.deleteIfExists(CommandLineUnderTest.project().resolve("sofa.txt"));
        Files.deleteIfExists(received.resolve("switchboard.jar"));
        Files.deleteIfExists(received);
    }

    @Test
    void theTourOfTheReadmeWorksTypedAsPrinted() {
        theAdministratorLogsInAndSeesTheDemonstration();
        anEnterpriseWithTwoTerminalsIsMade();
        adaIssuesAnIdentifierAndWatches();
        benCallsAndEachSideSeesItsOwn();
        aCallToAPausedIdentifierIsRefusedAndAdaHearsNothingOfIt();
        aMistypedCodeIsFoundOut();
        knownDataAreNotSentTwice();
        assertThat(tour).as("blocks that are not tested").isEmpty();
    }

    private void theAdministratorLogsInAndSeesTheDemonstration() {
        plays(next("With the server running, in a second terminal, in this directory"));
        String login = only(next("Put the printed id in place of `ADMIN`; the secret is asked for"));
        assertThat(login).contains("ADMIN");
        second.runs(login.replace("ADMIN", server.adminId()), "Secret of ", server.adminSecret())
                .expect(0);
        String demo = only(next("See both stories told, of an identifier and of a film, with several terminals"));
        assertThat(demo).contains("--pace 1s");
        // The one thing that is not as printed: at a pace for readers it takes a minute and a half.
        assertThat(second.runs(demo.replace("--pace 1s", "--pace PT0.01S"))
                        .expect(0)
                        .out())
                .contains("Everything went as told");
    }

    private void anEnterpriseWithTwoTerminalsIsMade() {
        plays(next("`keep` shows what a command prints and keeps one line of it"));
        List<String> enterprise = next("Copy the secret that is shown; the last command asks for it")
                .lines();
        assertThat(enterprise).hasSize(3);
        assertThat(enterprise.get(0)).contains("switchboard admin enterprises create");
        second.runs(enterprise.get(0)).expect(0);
        String client = second.runs(enterprise.get(1)).expect(0).out();
        second.runs(enterprise.get(2), "Secret of ", field("secret", client)).expect(0);
        assertThat(plays(next("Two accounts, each with a terminal. A real terminal would scan the QR code")))
                .as("the QR code of an enrolment")
                .contains("█")
                .contains("Ada's phone", "Ben's phone");
    }

    private void adaIssuesAnIdentifierAndWatches() {
        assertThat(plays(next("an identifier that is good for two calls"))).contains("Sofa, viewing at four", "0 of 2");
        List<String> watching = next("In a third terminal, let Ada's phone show what reaches it")
                .lines();
        assertThat(watching).hasSize(2);
        third.runs(watching.get(0)).expect(0);
        third.starts(watching.get(1));
        third.awaits("Watching");
    }

    private void benCallsAndEachSideSeesItsOwn() {
        plays(next("Back in the second: Ben calls, Ada answers, both say that they are connected, Ben hangs up"));
        third.awaits("call.ended");
        assertThat(third.shown())
                .containsSubsequence("call.ringing", "call.answered", "call.connected", "call.ended")
                .contains("Sofa, viewing at four");
        Step lists = next("Ben sees the label and the states of his call. Ada sees a pseudonym, not Ben");
        assertThat(lists.lines()).hasSize(2);
        assertThat(second.runs(lists.lines().get(0)).expect(0).out())
                .contains("outgoing", "ended (hang-up)", "Sofa, viewing at four")
                .doesNotContain(kept("ADA"), "Ada");
        assertThat(second.runs(lists.lines().get(1)).expect(0).out())
                .contains("incoming", "ended (hang-up)", "caller-")
                .doesNotContain(kept("BEN"), "Ben");
    }

    private void aCallToAPausedIdentifierIsRefusedAndAdaHearsNothingOfIt() {
        Step paused = next("Ben is refused, and is not told why; Ada's phone shows nothing of it");
        assertThat(paused.lines()).hasSize(2);
        second.runs(paused.lines().get(0)).expect(0);
        assertThat(second.runs(paused.lines().get(1)).expect(1).out())
                .contains("The call was not let through (403 call-refused)")
                .doesNotContainIgnoringCase("pause");
        assertThat(plays(next("shows the QR code, and in the end revokes it for good")))
                .containsSubsequence("active", "of 5", "█", "Revoked");
        // Events come in order: what comes after the refused call is there, and the call is not.
        third.awaits("revoked");
        assertThat(third.interrupts().out().lines().filter(line -> line.contains("call.")))
                .as("events of the one call that was let through")
                .hasSize(4);
    }

    private void aMistypedCodeIsFoundOut() {
        String dial = only(next("A mistyped code is found out before anything is sent"));
        assertThat(second.runs(dial).expect(2).out()).contains("Nothing was sent");
    }

    private void knownDataAreNotSentTwice() {
        String first = only(next("Ada sends Ben a file, and all of it is uploaded"));
        assertThat(second.runs(first).expect(0).out()).contains("MiB uploaded, 0 bytes there already");
        Step sendsOn = next("Nothing is uploaded: the server has it, and knows that Ben has it");
        assertThat(plays(sendsOn))
                .containsSubsequence("switchboard.jar", "0 bytes uploaded", "MiB there already")
                .containsSubsequence("outgoing", "incoming");
        assertThat(CommandLineUnderTest.project().resolve("received")).doesNotExist();
    }

    /** The next block, which stands where the test believes it to be. */
    private Step next(String words) {
        Step step = tour.remove();
        assertThat(step.prose()).contains(words);
        return step;
    }

    private static String only(Step step) {
        assertThat(step.lines()).hasSize(1);
        return step.lines().get(0);
    }

    /** Types a block where every line must go well; what it printed. */
    private String plays(Step step) {
        StringBuilder printed = new StringBuilder();
        step.lines().forEach(line -> printed.append(second.runs(line).expect(0).out()));
        return printed.toString();
    }

    /** The id that the tour has kept in a variable. */
    private String kept(String variable) {
        String id = second.runs("echo $" + variable).out().strip();
        assertThat(id).as(variable).matches(ID);
        return id;
    }

    private static Deque<Step> steps() {
        try {
            String readme = Files.readString(CommandLineUnderTest.project().resolve("README.md"));
            assertThat(readme).contains(HEADING);
            String rest = readme.substring(readme.indexOf(HEADING) + HEADING.length());
            String section = rest.substring(0, rest.indexOf("\n## "));
            return new ArrayDeque<>(
                    STEP.matcher(section).results().map(TourIT::step).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Step step(MatchResult found) {
        String prose = found.group(1).replace('\n', ' ').strip();
        return new Step(prose, found.group(2).lines().toList());
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
