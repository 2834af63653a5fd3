// SPDX-License-Identifier: Apache-2.0
package io.switchboard.bench;

import io.switchboard.bench.Lanes.Lane;
import io.switchboard.harness.Channel;
import io.switchboard.harness.HttpConnection;
import io.switchboard.harness.Mosquitto;
import io.switchboard.harness.OnPostgresqlOnly;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.Sql;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * From the commit of an event to its arrival at a WebSocket: the time that PostgreSQL gives the commit, before it syncs, to the moment when
 * the last byte is with the client, by the one clock of this machine. Beside it mosquitto with QoS 1: from publishing to the arrival at the
 * subscriber. One connection each, one event after the other, messages of the same size.
 */
@OnPostgresqlOnly
class DeliveryBenchmark {
    private static final int EVENTS = Integer.getInteger("switchboard.bench.events", 4_000);
    private static final int WARM_UP = EVENTS / 2;
    private static final String TOPIC = "switchboard/benchmark";

    @Test
    void eventsArrive() {
        try (ServerUnderTest server = ServerUnderTest.start(Lanes.settings());
                Mosquitto mosquitto = Mosquitto.start()) {
            Lane lane = new Lanes(server, 1).all().get(0);
            Map<String, Instant> arrivals = new LinkedHashMap<>();
            List<Long> ofRequests = new ArrayList<>();
            int size;
            try (HttpConnection connection = new HttpConnection(server);
                    Channel channel = lane.callee().opensChannel()) {
                String token = Objects.requireNonNull(lane.caller().token());
                channel.awaits("channel.caught-up");
                size = calls(lane, token, connection, channel, WARM_UP, new LinkedHashMap<>(), new ArrayList<>());
                calls(lane, token, connection, channel, EVENTS, arrivals, ofRequests);
            }
            Latencies ofEvents = Latencies.ofNanos(sinceCommits(server, lane, arrivals));
            tell(ofEvents, Latencies.ofNanos(ofRequests), published(mosquitto, size), size);
        }
    }

    private static void tell(Latencies events, Latencies requests, Latencies published, int size) {
        Report report = new Report("delivery", "Switchboard", "mosquitto, QoS 1", "ratio of p50");
        report.row(
                "to the arrival of an event of " + size + " bytes, p50 / p99, of " + events.count(),
                events + " from the commit",
                published + " from publishing",
                String.format(Locale.ROOT, "%.2f", events.median() / published.median()));
        report.row("from the request to the event's arrival, p50 / p99", requests.toString(), "", "");
        report.tell();
    }

    /** Places calls, each when the one before has rung; the size of a message. */
    private static int calls(
            Lane lane,
            String token,
            HttpConnection connection,
            Channel channel,
            int count,
            Map<String, Instant> arrivals,
            List<Long> ofRequests) {
        int size = 0;
        for (int i = 0; i < count; i++) {
            Instant asked = lane.caller().server().now();
            connection.post("/calls", token, lane.request(), 201);
            Channel.Arrival ring = channel.takesNext();
            while (!ring.event().type().equals("call.ringing")) {
                ring = channel.takesNext();
            }
            arrivals.put(ring.event().json().get("id").asText(), ring.at());
            ofRequests.add(ChronoUnit.NANOS.between(asked, ring.at()));
            size = ring.event().json().toString().getBytes(StandardCharsets.UTF_8).length;
        }
        return size;
    }

    private static List<Long> sinceCommits(ServerUnderTest server, Lane lane, Map<String, Instant> arrivals) {
        List<Long> nanos = new ArrayList<>();
        Sql.rows(server, """
                        select event_id, (extract(epoch from pg_xact_commit_timestamp(xmin)) * 1000000)::bigint as committed
                        from mailbox_event where terminal_id = '%s'""".formatted(lane.callee().id())).forEach(row -> {
            Instant arrival = arrivals.get(row.get("event_id"));
            if (arrival != null) {
                Instant committed = Instant.EPOCH.plus(Long.parseLong(row.get("committed")), ChronoUnit.MICROS);
                nanos.add(Duration.between(committed, arrival).toNanos());
            }
        });
        if (nanos.size() != arrivals.size()) {
            throw new AssertionError("Of " + arrivals.size() + " events " + nanos.size() + " are in the mailbox");
        }
        return nanos;
    }

    private static Latencies published(Mosquitto mosquitto, int size) {
        List<Long> nanos = new ArrayList<>();
        try (Mosquitto.Client subscriber = mosquitto.connects("subscriber");
                Mosquitto.Client publisher = mosquitto.connects("publisher")) {
            subscriber.subscribes(TOPIC);
            byte[] message = new byte[size];
            for (int i = 0; i < WARM_UP + EVENTS; i++) {
                long published = System.nanoTime();
                publisher.publishes(TOPIC, message);
                subscriber.receives();
                long taken = System.nanoTime() - published;
                publisher.awaitsAcknowledgement();
                if (i >= WARM_UP) {
                    nanos.add(taken);
                }
            }
        }
        return Latencies.ofNanos(nanos);
    }
}
