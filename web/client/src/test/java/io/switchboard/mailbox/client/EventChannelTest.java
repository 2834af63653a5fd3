// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.mailbox.wire.ChannelClose;
import io.switchboard.shared.client.Backoff;
import io.switchboard.shared.client.FakeMachine;
import io.switchboard.shared.wire.CloudEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class EventChannelTest {
    private static final Incoming REVOKED = new Incoming.Closed(ChannelClose.REVOKED, "");
    private static final Incoming DISPLACED = new Incoming.Closed(ChannelClose.DISPLACED, "");
    private static final Incoming BROKEN = new Incoming.Closed(Incoming.Closed.BROKEN, "broken");
    private static final Incoming NOTHING = new Incoming.Nothing();

    private final FakeMachine machine;
    private final FakeTransport webSocket;
    private final FakeTransport longPoll;
    private final Diary diary = new Diary();
    private final EventChannel channel;

    EventChannelTest(@TempDir Path directory) {
        machine = new FakeMachine(directory);
        webSocket = new FakeTransport("ws", Transport.WEBSOCKET);
        longPoll = new FakeTransport("poll", Transport.LONG_POLL);
        channel = new EventChannel(new Transports(List.of(webSocket, longPoll)), machine, EventChannel.BACKOFF, diary);
    }

    @Test
    void eventsComeInOrderAndAreAcknowledgedTogether() {
        webSocket.connection(connected(4), event(5), event(6), new Incoming.CaughtUp(6), event(7), NOTHING, REVOKED);

        channel.run();

        assertThat(diary.lines)
                .containsExactly("connected 4", "event 5", "event 6", "caught up 6", "event 7", "stopped REVOKED");
        assertThat(webSocket.acknowledged).containsExactly(7L);
    }

    @Test
    void theListenerLearnsByWhichWayEventsCome() {
        webSocket.connection(connected(0), BROKEN);
        webSocket.failing();
        webSocket.failing();
        webSocket.failing();
        longPoll.connection(connected(0), REVOKED);

        channel.run();

        assertThat(diary.ways).containsExactly(Transport.WEBSOCKET, Transport.LONG_POLL);
    }

    @Test
    void fiftyEventsAreAcknowledgedWithoutWaiting() {
        List<Incoming> all = new ArrayList<>(List.of(connected(0)));
        IntStream.rangeClosed(1, 120).forEach(sequence -> all.add(event(sequence)));
        all.add(REVOKED);
        webSocket.connection(all.toArray(Incoming[]::new));

        channel.run();

        assertThat(webSocket.acknowledged).containsExactly(50L, 100L);
    }

    @Test
    void aSlowListenerIsAcknowledgedWithin200Milliseconds() {
        webSocket.connection(connected(0), event(1), event(2), event(3), event(4), REVOKED);
        diary.onEvent = sequence -> machine.moveOn(Duration.ofMillis(150));

        channel.run();

        assertThat(webSocket.acknowledged).containsExactly(3L);
    }

    @Test
    void patienceEndsWhenAnAcknowledgementIsDue() {
        webSocket.connection(connected(0), event(1), NOTHING, REVOKED);

        channel.run();

        assertThat(webSocket.patience)
                .containsExactly(
                        Duration.ofSeconds(25), Duration.ofSeconds(25), Duration.ofMillis(200), Duration.ofSeconds(25));
    }

    @Test
    void duplicatesAreDropped() {
        webSocket.connection(connected(0), event(1), event(2), event(2), event(1), event(3), REVOKED);

        channel.run();

        assertThat(diary.events()).containsExactly("event 1", "event 2", "event 3");
    }

    @Test
    void aNewConnectionGoesOnAfterTheLastEventDealtWith() {
        webSocket.connection(connected(10), event(11), event(12), BROKEN);
        webSocket.connection(connected(12), event(12), event(13), REVOKED);

        channel.run();

        assertThat(webSocket.openedAfter).containsExactly(OptionalLong.empty(), OptionalLong.of(12));
        assertThat(diary.events()).containsExactly("event 11", "event 12", "event 13");
        assertThat(diary.lines).contains("interrupted: broken");
    }

    @Test
    void whatCouldNotBeAcknowledgedIsAcknowledgedOnTheNextConnection() {
        webSocket.connection(connected(0), event(1), BROKEN);
        webSocket.connection(connected(1), NOTHING, REVOKED);

        channel.run();

        assertThat(webSocket.acknowledged).containsExactly(1L);
    }

    @Test
    void missingEventsAreAskedForOnceMoreAndThenTakenForPurged() {
        webSocket.connection(connected(0), event(1), event(5));
        webSocket.connection(connected(1), event(5), event(6), REVOKED);

        channel.run();

        assertThat(webSocket.openedAfter).containsExactly(OptionalLong.empty(), OptionalLong.of(1));
        assertThat(diary.events()).containsExactly("event 1", "event 5", "event 6");
    }

    @Test
    void missingEventsThatComeAfterAllAreDeliveredInOrder() {
        webSocket.connection(connected(0), event(1), event(3));
        webSocket.connection(connected(1), event(2), event(3), REVOKED);

        channel.run();

        assertThat(diary.events()).containsExactly("event 1", "event 2", "event 3");
    }

    @Test
    void whereEventsArePurgedAListenerThatDoesNotSayOtherwiseIsStopped() {
        webSocket.connection(connected(4), event(5), new Incoming.Purged(9));

        channel.run();

        assertThat(diary.lines).containsExactly("connected 4", "event 5", "purged 5..9", "stopped EVENTS_PURGED");
        assertThat(webSocket.acknowledged).isEmpty();
    }

    @Test
    void whereEventsArePurgedOneGoesOnAfterThemWhenToldToAndAcknowledgesThem() {
        diary.goesOn = true;
        webSocket.connection(new Incoming.Purged(9));
        webSocket.connection(connected(9), NOTHING, event(10), NOTHING, REVOKED);

        channel.run();

        assertThat(webSocket.openedAfter).containsExactly(OptionalLong.empty(), OptionalLong.of(9));
        assertThat(diary.lines).containsExactly("purged ..9", "connected 9", "event 10", "stopped REVOKED");
        assertThat(webSocket.acknowledged).contains(9L, 10L);
        assertThat(machine.pauses()).isEmpty();
    }

    @Test
    void aServerThatSendsAReaderBackIsNotAskedWithoutAPause() {
        diary.goesOn = true;
        webSocket.connection(connected(9), new Incoming.Purged(9));
        webSocket.connection(connected(9), REVOKED);

        channel.run();

        assertThat(machine.pauses()).hasSize(1);
        assertThat(diary.lines).noneMatch(line -> line.startsWith("purged"));
    }

    @Test
    void aServerThatStopsSaysWhenToComeBackAndWhatWasDealtWithIsAcknowledgedBefore() {
        webSocket.connection(connected(0), event(1), new Incoming.SentAway(Duration.ofMillis(4321)));
        webSocket.connection(connected(1), REVOKED);

        channel.run();

        assertThat(machine.pauses())
                .singleElement()
                .satisfies(
                        pause -> assertThat(pause).isBetween(Duration.ofMillis(4321), Duration.ofMillis(4321 + 250)));
        assertThat(webSocket.acknowledged).containsExactly(1L);
        assertThat(diary.lines).contains("interrupted: the server stops, or starts anew");
    }

    @Test
    void waitsGrowNoLongerThanTheChannelWasTold() {
        EventChannel hasty = new EventChannel(
                new Transports(List.of(webSocket, longPoll)),
                machine,
                new Backoff(Duration.ofMillis(250), Duration.ofSeconds(10)),
                diary);
        for (int i = 0; i < 12; i++) {
            webSocket.failing();
            longPoll.failing();
        }
        webSocket.connection(connected(0), REVOKED);

        hasty.run();

        assertThat(machine.pauses())
                .hasSizeGreaterThan(12)
                .allSatisfy(pause -> assertThat(pause).isLessThanOrEqualTo(Duration.ofSeconds(10)))
                .last()
                .satisfies(pause -> assertThat(pause).isGreaterThanOrEqualTo(Duration.ofSeconds(5)));
    }

    @Test
    void waitsGrowWithEachFailureAndBeginAnewAfterASuccess() {
        for (int i = 0; i < 3; i++) {
            webSocket.failing();
        }
        longPoll.failing();
        webSocket.connection(connected(0), BROKEN);
        webSocket.connection(connected(0), REVOKED);

        channel.run();

        List<Duration> pauses = machine.pauses();
        assertThat(pauses).hasSize(5);
        assertThat(pauses.get(0)).isBetween(Duration.ofMillis(125), Duration.ofMillis(250));
        assertThat(pauses.get(3)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
        assertThat(pauses.get(4)).isBetween(Duration.ofMillis(125), Duration.ofMillis(250));
    }

    @Test
    void whereNoWebSocketOpensItPollsAndTriesAgainLater() {
        for (int i = 0; i < 3; i++) {
            webSocket.failing();
        }
        longPoll.connection(connected(0), event(1), new Incoming.Retired());
        webSocket.failing();
        longPoll.connection(connected(1), event(2), new Incoming.Retired());
        webSocket.connection(connected(2), event(3), REVOKED);

        channel.run();

        assertThat(diary.events()).containsExactly("event 1", "event 2", "event 3");
        assertThat(longPoll.openedAfter).containsExactly(OptionalLong.empty(), OptionalLong.of(1));
        assertThat(longPoll.acknowledged).containsExactly(1L, 2L);
        assertThat(webSocket.openedAfter).hasSize(5);
    }

    @Test
    void aDisplacedChannelDoesNotComeBack() {
        webSocket.connection(connected(0), event(1), DISPLACED);

        channel.run();

        assertThat(diary.lines).last().isEqualTo("stopped DISPLACED");
        assertThat(webSocket.openedAfter).hasSize(1);
    }

    @Test
    void aTokenThatIsRefusedTwiceMeansRevoked() {
        webSocket.unauthenticated();
        webSocket.unauthenticated();

        channel.run();

        assertThat(diary.lines).last().isEqualTo("stopped REVOKED");
    }

    @Test
    void aListenerThatFailsEndsTheChannelAndItsEventIsNotAcknowledged() {
        webSocket.connection(connected(0), event(1), event(2), event(3));
        diary.onEvent = sequence -> {
            if (sequence == 2) {
                throw new IllegalStateException("full");
            }
        };

        channel.run();

        assertThat(diary.lines).last().isEqualTo("stopped LISTENER_FAILED");
        assertThat(webSocket.acknowledged).containsExactly(1L);
    }

    @Test
    void aListenerThatFailsOnOtherNewsEndsTheChannelToo() {
        webSocket.connection(connected(0), event(1));
        diary.onConnected = () -> {
            throw new IllegalStateException("full");
        };

        channel.run();

        assertThat(diary.lines).containsExactly("connected 0", "stopped LISTENER_FAILED");
        assertThat(webSocket.closed).isEqualTo(1);
    }

    @Test
    void closingFromTheListenerDeliversNothingMoreAndAcknowledges() {
        webSocket.connection(connected(0), event(1), event(2), event(3));
        diary.onEvent = sequence -> {
            if (sequence == 2) {
                channel.close();
                channel.close();
            }
        };

        channel.run();

        assertThat(diary.lines).containsExactly("connected 0", "event 1", "event 2", "stopped CLOSED");
        assertThat(webSocket.acknowledged).containsExactly(2L);
        assertThat(webSocket.closed).isEqualTo(1);
    }

    @Test
    void closingWakesAWaitingReaderAtOnce() throws InterruptedException {
        webSocket.connection(connected(0), event(1), FakeTransport.WAIT);
        Thread reader = machine.start("reader", channel::run);
        assertThat(webSocket.waiting.await(10, TimeUnit.SECONDS)).isTrue();

        channel.close();
        channel.close();
        reader.join(TimeUnit.SECONDS.toMillis(10));

        assertThat(reader.isAlive()).isFalse();
        assertThat(diary.lines).last().isEqualTo("stopped CLOSED");
        assertThat(webSocket.acknowledged).containsExactly(1L);
    }

    @Test
    void aChannelClosedBeforeItBeganOpensNothing() {
        channel.close();

        channel.run();

        assertThat(webSocket.openedAfter).isEmpty();
        assertThat(diary.lines).containsExactly("stopped CLOSED");
    }

    private static Incoming connected(long position) {
        return new Incoming.Connected(position);
    }

    private static Incoming event(long sequence) {
        return new Incoming.Event(
                new CloudEvent(
                        "1.0",
                        "id-" + sequence,
                        "io.switchboard.call.ringing",
                        "s",
                        null,
                        Instant.EPOCH,
                        "application/json",
                        sequence,
                        Map.of()),
                sequence);
    }

    /** Writes down what the channel tells. */
    private static final class Diary implements ChannelListener {
        private final List<String> lines = new ArrayList<>();
        private final List<Transport> ways = new ArrayList<>();
        private @Nullable Consumer<Long> onEvent;
        private Runnable onConnected = () -> {};
        private boolean goesOn;

        List<String> events() {
            return lines.stream().filter(line -> line.startsWith("event")).toList();
        }

        @Override
        public void onEvent(CloudEvent event) {
            long sequence = event.sequence() == null ? -1 : event.sequence();
            lines.add("event " + sequence);
            if (onEvent != null) {
                onEvent.accept(sequence);
            }
        }

        @Override
        public void onConnected(Transport way, long position) {
            lines.add("connected " + position);
            ways.add(way);
            onConnected.run();
        }

        @Override
        public void onCaughtUp(long position) {
            lines.add("caught up " + position);
        }

        @Override
        public boolean onPurged(OptionalLong position, long oldest) {
            lines.add("purged " + (position.isPresent() ? position.getAsLong() : "") + ".." + oldest);
            return goesOn;
        }

        @Override
        public void onInterrupted(String reason, Duration retryAfter) {
            lines.add("interrupted: " + reason);
        }

        @Override
        public void onStopped(ChannelEnd end, String reason) {
            lines.add("stopped " + end);
        }
    }
}
