// SPDX-License-Identifier: Apache-2.0
package io.switchboard.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * The launcher as operators start it, with the application as it is built: no control of the tests is in it, and environment variables
 * alone lead it to its database. Its server directory and its data are its own; the server's modules are shared, and only read.
 */
public final class LauncherUnderTest {
    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Duration BUILD_LIMIT = Duration.ofMinutes(1);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(45);
    private static final String SOURCE = "src/main/launcher/SwitchboardServer.java";

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Path home;
    private final Path data;
    private final @Nullable Path base;
    private final Path source;
    private final Map<String, String> environment;

    private LauncherUnderTest(Path home, Path data, @Nullable Path base, Path source, Map<String, String> environment) {
        this.home = home;
        this.data = data;
        this.base = base;
        this.source = source;
        this.environment = Map.copyOf(environment);
    }

    /** One in a directory of its own below {@code target}, on an empty database. */
    public static LauncherUnderTest fresh() {
        Path directory = Fork.directory(
                "launcher-" + Database.current().name().toLowerCase(Locale.ROOT) + "-" + COUNT.incrementAndGet());
        Path home = directory.resolve("server");
        Path data = directory.resolve("data");
        Map<String, String> environment = new HashMap<>(Database.current().fresh());
        int port = ServerUnderTest.freePort();
        environment.put("SWITCHBOARD_HTTP_PORT", Integer.toString(port));
        environment.put("SWITCHBOARD_MANAGEMENT_PORT", Integer.toString(ServerUnderTest.freePort()));
        environment.put("SWITCHBOARD_PUBLIC_URL", "http://localhost:" + port);
        environment.put("SWITCHBOARD_JAVA_OPTS", String.join(" ", ServerDirectory.optionsOfTheProduct()));
        try {
            ServerDirectory.delete(directory);
            furnish(Path.of(ServerDirectory.property("switchboard.it.server")).toRealPath(), home);
            Path source = ear().resolve("../..").resolve(SOURCE).normalize();
            return new LauncherUnderTest(home, data, null, source, environment);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path ear() {
        return Path.of(ServerDirectory.property("switchboard.it.ear"))
                .toAbsolutePath()
                .normalize();
    }

    /** Links to everything but what a running server writes to. */
    private static void furnish(Path built, Path home) throws IOException {
        Path configuration = home.resolve("standalone/configuration");
        Files.createDirectories(configuration);
        try (Stream<Path> parts = Files.list(built)) {
            for (Path part : parts.filter(part -> !part.endsWith("standalone") && !part.endsWith("server.lock"))
                    .toList()) {
                Files.createSymbolicLink(home.resolve(part.getFileName()), part);
            }
        }
        try (Stream<Path> files = Files.list(built.resolve("standalone/configuration"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, configuration.resolve(file.getFileName()));
            }
        }
    }

    /** The same with another environment variable. */
    public LauncherUnderTest with(String variable, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(variable, value);
        return new LauncherUnderTest(home, data, base, source, more);
    }

    /** The same without an environment variable. */
    public LauncherUnderTest without(String variable) {
        Map<String, String> fewer = new HashMap<>(environment);
        fewer.remove(variable);
        return new LauncherUnderTest(home, data, base, source, fewer);
    }

    /** The same with data elsewhere. */
    public LauncherUnderTest withData(Path elsewhere) {
        return new LauncherUnderTest(home, elsewhere, base, source, environment);
    }

    /** Another server from the same server directory, with data, ports and a base of its own. */
    public LauncherUnderTest beside() {
        int port = ServerUnderTest.freePort();
        Map<String, String> more = new HashMap<>(environment);
        more.putAll(Database.current().fresh());
        more.put("SWITCHBOARD_HTTP_PORT", Integer.toString(port));
        more.put("SWITCHBOARD_MANAGEMENT_PORT", Integer.toString(ServerUnderTest.freePort()));
        more.put("SWITCHBOARD_PUBLIC_URL", "http://localhost:" + port);
        return new LauncherUnderTest(
                home, data.resolveSibling("data-beside"), home.resolveSibling("base-beside"), source, more);
    }

    /** The same, from another source of the launcher. */
    public LauncherUnderTest from(Path otherSource) {
        return new LauncherUnderTest(home, data, base, otherSource, environment);
    }

    /** The launcher's one source file. */
    public Path source() {
        return source;
    }

    /** All that is its own. */
    public Path directory() {
        return home.resolveSibling(".").normalize();
    }

    /** The data directory. */
    public Path data() {
        return data;
    }

    /** What the server itself writes to, its log among it. */
    public Path standalone() {
        return home.resolve("standalone");
    }

    /** Where it leaves for Maven what it says of a start that came to nothing. */
    public Path complaint() {
        return directory().resolve(base == null ? "complaint.txt" : "complaint-beside.txt");
    }

    /** A variable that it is started with. */
    public String setting(String variable) {
        return environment.getOrDefault(variable, "");
    }

    /** The server's URL. */
    public String address() {
        return setting("SWITCHBOARD_PUBLIC_URL");
    }

    /** Plain HTTP to the server. */
    public Http http() {
        return new Http(address());
    }

    /** Starts it. */
    public Program start() {
        List<String> command = new ArrayList<>(List.of(
                Program.java(),
                source.toString(),
                "--server=" + home,
                "--ear=" + ear(),
                "--data=" + data,
                "--complaint=" + complaint()));
        if (base != null) {
            command.add("--base=" + base);
        }
        return Program.start(command, environment, "");
    }

    /** {@code mvn -Prun} of the project with these arguments, to its end: for what ends before the server. */
    public Program.Ended builds(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                ServerDirectory.property("switchboard.it.maven"),
                "-B",
                "-f",
                CommandLineUnderTest.project().resolve("pom.xml").toString(),
                "-Prun"));
        if (ServerDirectory.property("switchboard.it.offline").endsWith("true")) {
            command.add("-o");
        }
        command.addAll(List.of(arguments));
        try (Program program = Program.start(command, environment, "")) {
            return program.awaitsEnd(BUILD_LIMIT);
        }
    }

