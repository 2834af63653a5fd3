// SPDX-License-Identifier: Apache-2.0
package io.switchboard.bench;

import io.switchboard.harness.Condition;
import io.switchboard.harness.Enterprise;
import io.switchboard.harness.HttpConnection;
import io.switchboard.harness.Identifier;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.Terminal;
import io.switchboard.harness.Together;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;

/**
 * Callers of one enterprise, each with somebody of its own in another enterprise to call, who has one terminal: nobody waits for anybody
 * else's rows. The calls ring for as long as it takes, so that none ends meanwhile.
 */
final class Lanes {
    private static final int ENOUGH_CALLS = 1_000_000;

    private final ServerUnderTest server;
    private final List<Lane> all = new ArrayList<>();

    /**
     * One caller and whom it calls.
     *
     * @param callee the only terminal of the identifier's owner
     */
    record Lane(Terminal caller, Terminal callee, Identifier identifier) {
        String request() {
            return "{\"to\":\"" + identifier.code() + "\"}";
        }
    }

    /**
     * What came of a time of load.
     *
     * @param perSecond admissions
     * @param latencies from the request to the end of its answer
     */
    record Outcome(double perSecond, Latencies latencies) {}

    Lanes(ServerUnderTest server, int count) {
        this.server = server;
        Enterprise callers = server.newEnterprise();
        Enterprise owners = server.newEnterprise();
        for (int i = 0; i < count; i++) {
            Terminal callee = owners.newAccount().enrolsTerminal();
            all.add(new Lane(
                    callers.newAccount().enrolsTerminal(),
                    callee,
                    callee.issuesIdentifier(Condition.maxCalls(ENOUGH_CALLS), Condition.validFor(Duration.ofDays(1)))));
        }
    }

    /** Settings of a server that lets calls ring for as long as a benchmark takes. */
    static Map<String, String> settings() {
        return new HashMap<>(
                Map.of("SWITCHBOARD_CALLS_RING_TIME", "PT10M", "SWITCHBOARD_CALLS_RING_TIME_MAX", "PT20M"));
    }

    List<Lane> all() {
        return List.copyOf(all);
    }

    /** Each caller places one call after the other. */
    Outcome load(Duration time) {
        long begun = System.nanoTime();
        long end = begun + time.toNanos();
        List<Callable<List<Long>>> work = all.stream()
                .<Callable<List<Long>>>map(lane -> () -> load(lane, end))
                .toList();
        List<Long> taken = new ArrayList<>();
        try (Together together = new Together(work.size())) {
            together.all(work).forEach(taken::addAll);
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        return new Outcome(taken.size() / seconds, Latencies.ofNanos(taken));
    }

    private List<Long> load(Lane lane, long end) {
        String token = Objects.requireNonNull(lane.caller().token());
        String request = lane.request();
        List<Long> taken = new ArrayList<>();
        try (HttpConnection connection = new HttpConnection(server)) {
            for (long begun = System.nanoTime(); begun < end; begun = System.nanoTime()) {
                connection.post("/calls", token, request, 201);
                taken.add(System.nanoTime() - begun);
            }
        }
        return taken;
    }
}
