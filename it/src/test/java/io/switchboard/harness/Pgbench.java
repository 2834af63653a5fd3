// SPDX-License-Identifier: Apache-2.0
package io.switchboard.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** PostgreSQL's own load, of the system package that brings {@code pgbench}, on the database of a server under test. */
public final class Pgbench {
    private static final Pattern RATE = Pattern.compile("tps = ([\\d.]+) \\(without");
    private static final Pattern FAILED = Pattern.compile("number of failed transactions: ([1-9]\\d*)");
    private static final int MICROSECONDS_COLUMN = 2;

    private final Tool program;
    private final URI database;
    private final String user;
    private int runs;

    private Pgbench(Tool program, URI database, String user) {
        this.program = program;
        this.database = database;
        this.user = user;
    }

    /**
     * What came of it.
     *
     * @param perSecond transactions, without the time to connect
     * @param nanos how long each took
     */
    public record Outcome(double perSecond, List<Long> nanos) {}

    /** On the database of this server; skips the test where it is not installed. */
    public static Pgbench on(ServerUnderTest server) {
        Tool program = Tool.required("pgbench", "postgresql-contrib");
        String url = Objects.requireNonNull(server.environment().get("DB_URL"));
        return new Pgbench(
                program,
                URI.create(url.replaceFirst("^jdbc:", "").replaceFirst("\\?.*", "")),
                Objects.requireNonNull(server.environment().get("DB_USER")));
    }

    /** Runs statements beside pgbench, each in a transaction of its own. */
    public void runs(List<String> statements) {
        try (Connection connection = DriverManager.getConnection("jdbc:" + database, user, "");
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new AssertionError("PostgreSQL refuses a statement", e);
        }
    }

    /**
     * Runs a script with prepared statements, by so many clients, each on a connection of its own; none may fail.
     *
     * @param script has the variables {@code run}, another number for each run, and {@code n}, 0 at first
     */
    public Outcome load(String script, int clients, Duration time) {
        try {
            Path directory = Files.createTempDirectory("pgbench");
            try {
                Path file = Files.writeString(directory.resolve("script.sql"), script);
                String printed = program.run(
                        "--no-vacuum",
                        "--protocol=prepared",
                        "--client=" + clients,
                        "--jobs=2",
                        "--time=" + time.toSeconds(),
                        "--define=n=0",
                        "--define=run=" + ++runs,
                        "--log",
                        "--log-prefix=" + directory.resolve("log"),
                        "--file=" + file,
                        "--host=" + database.getHost(),
                        "--port=" + database.getPort(),
                        "--username=" + user,
                        database.getPath().substring(1));
                Matcher rate = RATE.matcher(printed);
                if (!rate.find() || FAILED.matcher(printed).find() || printed.contains("aborted")) {
                    throw new AssertionError("pgbench says:\n" + printed);
                }
                return new Outcome(Double.parseDouble(rate.group(1)), nanos(directory));
            } finally {
                delete(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Long> nanos(Path directory) throws IOException {
        List<Long> nanos = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(path -> path.getFileName().toString().startsWith("log"))
                    .toList()) {
                for (String line : Files.readAllLines(file)) {
                    nanos.add(1000 * Long.parseLong(line.split(" ", -1)[MICROSECONDS_COLUMN]));
                }
            }
        }
        return nanos;
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