    /** Starts it, and waits until it says that it is ready. */
    public Program startsUp() {
        Program program = start();
        try {
            Awaitility.await("the launcher of " + home)
                    .atMost(START_LIMIT)
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> isReady(program));
            return program;
        } catch (RuntimeException e) {
            program.close();
            throw e;
        }
    }

    private static boolean isReady(Program program) {
        if (!program.isRunning()) {
            throw new IllegalStateException("The launcher has ended:\n" + program.out() + program.err());
        }
        return (program.out() + program.err()).contains("Switchboard is ready");
    }

    /** Starts it where it must end by itself. */
    public Program.Ended runs() {
        try (Program program = start()) {
            return program.awaitsEnd(START_LIMIT);
        }
    }

    /** Stops it as an operator would. */
    public static Program.Ended stops(Program program) {
        program.asksToEnd();
        return program.awaitsEnd(STOP_LIMIT);
    }

    /** The processes that serve from its directory: the launcher and the server. */
    public List<ProcessHandle> running() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(home.toString()))
                .toList();
    }

    /** Everything that it keeps between two starts, byte for byte: logs, configuration and data. */
    public Map<Path, byte[]> kept() {
        Map<Path, byte[]> files = new HashMap<>();
        for (Path root : new ArrayList<>(List.of(standalone(), data))) {
            try {
                Files.walkFileTree(root, new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                        if (attributes.isRegularFile() && !file.toString().endsWith(".ear")) {
                            files.put(file, Files.readAllBytes(file));
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException gone) {
                        // Somebody's temporary file.
                        return FileVisitResult.CONTINUE;
                    }
                });
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return files;
    }
}
