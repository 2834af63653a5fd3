// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.switchboard.harness.Database;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.Sql;
import io.switchboard.harness.WrappedByHand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Where in a server's database a text stands: in every column of text and of bytes of every table, and in what whoever has the master key
 * can unwrap of stored answers.
 */
final class Traces {
    private static final Duration ANSWERS_ARE_KEPT = Duration.ofHours(24);
    private static final HexFormat HEX = HexFormat.of();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ServerUnderTest server;
    private final Instant begun;

    /** Of what is written from now on. */
    Traces(ServerUnderTest server) {
        this.server = server;
        this.begun = server.now();
    }

    /** The tables in which each of the texts stands; none for one that stands nowhere. */
    Map<String, Set<String>> of(Map<String, String> texts) {
        Map<String, Set<String>> found = new TreeMap<>();
        columns()
                .forEach((table, columns) -> texts.forEach((what, text) -> {
                    String any =
                            columns.stream().map(column -> holds(column, text)).collect(Collectors.joining(" or "));
                    if (count(quoted(table) + " where " + any) > 0) {
                        found.computeIfAbsent(what, first -> new TreeSet<>()).add(table);
                    }
                }));
        List<String> answers = answers();
        texts.forEach((what, text) -> {
            if (answers.stream().anyMatch(answer -> answer.contains(text))) {
                found.computeIfAbsent(what, first -> new TreeSet<>()).add("idempotency_claim");
            }
        });
        return found;
    }

    /** How many rows there are of what follows {@code from}. */
    long count(String from) {
        return Long.parseLong(Sql.value(server, "select count(*) as n from " + from));
    }

    private record Column(String name, boolean bytes) {}

    private Map<String, List<Column>> columns() {
        Map<String, List<Column>> columns = new TreeMap<>();
        Sql.rows(server, """
                select table_name as t, column_name as c, lower(data_type) as d from information_schema.columns
                where lower(table_schema) = 'public' and lower(table_name) <> 'flyway_schema_history'""").forEach(row -> {
            String type = row.getOrDefault("d", "");
            boolean bytes = Set.of("bytea", "binary varying", "binary", "binary large object")
                    .contains(type);
            if (bytes || type.startsWith("character") || type.equals("text")) {
                columns.computeIfAbsent(row.getOrDefault("t", "").toLowerCase(Locale.ROOT), table -> new ArrayList<>())
                        .add(new Column(row.getOrDefault("c", ""), bytes));
            }
        });
        if (!columns.keySet().containsAll(Set.of("account", "mailbox_event", "audit_entry", "idempotency_claim"))) {
            throw new AssertionError("The catalogue has only " + columns.keySet());
        }
        return columns;
    }

    private static String holds(Column column, String text) {
        String name = "\"" + column.name() + "\"";
        if (!column.bytes()) {
            return name + " like '%" + text + "%'";
        }
        String hex = HEX.formatHex(text.getBytes(StandardCharsets.UTF_8));
        String shown = Database.current() == Database.H2 ? "rawtohex(" + name + ")" : "encode(" + name + ", 'hex')";
        return "lower(" + shown + ") like '%" + hex + "%'";
    }

    /** H2 keeps names in capitals. */
    private static String quoted(String table) {
        return "\"" + (Database.current() == Database.H2 ? table.toUpperCase(Locale.ROOT) : table) + "\"";
    }

    // ------------------------------------------------------------------------------------------------ stored answers

    /** As far as they can be read. */
    private List<String> answers() {
        byte[] dataKey = WrappedByHand.dataKey(server, WrappedByHand.masterKey(server));
        return Sql.rows(
                        server,
                        "select key_hash, answer from idempotency_claim where completed = true and expires_at >="
                                + " timestamp with time zone '" + begun.plus(ANSWERS_ARE_KEPT) + "'")
                .stream()
                .map(row ->
                        answer(dataKey, HEX.parseHex(row.getOrDefault("key_hash", "")), row.getOrDefault("answer", "")))
                .toList();
    }

    private String answer(byte[] dataKey, byte[] row, String hex) {
        String outer = text(WrappedByHand.unwrap(dataKey, "idempotent-answer", row, hex));
        JsonNode answer = json(outer);
        if (!answer.has("covered")) {
            return outer;
        }
        byte[] inner = Base64.getDecoder().decode(answer.get("covered").asText());
        List<String> persons = new ArrayList<>();
        answer.get("persons").forEach(person -> persons.add(0, person.asText()));
        for (String person : persons) {
            Optional<byte[]> key = personalKey(dataKey, person);
            if (key.isEmpty()) {
                return outer;
            }
            inner = WrappedByHand.unwrap(key.get(), "personal", row, HEX.formatHex(inner));
        }
        return text(inner);
    }

    private Optional<byte[]> personalKey(byte[] dataKey, String person) {
        UUID id = UUID.fromString(person);
        byte[] row = ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        return Sql.rows(server, "select key_wrapped from personal_key where account_id = '" + person + "'").stream()
                .findFirst()
                .map(kept ->
                        text(WrappedByHand.unwrap(dataKey, "personal-key", row, kept.getOrDefault("key_wrapped", ""))))
                .map(Base64.getDecoder()::decode);
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
