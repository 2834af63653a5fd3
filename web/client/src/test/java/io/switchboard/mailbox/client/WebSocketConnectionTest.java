// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.mailbox.wire.ChannelClose;
import io.switchboard.shared.client.FakeMachine;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebSocketConnectionTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration NOW = Duration.ZERO;

    private final FakeMachine machine;
    private final FakeSocket socket = new FakeSocket();
    private final WebSocketConnection connection;

    WebSocketConnectionTest(@TempDir Path directory) {
        machine = new FakeMachine(directory);
        connection = new WebSocketConnection(machine);
        connection.attach(socket);
        connection.onOpen(socket);
    }

    @Test
    void asksForOneMessageAtATime() throws InterruptedException {
        assertThat(socket.asked).isEqualTo(1);

        connection.onText(socket, event(1), true);
        assertThat(socket.asked).isEqualTo(1);
        assertThat(connection.next(SOON)).isInstanceOf(Incoming.Event.class);
        assertThat(socket.asked).isEqualTo(1);

        assertThat(connection.next(NOW)).isInstanceOf(Incoming.Nothing.class);
        assertThat(socket.asked).isEqualTo(2);
    }

    @Test
    void putsThePartsOfAMessageTogether() throws InterruptedException {
        String text = event(7);

        connection.onText(socket, text.substring(0, 20), false);
        connection.onText(socket, text.substring(20), true);

        assertThat(connection.next(SOON))
                .isInstanceOfSatisfying(
                        Incoming.Event.class,
                        event -> assertThat(event.sequence()).isEqualTo(7));
        assertThat(socket.asked).isEqualTo(2);
    }

    @Test
    void theChannelsOwnMessagesAreNoEvents() throws InterruptedException {
        connection.onText(socket, channel("connected", 4), true);
        Incoming first = connection.next(SOON);
        connection.onText(socket, channel("caught-up", 9), true);

        assertThat(first).isEqualTo(new Incoming.Connected(4));
        assertThat(connection.next(SOON)).isEqualTo(new Incoming.CaughtUp(9));
    }

    @Test
    void theEndComesAfterWhatWasSentBefore() throws InterruptedException {
        connection.onText(socket, event(1), true);
        connection.onClose(socket, ChannelClose.DISPLACED, "displaced");

        assertThat(connection.next(SOON)).isInstanceOf(Incoming.Event.class);
        assertThat(connection.next(SOON)).isEqualTo(new Incoming.Closed(ChannelClose.DISPLACED, "displaced"));
    }

    @Test
    void aMessageWithoutEndDoesNotFillTheMemory() throws InterruptedException {
        String part = "x".repeat(300_000);
        for (int i = 0; i < 4; i++) {
            connection.onText(socket, part, false);
        }

        assertThat(socket.aborted).isTrue();
        assertThat(connection.next(SOON)).isInstanceOf(Incoming.Closed.class);
    }

    @Test
    void aSilentConnectionIsAskedAndThenGivenUp() throws InterruptedException {
        connection.onText(socket, event(1), true);
        connection.next(SOON);
        connection.next(NOW);
        machine.moveOn(Duration.ofSeconds(31));
        Incoming asked = connection.next(NOW);
        machine.moveOn(Duration.ofSeconds(31));
        Incoming givenUp = connection.next(NOW);

        assertThat(asked).isInstanceOf(Incoming.Nothing.class);
        assertThat(socket.sent).containsExactly("ping");
        assertThat(givenUp).isInstanceOf(Incoming.Closed.class);
    }

    @Test
    void anAnswerToTheQuestionKeepsItAlive() throws InterruptedException {
        machine.moveOn(Duration.ofSeconds(31));
        connection.next(NOW);
        connection.onPong(socket, ByteBuffer.allocate(0));
        machine.moveOn(Duration.ofSeconds(29));

        assertThat(connection.next(NOW)).isInstanceOf(Incoming.Nothing.class);
        assertThat(socket.aborted).isFalse();
    }

    @Test
    void anIdleConnectionIsAskedAgainAndAgain() throws InterruptedException {
        for (int i = 0; i < 5; i++) {
            machine.moveOn(Duration.ofSeconds(25));
            connection.next(NOW);
            machine.moveOn(Duration.ofSeconds(25));
            assertThat(connection.next(NOW)).isInstanceOf(Incoming.Nothing.class);
            connection.onPong(socket, ByteBuffer.allocate(0));
        }

        assertThat(socket.sent).containsExactly("ping", "ping", "ping", "ping", "ping");
        assertThat(socket.aborted).isFalse();
    }

    @Test
    void aPingOfTheServerIsASignOfLifeToo() throws InterruptedException {
        for (int i = 0; i < 5; i++) {
            machine.moveOn(Duration.ofSeconds(29));
            connection.onPing(socket, ByteBuffer.allocate(0));
            assertThat(connection.next(NOW)).isInstanceOf(Incoming.Nothing.class);
        }

        assertThat(socket.sent).isEmpty();
        assertThat(socket.asked).isEqualTo(6);
    }

    @Test
    void acknowledgesByMessageAndClosesPolitely() throws InterruptedException {
        connection.acknowledge(12);
        connection.close();

        assertThat(socket.sent).containsExactly("{\"acknowledge\":12}", "close 1000");
    }

    private static String event(long sequence) {
        return "{\"specversion\":\"1.0\",\"id\":\"1\",\"type\":\"io.switchboard.call.ringing\",\"source\":\"s\","
                + "\"time\":\"2026-11-20T12:00:00Z\",\"datacontenttype\":\"application/json\",\"sequence\":" + sequence
                + ",\"data\":{}}";
    }

    private static String channel(String name, long position) {
        return "{\"specversion\":\"1.0\",\"id\":\"1\",\"type\":\"io.switchboard.channel." + name
                + "\",\"source\":\"s\",\"time\":\"2026-11-20T12:00:00Z\",\"datacontenttype\":\"application/json\","
                + "\"data\":{\"position\":" + position + "}}";
    }

    private static final class FakeSocket implements WebSocket {
        private final List<String> sent = new ArrayList<>();
        private long asked;
        private boolean aborted;

        @Override
        public CompletableFuture<WebSocket> sendText(CharSequence data, boolean last) {
            sent.add(data.toString());
            return CompletableFuture.completedFuture(this);
        }

        @Override
        public CompletableFuture<WebSocket> sendBinary(ByteBuffer data, boolean last) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<WebSocket> sendPing(ByteBuffer message) {
            sent.add("ping");
            return CompletableFuture.completedFuture(this);
        }

        @Override
        public CompletableFuture<WebSocket> sendPong(ByteBuffer message) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<WebSocket> sendClose(int statusCode, String reason) {
            sent.add("close " + statusCode);
            return CompletableFuture.completedFuture(this);
        }

        @Override
        public void request(long n) {
            asked += n;
        }

        @Override
        public String getSubprotocol() {
            return "cloudevents.json";
        }

        @Override
        public boolean isOutputClosed() {
            return false;
        }

        @Override
        public boolean isInputClosed() {
            return false;
        }

        @Override
        public void abort() {
            aborted = true;
        }
    }
}
