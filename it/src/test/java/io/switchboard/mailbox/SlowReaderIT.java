// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.harness.Account;
import io.switchboard.harness.Caller;
import io.switchboard.harness.Channel;
import io.switchboard.harness.Condition;
import io.switchboard.harness.Enterprise;
import io.switchboard.harness.Event;
import io.switchboard.harness.EventStream;
import io.switchboard.harness.Identifier;
import io.switchboard.harness.LargeEvents;
import io.switchboard.harness.Neighbours;
import io.switchboard.harness.OnceForAllDatabases;
import io.switchboard.harness.Reply;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.Size;
import io.switchboard.harness.SleepyReader;
import io.switchboard.harness.Sql;
import io.switchboard.harness.Terminal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A reader that has stopped reading costs the server a channel, or a few answers, not memory, and loses nothing. */
@OnceForAllDatabases
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlowReaderIT {
    private static final Duration SEND_TIMEOUT = Duration.ofSeconds(2);
    /** Many, because each event names them all: what fills the kernel's buffers is bytes. */
    private static final int TERMINALS = 20;

    /** Of one terminal at a time. */
    private static final int ANSWERS = 8;

    /** More than the kernel takes off the server's hands. */
    private static final int ENTRIES = 2_000;

    private static final String NDJSON = "application/x-ndjson";

    private final ServerUnderTest server = ServerUnderTest.start(
            Map.of("SWITCHBOARD_MAILBOX_SEND_TIMEOUT", SEND_TIMEOUT.toString(), ServerUnderTest.SEND_BUFFER, "65536"));

    @AfterAll
    void end() {
        server.close();
    }

    @Test
    void whoDoesNotReadIsDisconnectedAndResumesWithoutALoss() {
        Enterprise enterprise = server.newEnterprise();
        Account owner = enterprise.newAccount();
        List<Terminal> terminals = owner.enrolsTerminals(TERMINALS);
        Terminal reader = terminals.get(0);
        Terminal streaming = terminals.get(1);
        Terminal caller = enterprise.newAccount().enrolsTerminal();
        int calls = Size.of(150, 1500);
        Identifier identifier = reader.issuesIdentifier(Condition.maxCalls(calls + 1));
        for (int i = 0; i < calls; i++) {
            caller.cancels(caller.dials(identifier));
        }

        try (SleepyReader asleep = SleepyReader.open(reader);
                SleepyReader stream = SleepyReader.openStream(streaming)) {
            asleep.sleepsFor(SEND_TIMEOUT.plusSeconds(3));
            assertThat(asleep.drain())
                    .as("events that were on their way when the server gave up")
                    .isBetween(1L, 2L * calls - 1);
            assertThat(stream.drainStream())
                    .as("events of the stream that were on their way when the server gave up")
                    .isBetween(1L, 2L * calls - 1);
        }
        try (EventStream stream = streaming.opensStream("")) {
            stream.awaits("channel.caught-up");
            assertThat(stream.frames().stream()
                            .map(frame -> frame.event().sequence())
                            .filter(sequence -> sequence > 0))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, 2L * calls).boxed().toList());
        }

        try (Channel channel = reader.opensChannel()) {
            channel.awaits("channel.caught-up");
            assertThat(channel.events())
                    .extracting(Event::sequence)
                    .filteredOn(sequence -> sequence > 0)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, 2L * calls).boxed().toList());
        }
    }

    @Test
    void whoTakesNoAnswersHasAFewOfThem() {
        Neighbours neighbours = Neighbours.in(server);
        Terminal reader = neighbours.owner();
        LargeEvents.into(reader, 20, 20_000);
        List<SleepyReader> asleep = new ArrayList<>();
        try {
            for (int i = 0; i < ANSWERS; i++) {
                asleep.add(SleepyReader.openAnswer(reader, "/mailbox?after=0", "application/json"));
            }
            Reply refused = reader.get("/mailbox?after=0").expect(429, "too-many-readers");
            assertThat(refused.header("Retry-After")).hasValue("1");
            neighbours.caller().reads("/mailbox?after=0");
        } finally {
            asleep.forEach(SleepyReader::close);
        }
        // Those who have gone without a word hold no place, and neither does who was refused or answered.
        Awaitility.await("there is room again")
                .atMost(Duration.ofSeconds(20))
                .until(() -> reader.get("/mailbox?after=0").status() == 200);
        for (int i = 0; i < 2 * ANSWERS; i++) {
            reader.reads("/mailbox?after=20");
            reader.get("/mailbox?after=21").expect(409, "never-sent");
        }
    }

    @Test
    void exportsThatNobodyTakesLeaveRoomForOthers() {
        Enterprise enterprise = server.newEnterprise();
        Caller other = enterprise.newClient("manage");
        String path = "/audit?enterpriseId=" + enterprise.id();
        Sql.run(
                server,
                "insert into audit_entry (id, at, enterprise_id, actor, action, resource, outcome) select "
                        + Sql.id(server.now()) + ", current_timestamp, cast('" + enterprise.id()
                        + "' as uuid), 'server', 'filler.write', 'x', 'done' from " + Sql.numbers() + " where n < "
                        + ENTRIES);
        List<SleepyReader> asleep = new ArrayList<>();
        try {
            for (Caller caller : List.of(enterprise, other)) {
                for (int i = 0; i < 5; i++) {
                    exports(caller, "/audit?enterpriseId=" + UUID.randomUUID()).expect(404, "not-found");
                }
                asleep.add(SleepyReader.openAnswer(caller, path, NDJSON));
                asleep.add(SleepyReader.openAnswer(caller, path, NDJSON));
                assertThat(exports(caller, path).expect(503, "busy").header("Retry-After"))
                        .hasValue("1");
                caller.reads(path);
            }
            exports(server.admin(), path).expect(503, "busy");
        } finally {
            asleep.forEach(SleepyReader::close);
        }
        Awaitility.await("there is room again")
                .atMost(Duration.ofSeconds(20))
                .until(() -> exports(enterprise, path).status() == 200);
        for (int i = 0; i < 5; i++) {
            assertThat(exports(server.admin(), path).expect(200).text().lines()).hasSizeGreaterThan(ENTRIES);
        }
        assertThat(server.newErrors()).isEmpty();
    }

    private static Reply exports(Caller caller, String path) {
        return caller.request("GET", path, null, Map.of("Accept", NDJSON));
    }
}
