// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.mailbox.wire.ChannelClose;
import io.switchboard.shared.client.FakeMachine;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamConnectionTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration NOW = Duration.ZERO;

    private final FakeMachine machine;
    private final FakeSource source = new FakeSource();
    private final StreamConnection connection;
    private final List<Long> acknowledged = new ArrayList<>();

    StreamConnectionTest(@TempDir Path directory) {
        machine = new FakeMachine(directory);
        connection = new StreamConnection(acknowledged::add, machine, Duration.ofMinutes(5));
        connection.onSubscribe(source);
    }

    @Test
    void moreIsAskedForOnlyWhenAllWasTaken() throws InterruptedException {
        assertThat(source.asked).isEqualTo(1);

        arrives(event(1) + event(2));
        assertThat(connection.next(SOON)).isInstanceOf(Incoming.Event.class);
        assertThat(connection.next(SOON)).isInstanceOf(Incoming.Event.class);
        assertThat(source.asked).isEqualTo(1);

        connection.next(NOW);
        assertThat(source.asked).isEqualTo(2);
        connection.next(NOW);
        assertThat(source.asked).isEqualTo(2);
    }

    @Test
    void aMessageIsReadHoweverItIsCutAndWhateverEndsItsLines() throws InterruptedException {
        String text = ": hello\r\n" + event(7).replace("\n", "\r\n") + event(8).replace("\n", "\r");
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            connection.onNext(List.of(ByteBuffer.wrap(new byte[] {each})));
        }

        List<Incoming> events = new ArrayList<>();
        for (int i = 0; i < text.length() + 1; i++) {
            Incoming next = connection.next(NOW);
            if (next instanceof Incoming.Event) {
                events.add(next);
            }
        }
        assertThat(events)
                .extracting(event -> ((Incoming.Event) event).sequence())
                .containsExactly(7L, 8L);
    }

    @Test
    void theChannelsOwnMessagesAreRead() throws InterruptedException {
        arrives(own("connected", "\"position\":4") + own("events-purged", "\"oldest\":9"));
        arrives(own("reconnect", "\"retryAfter\":\"PT2.5S\"")
                + own("closed", "\"code\":4409,\"reason\":\"displaced\""));

        assertThat(connection.next(SOON)).isEqualTo(new Incoming.Connected(4));
        assertThat(connection.next(SOON)).isEqualTo(new Incoming.Purged(9));
        assertThat(connection.next(SOON)).isEqualTo(new Incoming.SentAway(Duration.ofMillis(2500)));
        assertThat(connection.next(SOON)).isEqualTo(new Incoming.Closed(ChannelClose.DISPLACED, "displaced"));
    }

    @Test
    void theEndComesAfterWhatWasSentBefore() throws InterruptedException {
        arrives(event(1));
        connection.onComplete();

        assertThat(connection.next(SOON)).isInstanceOf(Incoming.Event.class);
        assertThat(connection.next(SOON))
                .isInstanceOfSatisfying(
                        Incoming.Closed.class,
                        closed -> assertThat(closed.code()).isEqualTo(Incoming.Closed.BROKEN));
    }

    @Test
    void aMessageWithoutEndDoesNotFillTheMemory() throws InterruptedException {
        arrives("data: " + "x".repeat(1024 * 1024 + 10));

        assertThat(connection.next(SOON)).isInstanceOf(Incoming.Closed.class);
        assertThat(source.cancelled).isTrue();
    }

    @Test
    void aServerThatFallsSilentIsGivenUp() throws InterruptedException {
        assertThat(connection.next(NOW)).isInstanceOf(Incoming.Nothing.class);
        machine.moveOn(Duration.ofSeconds(96));

        assertThat(connection.next(NOW)).isInstanceOf(Incoming.Closed.class);
    }

    @Test
    void afterItsTimeABetterWayMayBeTriedAndAcknowledgementsGoBesideIt() throws InterruptedException {
        machine.moveOn(Duration.ofMinutes(5));
        assertThat(connection.next(NOW)).isInstanceOf(Incoming.Retired.class);

        connection.acknowledge(17);
        assertThat(acknowledged).containsExactly(17L);
    }

    private void arrives(String text) {
        connection.onNext(List.of(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8))));
    }

    private static String event(long sequence) {
        return "id: " + sequence
                + "\ndata: {\"specversion\":\"1.0\",\"id\":\"i\",\"type\":\"io.switchboard.call.ringing\","
                + "\"source\":\"s\",\"time\":\"2026-01-01T00:00:00Z\",\"sequence\":" + sequence + ",\"data\":{}}\n\n";
    }

    private static String own(String name, String data) {
        return "event: " + name + "\ndata: {\"specversion\":\"1.0\",\"id\":\"i\",\"type\":\"io.switchboard.channel."
                + name + "\",\"source\":\"s\",\"time\":\"2026-01-01T00:00:00Z\",\"data\":{" + data + "}}\n\n";
    }

    private static final class FakeSource implements Flow.Subscription {
        private long asked;
        private boolean cancelled;

        @Override
        public void request(long more) {
            asked += more;
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }
}
