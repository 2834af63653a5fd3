// SPDX-License-Identifier: Apache-2.0
package io.switchboard.harness;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A look into a server's database, whichever it is, through a connection of the server's own: what a thief of it would see. */
public final class Sql {
    private Sql() {}

    /**
     * The rows that a statement finds, each by the names of its columns in lower case; bytes are in hexadecimal, null is the text
     * {@code null}.
     */
    public static List<Map<String, String>> rows(ServerUnderTest server, String sql) {
        JsonNode answer = answer(server, sql);
        if (!answer.has("rows")) {
            throw new AssertionError(sql + ": " + answer);
        }
        List<Map<String, String>> rows = new ArrayList<>();
        for (JsonNode row : answer.get("rows")) {
            Map<String, String> columns = new LinkedHashMap<>();
            row.properties()
                    .forEach(column ->
                            columns.put(column.getKey(), column.getValue().asText()));
            rows.add(columns);
        }
        return rows;
    }

    /** The one value that a statement finds. */
    public static String value(ServerUnderTest server, String sql) {
        List<Map<String, String>> rows = rows(server, sql);
        if (rows.size() != 1 || rows.get(0).size() != 1) {
            throw new AssertionError(sql + " finds not one value but " + rows);
        }
        return rows.get(0).values().iterator().next();
    }

    /** The SQL state with which the database refuses a statement; empty when it does not. */
    public static String refusal(ServerUnderTest server, String sql) {
        return answer(server, sql).path("refused").asText();
    }

    /** The product's tables, by the columns of each. */
    public static Map<String, List<String>> tables(ServerUnderTest server) {
        Map<String, List<String>> tables = new LinkedHashMap<>();
        rows(server, """
                select lower(table_name) as t, lower(column_name) as c from information_schema.columns
                where lower(table_schema) = 'public' and lower(table_name) <> 'flyway_schema_history'
                order by 1, ordinal_position""")
                .forEach(row -> tables.computeIfAbsent(row.get("t"), table -> new ArrayList<>())
                        .add(row.get("c")));
        return tables;
    }

    /** A table of the numbers from 0 to 9999 in the column {@code n}: for rows that no test could wait for. */
    public static String numbers() {
        String digits = "(values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9))";
        return "(select a.n + 10 * b.n + 100 * c.n + 1000 * d.n as n from " + digits + " a(n), " + digits + " b(n), "
                + digits + " c(n), " + digits + " d(n)) numbers";
    }

    /** An id that was made at this time, another one for each number {@code n}. */
    public static String id(Instant made) {
        String time = String.format("%012x", made.toEpochMilli());
        String random = UUID.randomUUID().toString().substring(0, 3);
        return "cast('" + time.substring(0, 8) + "-" + time.substring(8) + "-7000-8" + random
                + "-' || lpad(cast(n as varchar), 12, '0') as uuid)";
    }

    /** Carries a statement out that finds nothing. */
    public static void run(ServerUnderTest server, String sql) {
        rows(server, sql);
    }

    private static JsonNode answer(ServerUnderTest server, String sql) {
        return server.http()
                .send("POST", "/test-control?sql", Map.of("Content-Type", "text/plain"), sql)
                .expect(200)
                .json();
    }
}
