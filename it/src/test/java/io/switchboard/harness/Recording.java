// SPDX-License-Identifier: Apache-2.0
package io.switchboard.harness;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/**
 * What a server really says to its database, transaction by transaction, bare JDBC included: PostgreSQL's own log. Only on PostgreSQL,
 * and only of servers that were started with {@link #settings}.
 */
public final class Recording {
    static final Path DIRECTORY = Fork.directory("postgresql-log");
    static final String NAME = "statements";

    private static final Path LOG = DIRECTORY.resolve(NAME + ".json");
    private static final Pattern MESSAGE = Pattern.compile("(?s)(?:execute [^:]+|statement): (.*)");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String TABLES =
            "select oid from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace";

    private Recording() {}

    /**
     * A statement with the values that it was given, as PostgreSQL words them.
     *
     * @param sql in lower case
     * @param original as it came
     */
    public record Statement(String sql, String values, String original) {
        private static final Pattern WRITES = Pattern.compile("^(?:insert into|update|delete from) (\\w+)");
        private static final Pattern READS = Pattern.compile("(?s)\\bfrom (\\w+)");

        /** Whether it inserts, updates or deletes. */
        public boolean writes() {
            return WRITES.matcher(sql).find();
        }

        /** Whether it adds rows. */
        public boolean inserts() {
            return sql.startsWith("insert into");
        }

        /** Whether it locks what it finds. */
        public boolean locks() {
            return Pattern.compile("for (no key )?update").matcher(sql).find();
        }

        /** The table that it writes, or else reads first; empty for none. */
        public String table() {
            for (Pattern pattern : List.of(WRITES, READS)) {
                Matcher matcher = pattern.matcher(sql);
                if (matcher.find()) {
                    return matcher.group(1);
                }
            }
            return "";
        }
    }

    /** What one transaction did, in order; statements outside of a transaction make one each. */
    public record Transaction(List<Statement> statements, boolean committed) {
        /** Those that write this table. */
        public boolean writes(String table) {
            return statements.stream()
                    .anyMatch(
                            statement -> statement.writes() && statement.table().equals(table));
        }
    }

    /** A database of its own whose server logs every statement. */
    public static Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(Database.current().fresh());
        settings.computeIfPresent("DB_URL", (key, url) -> url + "?options=-c%20log_statement=all");
        return settings;
    }

    /** The transactions that a server ends while this goes on, janitors and channels included, in the order of their ends. */
    public static List<Transaction> of(ServerUnderTest server, Runnable work) {
        String before = mark(server);
        work.run();
        String after = mark(server);
        String database = server.environment().getOrDefault("DB_URL", "").replaceAll(".*/|\\?.*", "");
        return transactions(between(before, after), database);
    }

    /** How PostgreSQL finds the rows of each statement with whatever values, were it never to read a whole table. */
    public static Map<String, List<String>> plans(ServerUnderTest server, Collection<String> statements) {
        String url = server.environment().get("DB_URL") + "&preferQueryMode=simple";
        Map<String, List<String>> plans = new HashMap<>();
        try (Connection connection = DriverManager.getConnection(
                        url,
                        server.environment().get("DB_USER"),
                        server.environment().get("DB_PASSWORD"));
                var statement = connection.createStatement()) {
            // As if every table were large and nothing were known of its values: what is in it now, and whether it was
            // analysed, says
            // nothing of the tables that there will be. Nothing of this is committed.
            connection.setAutoCommit(false);
            statement.execute("set enable_seqscan = off");
            statement.execute("delete from pg_statistic where starelid in (" + TABLES + ")");
            statement.execute("update pg_class set relpages = 1, reltuples = 1000000 where oid in (" + TABLES + ")");
            for (String sql : statements) {
                List<String> plan = new ArrayList<>();
                try (ResultSet rows = statement.executeQuery("explain (generic_plan) " + sql)) {
                    while (rows.next()) {
                        plan.add(rows.getString(1));
                    }
                }
                plans.put(sql, plan);
            }
            connection.rollback();
        } catch (SQLException e) {
            throw new AssertionError("PostgreSQL does not plan the statements", e);
        }
        return plans;
    }

    private static String mark(ServerUnderTest server) {
        String mark = UUID.randomUUID().toString();
        Sql.rows(server, "select '" + mark + "'");
        Awaitility.await("the log of PostgreSQL")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> read().contains(mark));
        return mark;
    }

    private static List<JsonNode> between(String before, String after) {
        List<JsonNode> lines = new ArrayList<>();
        boolean inside = false;
        for (String line : read().lines().toList()) {
            if (line.contains(after)) {
                return lines;
            }
            if (inside) {
                lines.add(json(line));
            }
            inside |= line.contains(before);
        }
        throw new AssertionError("The log of PostgreSQL has no " + after);
    }

    private static List<Transaction> transactions(List<JsonNode> lines, String database) {
        Map<Integer, List<Statement>> open = new HashMap<>();
        List<Transaction> ended = new ArrayList<>();
        for (JsonNode line : lines) {
            Matcher message = MESSAGE.matcher(line.path("message").asText());
            if (!line.path("dbname").asText().equals(database) || !message.matches()) {
                continue;
            }
            int session = line.get("pid").asInt();
            String original = message.group(1).replaceAll("\\s+", " ").strip();
            String sql = original.toLowerCase(Locale.ROOT);
            if (sql.isEmpty() || sql.contains("pg_catalog")) {
                // The driver's and the pool's own questions.
                continue;
            }
            switch (sql) {
                case "begin" -> open.put(session, new ArrayList<>());
                case "commit", "rollback" -> {
                    List<Statement> done = open.remove(session);
                    if (done != null && !done.isEmpty()) {
                        ended.add(new Transaction(done, sql.equals("commit")));
                    }
                }
                default -> {
                    Statement statement = new Statement(sql, line.path("detail").asText(), original);
                    List<Statement> present = open.get(session);
                    if (present == null) {
                        ended.add(new Transaction(List.of(statement), true));
                    } else {
                        present.add(statement);
                    }
                }
            }
        }
        return ended;
    }

    private static String read() {
        try {
            return Files.exists(LOG) ? Files.readString(LOG, StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode json(String line) {
        try {
            return Http.JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL logs " + line, e);
        }
    }
}
