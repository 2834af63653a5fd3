// SPDX-License-Identifier: Apache-2.0
package io.switchboard.bench;

import io.switchboard.bench.Lanes.Lane;
import io.switchboard.harness.OnPostgresqlOnly;
import io.switchboard.harness.Pgbench;
import io.switchboard.harness.Processes;
import io.switchboard.harness.Processes.CpuTime;
import io.switchboard.harness.Recording;
import io.switchboard.harness.Recording.Transaction;
import io.switchboard.harness.ServerUnderTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Calls placed per second, each by {@code POST /calls} with an access token, an idempotency key and a code that is let through: who asks,
 * the key's claim, and the admission with its audit on both sides and its events, committed. Beside it the same statements by pgbench on
 * the same PostgreSQL, by as many clients. They take turns, and the medians of the turns count.
 */
@OnPostgresqlOnly
class AdmissionBenchmark {
    private static final int LANES = Integer.getInteger("switchboard.bench.lanes", 16);
    private static final Duration TURN = Duration.ofSeconds(Integer.getInteger("switchboard.bench.seconds", 10));
    private static final int TURNS = 3;
    private static final int WARM_UP_CALLS = Integer.getInteger("switchboard.bench.warm-up", 10_000);
    private static final int TRIES = 10;

    private record Turn(double perSecond, Latencies latencies) {}

    @Test
    void callsArePlaced() {
        try (ServerUnderTest server = ServerUnderTest.start(Lanes.settings());
                ServerUnderTest recorded = ServerUnderTest.start(resting())) {
            Pgbench pgbench = Pgbench.on(recorded);
            PgbenchScript script = PgbenchScript.of(recorded(recorded));
            recorded.stop();
            pgbench.runs(script.setUp());

            Lanes lanes = new Lanes(server, LANES);
            warmUp(lanes);
            List<Turn> placed = new ArrayList<>();
            List<Turn> limits = new ArrayList<>();
            CpuTime used = CpuTime.NONE;
            double calls = 0;
            for (int i = 0; i < TURNS; i++) {
                CpuTime before = Processes.of(server);
                Lanes.Outcome outcome = lanes.load(TURN);
                used = used.plus(Processes.of(server).since(before));
                calls += outcome.latencies().count();
                placed.add(new Turn(outcome.perSecond(), outcome.latencies()));
                Pgbench.Outcome limit = pgbench.load(script.text(), LANES, TURN);
                limits.add(new Turn(limit.perSecond(), Latencies.ofNanos(limit.nanos())));
            }
            tell(median(placed), median(limits), used, calls);
        }
    }

    /** So many calls that the server's compiler has done most of its part, however slow the machine is. */
    private static void warmUp(Lanes lanes) {
        int calls = 0;
        while (calls < WARM_UP_CALLS) {
            calls += lanes.load(TURN).latencies().count();
        }
    }

    private static void tell(Turn placed, Turn limit, CpuTime used, double calls) {
        Report report = new Report("admissions", "Switchboard", "the same SQL by pgbench", "ratio");
        report.row(
                "admissions per second, " + LANES + " callers",
                String.format(Locale.ROOT, "%.0f", placed.perSecond()),
                String.format(Locale.ROOT, "%.0f", limit.perSecond()),
                String.format(Locale.ROOT, "%.2f", placed.perSecond() / limit.perSecond()));
        report.row("p50 / p99", placed.latencies().toString(), limit.latencies().toString(), "");
        report.row("processor time of the server's JVM for each", each(used.ofServer(), calls), "", "");
        report.row("processor time of PostgreSQL for each", each(used.ofDatabase(), calls), "", "");
        report.row("processor time of the callers for each", each(used.ofTests(), calls), "", "");
        report.tell();
    }

    private static String each(Duration used, double calls) {
        return String.format(Locale.ROOT, "%.2f ms", used.toNanos() / 1e6 / calls);
    }

    private static Turn median(List<Turn> turns) {
        return turns.stream()
                .sorted(Comparator.comparingDouble(Turn::perSecond))
                .toList()
                .get(turns.size() / 2);
    }

    /** A server whose statements are all of the requests'. */
    private static Map<String, String> resting() {
        Map<String, String> settings = Recording.settings();
        settings.putAll(Lanes.settings());
        settings.put("SWITCHBOARD_JANITOR_INTERVAL", "PT10M");
        settings.put("SWITCHBOARD_MAILBOX_POLL_INTERVAL", "PT10M");
        settings.put("SWITCHBOARD_WEBHOOKS_POLL_INTERVAL", "PT10M");
        return settings;
    }

    private static List<PgbenchScript.Lane> recorded(ServerUnderTest server) {
        Lanes lanes = new Lanes(server, LANES);
        lanes.all().forEach(lane -> lane.caller().dials(lane.identifier()));
        List<List<String>> shape = IntStream.range(0, TRIES)
                .mapToObj(i -> PgbenchScript.shape(recorded(server, lanes.all().get(0))))
                .min(Comparator.comparingInt(AdmissionBenchmark::statements))
                .orElseThrow();
        return lanes.all().stream()
                .map(lane -> new PgbenchScript.Lane(recorded(server, lane, shape), recorded(server, lane, shape)))
                .toList();
    }

    private static int statements(List<List<String>> shape) {
        return shape.stream().mapToInt(List::size).sum();
    }

    /** Again, when the server has read its signing keys in between. */
    private static List<Transaction> recorded(ServerUnderTest server, Lane lane, List<List<String>> shape) {
        for (int i = 0; i < TRIES; i++) {
            List<Transaction> recorded = recorded(server, lane);
            if (PgbenchScript.shape(recorded).equals(shape)) {
                return recorded;
            }
        }
        throw new AssertionError("No request of " + lane + " is like the others: " + shape);
    }

    private static List<Transaction> recorded(ServerUnderTest server, Lane lane) {
        lane.caller().token();
        return Recording.of(server, () -> lane.caller().dials(lane.identifier()));
    }
}
