// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.harness.LauncherUnderTest;
import io.switchboard.harness.OnceForAllDatabases;
import io.switchboard.harness.Program;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.tools.ToolProvider;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What stands in the way of a start is said in one sentence, with an exit code, and nothing is left running. */
@OnceForAllDatabases
class LauncherIT {
    private static final int FAILED = 1;
    private static final int REFUSED = 2;

    private static final String WRONG_KEY =
            "The configuration key switchboard.calls.ring-time must be an ISO 8601 duration from PT5S to PT10M, not \"soon\".";

    private final LauncherUnderTest launcher = LauncherUnderTest.fresh();
    private final Path directory = launcher.directory();

    // ----------------------------------------------------------------------------------- what this machine has wrong

    @Test
    void aTakenPortIsNamed() throws IOException {
        for (String variable : List.of("SWITCHBOARD_HTTP_PORT", "SWITCHBOARD_MANAGEMENT_PORT")) {
            try (ServerSocket taken = new ServerSocket()) {
                int port = Integer.parseInt(launcher.setting(variable));
                taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                assertRefused(launcher.runs(), "port " + port + " is taken", variable);
            }
        }
    }

    @Test
    void aLogFormatThatThereIsNotIsNamed() {
        assertRefused(
                launcher.with("SWITCHBOARD_LOG_FORMAT", "xml").runs(),
                "SWITCHBOARD_LOG_FORMAT is \"xml\"",
                "set it to text or json");
    }

    @Test
    void wrongSettingsAreToldAllAtOnceBeforeTheServerIsStarted() {
        LauncherUnderTest wrong = wrong();
        assertRefused(wrong.runs(), WRONG_KEY, "did you mean SWITCHBOARD_TOKEN_LIFETIME?", "DB_POOL_MAX is \"none\"");
        assertThat(launcher.standalone().resolve("log")).doesNotExist();
        assertThat(launcher.data()).doesNotExist();
    }

    /** By the same code, compiled for this alone. */
    @Test
    void mavenTellsWrongSettingsBeforeItBuildsAnything() {
        Program.Ended ended = wrong().builds("-N");
        assertThat(ended.code()).isEqualTo(FAILED);
        assertThat(ended.out())
                .contains(
                        "Switchboard cannot start. ",
                        WRONG_KEY,
                        "did you mean SWITCHBOARD_TOKEN_LIFETIME?",
                        "DB_POOL_MAX is \"none\"")
                .doesNotContain("Building Switchboard and its server");
        assertThat(launcher.builds("-N").expect(0).out()).contains("Building Switchboard and its server");
    }

    private LauncherUnderTest wrong() {
        return launcher.with("SWITCHBOARD_CALLS_RING_TIME", "soon")
                .with("SWITCHBOARD_TOKEN_LIFETYME", "PT5M")
                .with("DB_POOL_MAX", "none");
    }

    @Test
    void aDataDirectoryThatCannotBeMadeIsNamed() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        assertRefused(
                launcher.withData(file.resolve("below")).runs(),
                file.resolve("below") + " cannot be created",
                "SWITCHBOARD_DATA_DIRECTORY");
    }

    /** Not even root may make a file in this one. */
    @Test
    void aDataDirectoryThatCannotBeWrittenToIsNamed() {
        assertRefused(
                launcher.withData(Path.of("/proc")).runs(), "/proc cannot be written to", "SWITCHBOARD_DATA_DIRECTORY");
    }

    /** No such JDK is at hand: the launcher is told that it needs one that nobody has. */
    @Test
    void anOldJavaIsTold() throws IOException {
        String source = Files.readString(launcher.source());
        Path ahead = directory.resolve("SwitchboardServer.java");
        Files.writeString(ahead, source.replaceFirst("OLDEST_JAVA = 17;", "OLDEST_JAVA = 999;"));
        assertRefused(
                launcher.from(ahead).runs(),
                "This is Java " + Runtime.version().feature() + " and it needs 999 or newer",
                "JAVA_HOME");
    }

    /** Otherwise an old Java would say where it does not understand the source. */
    @Test
    void anOldJavaUnderstandsTheLauncher() {
        int code = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "--release",
                        "11",
                        "-d",
                        directory.toString(),
                        launcher.source().toString());
        assertThat(code).isZero();
    }

    // --------------------------------------------------------------------------------- what the application has wrong

    /** One that only the server can read; it reads all of them again, for it may be started without a launcher. */
    @Test
    void aWrongSettingStopsTheStartAndIsNamed() {
        Program.Ended ended =
                launcher.with("SWITCHBOARD_CALLS_RING_TIME", "${nowhere:soon}").runs();
        assertFailed(
                ended,
                "The configuration key switchboard.calls.ring-time must be an ISO 8601 duration from PT5S to PT10M,"
                        + " not \"soon\"");
        assertThat(ended.out().lines().filter(line -> line.contains("\tat "))).isEmpty();
        assertThat(answers()).isFalse();
    }

    @Test
    void whoStopsItBeforeItIsReadyReadsThatAndNothingElse() {
        try (Program program = launcher.start()) {
            Path log = launcher.standalone().resolve("log/server.log");
            Awaitility.await("the server boots").atMost(Duration.ofMinutes(1)).until(() -> says(log, "WFLYSRV0027"));
            Program.Ended ended = LauncherUnderTest.stops(program);
            // 128 and SIGTERM.
            assertThat(ended.code()).isEqualTo(143);
            assertThat(ended.out().strip())
                    .startsWith("Switchboard is starting")
                    .hasLineCount(1);
            assertThat(ended.err().strip()).isEqualTo("Switchboard stopped before it was ready.");
        }
        assertThat(launcher.running()).isEmpty();
    }

    /** In the box or, when it is stopped before that, without one: nobody could read it anywhere else. */
    @Test
    void whoStopsAFirstStartAsItBecomesReadyHasReadTheAdministratorsSecretOnce() {
        try (Program program = launcher.start()) {
            Path log = launcher.standalone().resolve("log/server.log");
            Awaitility.await("the application is there")
                    .atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> says(log, "WFLYSRV0010"));
            assertThat(LauncherUnderTest.stops(program).out().split("Admin client secret: ", -1))
                    .hasSize(2);
        }
    }

    private static boolean says(Path log, String what) throws IOException {
        return Files.isRegularFile(log) && Files.readString(log).contains(what);
    }

    private boolean answers() {
        try {
            new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(launcher.setting("SWITCHBOARD_HTTP_PORT")))
                    .close();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private void assertRefused(Program.Ended ended, String... said) {
        assertThat(ended.code()).isEqualTo(REFUSED);
        assertThat(ended.out()).isEmpty();
        List<String> lines = ended.err().strip().lines().toList();
        assertThat(lines).hasSize(1);
        assertThat(lines.get(0))
                .startsWith("Switchboard cannot start. ")
                .contains(said)
                .endsWith(".");
        assertThat(launcher.running()).isEmpty();
    }

    private void assertFailed(Program.Ended ended, String what) {
        assertThat(ended.code()).isEqualTo(FAILED);
        List<String> said = ended.err().strip().lines().toList();
        assertThat(said).hasSize(2);
        assertThat(said.get(0)).startsWith("Switchboard did not start: ").contains(what);
        assertThat(said.get(1)).startsWith("The whole story is in ").endsWith("server.log");
        assertThat(launcher.running()).isEmpty();
    }
}
