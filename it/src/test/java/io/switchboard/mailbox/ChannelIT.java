// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchboard.harness.Channel;
import io.switchboard.harness.Event;
import io.switchboard.harness.Identifier;
import io.switchboard.harness.Neighbours;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServer;
import io.switchboard.harness.Terminal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The WebSocket channel: who may open one, what comes through it, and how it ends. */
@ExtendWith(SharedServer.class)
class ChannelIT {
    private static final int REVOKED = 4401;
    private static final int DISPLACED = 4409;

    private final ServerUnderTest server;
    private final Terminal owner;
    private final Terminal caller;
    private final Identifier identifier;

    ChannelIT(ServerUnderTest server) {
        this.server = server;
        Neighbours neighbours = Neighbours.in(server);
        owner = neighbours.owner();
        caller = neighbours.caller();
        identifier = neighbours.identifier();
    }

    @Test
    void itSaysConnectedThenWhatIsThereThenOnceThatItHasCaughtUpThenWhatComes() {
        String before = caller.dials(identifier);
        try (Channel channel = owner.opensChannel()) {
            List<Event> events = channel.awaits(3);
            assertThat(types(events)).containsExactly("channel.connected", "call.ringing", "channel.caught-up");
            assertThat(events.get(0).data().get("terminalId").asText()).isEqualTo(owner.id());
            assertThat(events.get(0).data().get("server").asText()).isEqualTo(server.address());
            assertThat(events.get(0).data().get("position").asLong()).isZero();
            assertThat(events.get(1).subject()).isEqualTo(before);
            assertThat(events.get(2).data().get("position").asLong()).isEqualTo(1);

            caller.cancels(before);
            caller.dials(identifier);
            assertThat(types(channel.awaits(5)).subList(3, 5)).containsExactly("call.cancelled", "call.ringing");
            assertThat(channel.events()).extracting(Event::sequence).containsExactly(0L, 1L, 0L, 2L, 3L);
        }
    }

