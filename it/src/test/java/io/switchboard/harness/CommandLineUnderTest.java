// SPDX-License-Identifier: Apache-2.0
package io.switchboard.harness;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The runnable jar of the command line, with profiles of its own. Each command is a process. */
public final class CommandLineUnderTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Map<String, String> environment;

    /**
     * Profiles in a directory.
     *
     * @param server the server's URL
     */
    public CommandLineUnderTest(Path home, String server) {
        environment = Map.of("SWITCHBOARD_HOME", home.toString(), "SWITCHBOARD_SERVER", server);
    }

    private CommandLineUnderTest(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** The same with one more environment variable. */
    public CommandLineUnderTest with(String variable, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(variable, value);
        return new CommandLineUnderTest(more);
    }

    /** The jar that the build made. */
    public static Path jar() {
        return Path.of(ServerDirectory.property("switchboard.it.command-line"))
                .toAbsolutePath()
                .normalize();
    }

    /** The directory of the project: where its readers type what the README prints. */
    public static Path project() {
        return jar().resolve("../../../..").normalize();
    }

    /** A shell at a terminal in the project's directory, where the commands go to this server and have these profiles. */
    public Shell shell() {
        Map<String, String> all = new HashMap<>(environment);
        String java = Path.of(Program.java()).resolveSibling("").toString();
        all.put("PATH", java + File.pathSeparator + System.getenv("PATH"));
        return Shell.start(project(), all);
    }

    /** Runs a command to its end, whatever comes of it. */
    public Program.Ended run(String... arguments) {
        return runWithInput("", arguments);
    }

    /** Runs a command that reads its input, to its end. */
    public Program.Ended runWithInput(String input, String... arguments) {
        try (Program program = start(input, arguments)) {
            return program.awaitsEnd(LIMIT);
        }
    }

    /** Runs a command with {@code --json}, which must go well and print one JSON document and nothing else. */
    public JsonNode json(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--json");
        Program.Ended ended = run(all.toArray(String[]::new)).expect(0);
        try {
            return Http.JSON.readTree(ended.out());
        } catch (IOException e) {
            throw new UncheckedIOException(all + " printed no JSON: " + ended.out(), e);
        }
    }

    /** Starts a command that goes on. */
    public Program start(String input, String... arguments) {
        return Program.start(command("-XX:SharedArchiveFile=" + Archive.FILE, arguments), environment, input);
    }

    /** The fast start of a short life; the program is the same. */
    private static List<String> command(String option, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Program.java(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xlog:disable",
                option,
                "-jar",
                jar().toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** The program's classes as the Java machine has laid them out once, for all commands of this process. */
    private static final class Archive {
        private static final Path FILE = make();

        private static Path make() {
            try {
                Path directory = Files.createTempDirectory("switchboard-classes");
                directory.toFile().deleteOnExit();
                Path file = directory.resolve("command-line.jsa");
                file.toFile().deleteOnExit();
                try (Program program = Program.start(
                        command("-XX:ArchiveClassesAtExit=" + file, "calls", "list", "--help"), Map.of(), "")) {
                    program.awaitsEnd(LIMIT);
                }
                return file;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
