// SPDX-License-Identifier: Apache-2.0
package io.switchboard.bench;

import io.switchboard.bench.Lanes.Lane;
import io.switchboard.harness.Condition;
import io.switchboard.harness.HttpConnection;
import io.switchboard.harness.Identifier;
import io.switchboard.harness.OnPostgresqlOnly;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.Sql;
import io.switchboard.harness.Terminal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What a call costs among few identifiers and among many: one caller, one call after the other, in turns at a server with 1,000 live
 * identifiers and at one with 1,000,000. Those that are called were issued among the others, and each call is to one of them by chance.
 */
@OnPostgresqlOnly
class IdentifierScaleBenchmark {
    private static final int FEW = 1_000;
    private static final int MANY = Integer.getInteger("switchboard.bench.identifiers", 1_000_000);
    private static final int CALLS = Integer.getInteger("switchboard.bench.calls", 4_000);
    private static final int WARM_UP = CALLS / 2;

    /** How many of them are called. */
    private static final int CALLED = 200;

    @Test
    void aCallCostsTheSame() {
        try (Place few = new Place(FEW);
                Place many = new Place(MANY);
                HttpConnection toFew = new HttpConnection(few.server);
                HttpConnection toMany = new HttpConnection(many.server)) {
            Random random = new Random(1);
            List<Long> amongFew = new ArrayList<>();
            List<Long> amongMany = new ArrayList<>();
            for (int i = 0; i < WARM_UP + CALLS; i++) {
                long ofFew = few.call(toFew, random.nextInt(CALLED));
                long ofMany = many.call(toMany, random.nextInt(CALLED));
                if (i >= WARM_UP) {
                    amongFew.add(ofFew);
                    amongMany.add(ofMany);
                }
            }
            tell(Latencies.ofNanos(amongFew), Latencies.ofNanos(amongMany), few, many);
        }
    }

    private static void tell(Latencies amongFew, Latencies amongMany, Place few, Place many) {
        Report report =
                new Report("identifiers", number(MANY) + " identifiers", number(FEW) + " identifiers", "ratio of p50");
        report.row(
                "a call, p50 / p99",
                amongMany.toString(),
                amongFew.toString(),
                String.format(Locale.ROOT, "%.2f", amongMany.median() / amongFew.median()));
        report.row("on disk, with codes, quotas and indexes", many.size(), few.size(), "");
        report.tell();
    }

    private static String number(int count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** A server with so many identifiers. */
    private static final class Place implements AutoCloseable {
        private static final String TABLES = "'virtual_identifier', 'identifier_code', 'identifier_quota'";

        private final ServerUnderTest server = ServerUnderTest.start(Lanes.settings());
        private final Lane lane = new Lanes(server, 1).all().get(0);
        private final List<String> requests = new ArrayList<>();

        Place(int identifiers) {
            Terminal owner = lane.callee();
            for (int i = 0; i < CALLED; i++) {
                Identifier identifier =
                        owner.issuesIdentifier(Condition.maxCalls(1_000_000), Condition.validFor(Duration.ofDays(1)));
                requests.add("{\"to\":\"" + identifier.code() + "\"}");
                fill(identifier, identifiers / CALLED - 1);
            }
            Sql.rows(server, "vacuum (analyze)");
            Sql.rows(server, "checkpoint");
        }

        /** More of the same, with codes that nobody knows. */
        private void fill(Identifier like, int count) {
            String columns = Sql.tables(server).getOrDefault("virtual_identifier", List.of()).stream()
                    .filter(column -> !column.equals("id"))
                    .collect(Collectors.joining(", "));
            Sql.rows(server, """
                            with made as (
                                insert into virtual_identifier (id, %1$s)
                                select uuidv7(), %1$s from virtual_identifier, generate_series(1, %2$d)
                                where id = '%3$s' returning id
                            ), coded as (
                                insert into identifier_code (id, code_mac, identifier_id, form, code_wrapped)
                                select uuidv7(), sha256(uuid_send(made.id)), made.id, c.form, c.code_wrapped
                                from made, identifier_code c where c.identifier_id = '%3$s'
                            )
                            insert into identifier_quota (identifier_id, granted, used, counted)
                            select id, 1000000, 0, 0 from made""".formatted(columns, count, like.id()));
        }

        /** Places a call to one of the identifiers; how long it took. */
        long call(HttpConnection connection, int which) {
            String token = Objects.requireNonNull(lane.caller().token());
            long begun = System.nanoTime();
            connection.post("/calls", token, requests.get(which), 201);
            return System.nanoTime() - begun;
        }

        /** Of the identifiers on disk. */
        String size() {
            return Sql.value(
                    server,
                    "select pg_size_pretty(sum(pg_total_relation_size(oid))) from pg_class where relname in (" + TABLES
                            + ")");
        }

        @Override
        public void close() {
            server.close();
        }
    }
}