    @Test
    void itGoesOnFromTheAcknowledgedPositionOrFromTheOneAskedFor() {
        for (int i = 0; i < 4; i++) {
            caller.dials(identifier);
        }
        try (Channel channel = owner.opensChannel()) {
            channel.awaits("channel.caught-up");
            channel.acknowledges(3);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() ->
                            owner.reads("/mailbox?after=4").get("acknowledged").asLong() == 3);
        }
        try (Channel channel = owner.opensChannel()) {
            channel.awaits("channel.caught-up");
            assertThat(channel.events()).extracting(Event::sequence).containsExactly(0L, 4L, 0L);
        }
        try (Channel channel = owner.opensChannel(1)) {
            channel.awaits("channel.caught-up");
            assertThat(channel.events()).extracting(Event::sequence).containsExactly(0L, 2L, 3L, 4L, 0L);
        }
    }

    @Test
    void aLongBacklogComesInOrder() {
        int backlog = 130;
        for (int i = 0; i < backlog / 2; i++) {
            caller.cancels(caller.dials(identifier));
        }
        try (Channel channel = owner.opensChannel()) {
            channel.awaits("channel.caught-up");
            List<Event> events = channel.events();
            assertThat(events).hasSize(backlog + 2);
            for (int i = 1; i <= backlog; i++) {
                assertThat(events.get(i).sequence()).isEqualTo(i);
            }
        }
    }

    @Test
    void aNewChannelDisplacesTheOneBefore() {
        try (Channel first = owner.opensChannel()) {
            first.awaits("channel.caught-up");
            try (Channel second = owner.opensChannel()) {
                assertThat(first.awaitsClose()).isEqualTo(DISPLACED);
                String call = caller.dials(identifier);
                assertThat(second.awaits("call.ringing").subject()).isEqualTo(call);
                assertThat(first.events()).extracting(Event::type).doesNotContain("call.ringing");
                assertThat(second.isClosed()).isFalse();
            }
        }
    }

    @Test
    void aRevocationClosesItAtOnce() {
        try (Channel channel = owner.opensChannel()) {
            channel.awaits("channel.caught-up");
            String ticket = owner.ticket();
            owner.account().enterprise().delete("/terminals/" + owner.id()).expect(204);
            assertThat(channel.awaitsClose()).isEqualTo(REVOKED);
            assertThatIsRefused(() -> Channel.open(server, "ticket=" + ticket, Map.of(), Channel.SUBPROTOCOL), 401);
        }
    }

    @Test
    void anExpiringTokenDoesNotCloseIt() {
        try (Channel channel =
                Channel.open(server, "", Map.of("Authorization", "Bearer " + owner.token()), Channel.SUBPROTOCOL)) {
            channel.awaits("channel.caught-up");
            server.passes(Duration.ofMinutes(15));
            String call = caller.dials(identifier);
            assertThat(channel.awaits("call.ringing").subject()).isEqualTo(call);
        }
    }

    @Test
    void aTicketOpensOneChannelWithinHalfAMinute() {
        String ticket = owner.ticket();
        try (Channel channel = Channel.open(server, "ticket=" + ticket, Map.of(), Channel.SUBPROTOCOL)) {
            channel.awaits("channel.connected");
            assertThatIsRefused(() -> Channel.open(server, "ticket=" + ticket, Map.of(), Channel.SUBPROTOCOL), 401);
        }
        String late = owner.ticket();
        server.passes(Duration.ofSeconds(30));
        assertThatIsRefused(() -> Channel.open(server, "ticket=" + late, Map.of(), Channel.SUBPROTOCOL), 401);
        assertThatIsRefused(() -> Channel.open(server, "ticket=x", Map.of(), Channel.SUBPROTOCOL), 401);
        assertThatIsRefused(() -> Channel.open(server, "", Map.of(), Channel.SUBPROTOCOL), 401);
    }

    @Test
    void noApiClientOpensOne() {
        String token = "Bearer " + owner.account().enterprise().token();
        assertThatIsRefused(() -> Channel.open(server, "", Map.of("Authorization", token), Channel.SUBPROTOCOL), 401);
    }

    @Test
    void aPageOfAnotherOriginCannotOpenOne() {
        String ticket = owner.ticket();
        for (String origin : List.of("https://elsewhere.example", "null", server.address() + ".evil.example")) {
            assertThatIsRefused(
                    () -> Channel.open(server, "ticket=" + ticket, Map.of("Origin", origin), Channel.SUBPROTOCOL), 403);
        }
        try (Channel channel =
                Channel.open(server, "ticket=" + ticket, Map.of("Origin", server.address()), Channel.SUBPROTOCOL)) {
            channel.awaits("channel.connected");
        }
    }

    @Test
    void whoOffersNoKnownSubprotocolIsTurnedAway() {
        try (Channel channel = Channel.open(server, "ticket=" + owner.ticket(), Map.of(), "mqtt")) {
            assertThat(channel.awaitsClose()).isEqualTo(1002);
            assertThat(channel.events()).isEmpty();
        }
    }

    @Test
    void whatIsNoAcknowledgementEndsIt() {
        for (String text : List.of("hello", "{\"acknowledge\":-1}", "{}", "[1]")) {
            try (Channel channel = owner.opensChannel()) {
                channel.awaits("channel.caught-up");
                channel.sends(text);
                assertThat(channel.awaitsClose()).as(text).isEqualTo(1003);
            }
        }
    }

    @Test
    void acknowledgingWhatWasNeverSentEndsIt() {
        try (Channel channel = owner.opensChannel()) {
            channel.awaits("channel.caught-up");
            channel.acknowledges(1);
            assertThat(channel.awaitsClose()).isEqualTo(4410);
        }
    }

    @Test
    void anUnreadablePositionEndsIt() {
        try (Channel channel =
                Channel.open(server, "after=x&ticket=" + owner.ticket(), Map.of(), Channel.SUBPROTOCOL)) {
            assertThat(channel.awaitsClose()).isEqualTo(1003);
        }
    }

    @Test
    void whatAVanishedReaderHasNotAcknowledgedComesAgain() {
        Channel vanishing = owner.opensChannel();
        vanishing.awaits("channel.caught-up");
        String seen = caller.dials(identifier);
        vanishing.awaits("call.ringing");
        vanishing.vanishes();
        String missed = caller.dials(identifier);
        try (Channel channel = owner.opensChannel()) {
            channel.awaits("channel.caught-up");
            assertThat(channel.events())
                    .filteredOn(event -> event.sequence() > 0)
                    .extracting(Event::subject)
                    .containsExactly(seen, missed);
        }
    }

    private static List<String> types(List<Event> events) {
        return events.stream().map(Event::type).toList();
    }

    private static void assertThatIsRefused(ThrowingCallable open, int status) {
        assertThatThrownBy(open)
                .isInstanceOfSatisfying(
                        Channel.Refused.class,
                        refused -> assertThat(refused.status()).isEqualTo(status));
    }
}
