// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.accounts.client.TerminalIdentity;
import io.switchboard.accounts.client.TerminalKeys;
import io.switchboard.accounts.client.TerminalSession;
import io.switchboard.shared.client.ClientOptions;
import io.switchboard.shared.client.FakeMachine;
import io.switchboard.shared.client.StubServer;
import io.switchboard.shared.client.SwitchboardClient;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.TerminalId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LongPollTest {
    private static final String MAILBOX = "/api/v1/mailbox";
    private static final String READ = "GET " + MAILBOX;
    private static final Duration LONG = Duration.ofSeconds(25);

    private final StubServer stub = new StubServer();
    private final FakeMachine machine;
    private final LongPoll transport;

    LongPollTest(@TempDir Path directory) {
        machine = new FakeMachine(directory);
        SwitchboardClient server = SwitchboardClient.connect(stub.uri(), ClientOptions.defaults(), machine);
        TerminalIdentity identity = new TerminalIdentity(
                new TerminalId("0199a1b2-0000-7000-8000-000000000001"),
                new AccountId("0199a1b2-0000-7000-8000-000000000002"),
                "phone",
                TerminalKeys.generate(machine.random()));
        transport = new LongPoll(Mailbox.of(TerminalSession.of(server, identity)), machine);
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    @Test
    void beginsAfterWhatWasAcknowledgedThoughTheServerBeginsAtTheStart() throws InterruptedException {
        stub.on(READ, 200, mailbox(LongStream.rangeClosed(1, 4).toArray(), 4, 2, true));

        EventTransport.Connection connection = transport.open(OptionalLong.empty());

        assertThat(take(connection, 4)).containsExactly("connected 2", "event 3", "event 4", "caught up 4");
    }

    @Test
    void goesOnWhereItIsToldAndWaitsOnlyWhenNobodyIsInAHurry() throws InterruptedException {
        stub.on(READ, 200, mailbox(new long[] {}, 7, 7, true))
                .on(READ, 200, mailbox(new long[] {8}, 8, 7, false))
                .on(READ, 200, mailbox(new long[] {}, 8, 7, true));

        EventTransport.Connection connection = transport.open(OptionalLong.of(7));
        List<String> taken = take(connection, 3);
        String hurried = word(connection.next(Duration.ofMillis(200)));

        assertThat(taken).containsExactly("connected 7", "caught up 7", "event 8");
        assertThat(hurried).isEqualTo("nothing");
        assertThat(stub.asked(READ))
                .extracting(StubServer.Request::path)
                .containsExactly(
                        MAILBOX + "?after=7&wait=0", MAILBOX + "?after=7&wait=25", MAILBOX + "?after=8&wait=0");
    }

    @Test
    void retiresAfterAWhileSoThatAWebSocketGetsAnotherChance() throws InterruptedException {
        stub.on(READ, 200, mailbox(new long[] {}, 0, 0, true));
        EventTransport.Connection connection = transport.open(OptionalLong.of(0));
        take(connection, 2);

        machine.moveOn(Duration.ofMinutes(6));

        assertThat(connection.next(LONG)).isInstanceOf(Incoming.Retired.class);
    }

    @Test
    void acknowledgesByRequest() throws InterruptedException {
        stub.on(READ, 200, mailbox(new long[] {}, 0, 0, true))
                .on("POST " + MAILBOX + "/acknowledgement", 200, "{\"acknowledged\":9}");

        transport.open(OptionalLong.of(0)).acknowledge(9);

        assertThat(stub.asked("POST " + MAILBOX + "/acknowledgement"))
                .extracting(StubServer.Request::body)
                .containsExactly("{\"sequence\":9}");
    }

    private static List<String> take(EventTransport.Connection connection, int count) throws InterruptedException {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            words.add(word(connection.next(LONG)));
        }
        return words;
    }

    private static String word(Incoming incoming) {
        if (incoming instanceof Incoming.Connected connected) {
            return "connected " + connected.position();
        }
        if (incoming instanceof Incoming.CaughtUp end) {
            return "caught up " + end.position();
        }
        if (incoming instanceof Incoming.Event event) {
            return "event " + event.sequence();
        }
        return incoming instanceof Incoming.Nothing ? "nothing" : incoming.toString();
    }

    private static String mailbox(long[] sequences, long position, long acknowledged, boolean caughtUp) {
        String events = LongStream.of(sequences)
                .mapToObj(sequence -> "{\"specversion\":\"1.0\",\"id\":\"" + sequence
                        + "\",\"type\":\"io.switchboard.call.ringing\",\"source\":\"s\",\"time\":\"2026-11-20T12:00:00Z\","
                        + "\"datacontenttype\":\"application/json\",\"sequence\":" + sequence + ",\"data\":{}}")
                .collect(Collectors.joining(","));
        return "{\"events\":[" + events + "],\"position\":" + position + ",\"acknowledged\":" + acknowledged
                + ",\"caughtUp\":" + caughtUp + "}";
    }
}
