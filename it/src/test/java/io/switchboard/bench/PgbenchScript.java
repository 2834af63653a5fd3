// SPDX-License-Identifier: Apache-2.0
package io.switchboard.bench;

import io.switchboard.harness.Recording.Statement;
import io.switchboard.harness.Recording.Transaction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The statements of one request as a script for pgbench: the same SQL in the same transactions, with the values of a request that was
 * really carried out. Each client of pgbench has the values of a lane of its own, from a table that it reads once. Of what differs from one
 * request of a lane to the next, ids and keyed hashes are made anew each time; sequence numbers go on from what the mailbox said; times
 * and texts stay as they were.
 */
final class PgbenchScript {
    /** Where the values of the lanes are. */
    static final String TABLE = "pgbench_lane";

    private static final Pattern PLACE = Pattern.compile("\\$(\\d+)");
    private static final Pattern VALUE = Pattern.compile("\\$(\\d+) = (?:NULL|'((?:[^']|'')*)')");
    private static final Pattern UUID_TEXT = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern HASH = Pattern.compile("\\\\x[0-9a-f]{64}");
    private static final Pattern BYTES = Pattern.compile("\\\\x([0-9a-f]{2})*");
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\S*");
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final String POSITION = "select terminal_id, last_sequence from mailbox";

    /** How many ids one request can make. */
    private static final int IDS = 64;

    private final List<Lane> lanes;
    private final Map<String, Integer> made = new LinkedHashMap<>();
    private final List<String> columns = new ArrayList<>();
    private final List<List<String>> values = new ArrayList<>();
    private final StringBuilder script = new StringBuilder();

    /**
     * Two requests of one lane, the second right after the first.
     *
     * @param first what the first did
     * @param second what the second did: the same with other values
     */
    record Lane(List<Transaction> first, List<Transaction> second) {}

    private PgbenchScript(List<Lane> lanes) {
        this.lanes = lanes;
        lanes.forEach(lane -> values.add(new ArrayList<>()));
        write();
    }

    /** From lanes that all do the same, see {@link #shape}. */
    static PgbenchScript of(List<Lane> lanes) {
        return new PgbenchScript(lanes);
    }

    /** What is done, whatever the values. */
    static List<List<String>> shape(List<Transaction> request) {
        return request.stream()
                .map(transaction ->
                        transaction.statements().stream().map(Statement::sql).toList())
                .toList();
    }

    /** The script. */
    String text() {
        return """
                \\if :n = 0
                select * from %s where client = :client_id \\gset
                \\endif
                \\set n :n + 1
                \\set made ((:run * 10000000 + :n) * 1000 + :client_id) * %d
                """.formatted(TABLE, IDS) + script;
    }

    /** The statements that make the table of the lanes' values. */
    List<String> setUp() {
        List<String> statements = new ArrayList<>();
        statements.add("create table " + TABLE + " (client integer primary key"
                + columns.stream().map(column -> ", " + column + " text").collect(Collectors.joining()) + ")");
        for (int lane = 0; lane < values.size(); lane++) {
            statements.add("insert into " + TABLE + " values (" + lane
                    + values.get(lane).stream()
                            .map(value -> ", '" + value.replace("'", "''") + "'")
                            .collect(Collectors.joining())
                    + ")");
        }
        return statements;
    }

    private void write() {
        List<Transaction> transactions = lanes.get(0).second();
        for (int t = 0; t < transactions.size(); t++) {
            int count = transactions.get(t).statements().size();
            // As the driver does it: the beginning travels with the first statement.
            script.append(count > 1 ? "\\startpipeline\nbegin;\n" : "");
            for (int s = 0; s < count; s++) {
                script.append(statement(t, s));
                script.append(s == 0 && count > 1 ? "\\endpipeline\n" : "");
            }
            script.append(count > 1 ? "commit;\n" : "");
        }
    }

    private String statement(int transaction, int index) {
        List<Statement> firsts = each(lane -> lane.first(), transaction, index);
        List<Statement> seconds = each(lane -> lane.second(), transaction, index);
        String sql = PLACE.matcher(seconds.get(0).original())
                .replaceAll(place -> Matcher.quoteReplacement(
                        value(Integer.parseInt(place.group(1)), firsts, seconds, "t" + transaction + "s" + index)));
        boolean tells = seconds.get(0).sql().startsWith(POSITION);
        return sql + (tells ? " \\gset mailbox_\n" : ";\n");
    }

    private List<Statement> each(
            java.util.function.Function<Lane, List<Transaction>> request, int transaction, int index) {
        return lanes.stream()
                .map(lane -> request.apply(lane).get(transaction).statements().get(index))
                .toList();
    }

    private String value(int place, List<Statement> firsts, List<Statement> seconds, String statement) {
        String value = values(seconds.get(0)).get(place);
        if (value == null) {
            return "null";
        }
        boolean changes = !value.equals(values(firsts.get(0)).get(place));
        if (changes && UUID_TEXT.matcher(value).matches()) {
            return "lpad(to_hex(:made::bigint + " + number(value) + "), 32, '0')::uuid";
        }
        if (changes && HASH.matcher(value).matches()) {
            return "sha256(int8send(:made::bigint + " + number(value) + "))";
        }
        if (changes && NUMBER.matcher(value).matches()) {
            return ":mailbox_last_sequence::bigint + 1";
        }
        String column = statement + "v" + place;
        if (!columns.contains(column)) {
            columns.add(column);
            for (int lane = 0; lane < lanes.size(); lane++) {
                values.get(lane)
                        .add(Objects.requireNonNull(values(seconds.get(lane)).get(place)));
            }
        }
        return ":" + column + cast(value);
    }

    /** The same value is the same wherever it stands. */
    private int number(String value) {
        int number = made.computeIfAbsent(value, absent -> made.size());
        if (number >= IDS) {
            throw new IllegalStateException("A request makes more than " + IDS + " ids");
        }
        return number;
    }

    private static String cast(String value) {
        if (UUID_TEXT.matcher(value).matches()) {
            return "::uuid";
        }
        if (BYTES.matcher(value).matches()) {
            return "::bytea";
        }
        return TIME.matcher(value).matches() ? "::timestamptz" : "";
    }

    /** By its place, without those that are null. */
    private static Map<Integer, String> values(Statement statement) {
        Map<Integer, String> values = new LinkedHashMap<>();
        Matcher value = VALUE.matcher(statement.values());
        while (value.find()) {
            if (value.group(2) != null) {
                values.put(Integer.valueOf(value.group(1)), value.group(2).replace("''", "'"));
            }
        }
        return values;
    }
}
