// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.harness.Channel;
import io.switchboard.harness.EventStream;
import io.switchboard.harness.EventStream.Frame;
import io.switchboard.harness.Identifier;
import io.switchboard.harness.Neighbours;
import io.switchboard.harness.Reply;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServer;
import io.switchboard.harness.Terminal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The channel as server-sent events: the WebSocket's rules, in a browser's EventSource's terms. */
@ExtendWith(SharedServer.class)
class StreamIT {
    private static final int REVOKED = 4401;
    private static final int DISPLACED = 4409;

    private final ServerUnderTest server;
    private final Terminal owner;
    private final Terminal caller;
    private final Identifier identifier;

    StreamIT(ServerUnderTest server) {
        this.server = server;
        Neighbours neighbours = Neighbours.in(server);
        owner = neighbours.owner();
        caller = neighbours.caller();
        identifier = neighbours.identifier();
    }

    @Test
    void itSaysConnectedThenWhatIsThereThenOnceThatItHasCaughtUpThenWhatComes() {
        String before = caller.dials(identifier);
        try (EventStream stream = owner.opensStream("")) {
            List<Frame> frames = stream.awaits(3);
            assertThat(frames)
                    .extracting(frame -> frame.event().type())
                    .containsExactly("channel.connected", "call.ringing", "channel.caught-up");
            assertThat(frames)
                    .extracting(frame -> frame.fields().getOrDefault("event", ""))
                    .containsExactly("connected", "", "caught-up");
            assertThat(frames)
                    .extracting(frame -> frame.fields().getOrDefault("id", ""))
                    .containsExactly("0", "1", "");
            assertThat(frames.get(0).event().data().get("terminalId").asText()).isEqualTo(owner.id());
            assertThat(frames.get(0).event().data().get("server").asText()).isEqualTo(server.address());
            assertThat(frames.get(0).event().data().get("position").asLong()).isZero();
            assertThat(frames.get(1).event().subject()).isEqualTo(before);

            caller.cancels(before);
            caller.dials(identifier);
            assertThat(stream.awaits(5).subList(3, 5))
                    .extracting(
                            frame -> frame.event().type() + " " + frame.fields().get("id"))
                    .containsExactly("call.cancelled 2", "call.ringing 3");
            assertThat(stream.header("Content-Type")).isEqualTo("text/event-stream");
            assertThat(stream.header("Cache-Control")).contains("no-cache");
            assertThat(stream.header("X-Accel-Buffering")).isEqualTo("no");
        }
    }

    @Test
    void itGoesOnFromTheLastEventIdBeforeTheAddressAndFromTheAcknowledgedPositionWithoutBoth() {
        for (int i = 0; i < 4; i++) {
            caller.dials(identifier);
        }
        owner.acknowledges(3);
        String token = "Bearer " + owner.token();
        try (EventStream stream =
                EventStream.open(server, "after=0", Map.of("Authorization", token, "Last-Event-ID", "2"))) {
            stream.awaits("channel.caught-up");
            assertThat(ids(stream)).containsExactly("2", "3", "4");
        }
        try (EventStream stream = owner.opensStream("after=1")) {
            stream.awaits("channel.caught-up");
            assertThat(ids(stream)).containsExactly("1", "2", "3", "4");
        }
        try (EventStream stream = owner.opensStream("")) {
            stream.awaits("channel.caught-up");
            assertThat(ids(stream)).containsExactly("3", "4");
        }
    }

    private static List<String> ids(EventStream stream) {
        return stream.frames().stream()
                .filter(frame -> frame.fields().containsKey("id"))
                .map(frame -> frame.fields().get("id"))
                .toList();
    }

    @Test
    void aLongBacklogComesInOrder() {
        int backlog = 130;
        for (int i = 0; i < backlog / 2; i++) {
            caller.cancels(caller.dials(identifier));
        }
        try (EventStream stream = owner.opensStream("")) {
            stream.awaits("channel.caught-up");
            List<String> ids = ids(stream);
            assertThat(ids).hasSize(backlog + 1);
            for (int i = 0; i <= backlog; i++) {
                assertThat(ids.get(i)).isEqualTo(Integer.toString(i));
            }
        }
    }

    @Test
    void itDisplacesTheChannelBeforeAndIsDisplacedByTheNextOfWhateverKind() {
        try (Channel first = owner.opensChannel()) {
            first.awaits("channel.caught-up");
            try (EventStream second = owner.opensStream("")) {
                second.awaits("channel.caught-up");
                assertThat(first.awaitsClose()).isEqualTo(DISPLACED);
                try (Channel third = owner.opensChannel()) {
                    assertThat(second.awaitsClose()).isEqualTo(DISPLACED);
                    caller.dials(identifier);
                    third.awaits("call.ringing");
                }
            }
        }
    }

    @Test
    void aRevocationEndsItAtOnce() {
        try (EventStream stream = owner.opensStream("")) {
            stream.awaits("channel.caught-up");
            owner.account().enterprise().delete("/terminals/" + owner.id()).expect(204);
            assertThat(stream.awaitsClose()).isEqualTo(REVOKED);
        }
    }

    @Test
    void aTicketOpensOneAndAReaderThatIsSentAwayComesInWithNoneTwice() {
        String ticket = owner.ticket();
        try (EventStream stream = EventStream.open(server, "ticket=" + ticket, Map.of())) {
            stream.awaits("channel.caught-up");
            refused("ticket=" + ticket, Map.of()).expect(401, "unauthenticated");
            assertThat(stream.isEnded()).isFalse();
        }
        refused("", Map.of()).expect(401, "unauthenticated");
        refused("ticket=x", Map.of()).expect(401, "unauthenticated");
        refused(
                        "",
                        Map.of(
                                "Authorization",
                                "Bearer " + owner.account().enterprise().token()))
                .expect(401, "unauthenticated");
        refused("ticket=" + owner.ticket(), Map.of("Origin", "https://elsewhere.example"))
                .expect(403, "forbidden");
    }

    @Test
    void whereItCannotBeginItIsRefusedAndDisplacesNobody() {
        caller.dials(identifier);
        Map<String, String> token = Map.of("Authorization", "Bearer " + owner.token());
        try (EventStream present = owner.opensStream("")) {
            present.awaits("channel.caught-up");
            refused("after=2", token).expect(409, "never-sent");
            refused("after=-1", token).expect(400, "invalid-request");
            refused("after=x", token).expect(400, "invalid-request");
            refused("aftr=1", token).expect(400, "invalid-request");
            refused("", Map.of("Authorization", "Bearer " + owner.token(), "Last-Event-ID", "x"))
                    .expect(400, "invalid-request");
            owner.acknowledges(1);
            server.passes(Duration.ofHours(1));
            Awaitility.await("the acknowledged event is purged")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> owner.get("/mailbox?after=0").status() == 410);
            Reply purged = refused("after=0", Map.of("Authorization", "Bearer " + owner.token()))
                    .expect(410, "events-purged");
            assertThat(purged.json().get("oldest").asLong()).isEqualTo(1);
            assertThat(present.isEnded()).isFalse();
        }
    }

    @Test
    void whatIsNoGetOpensNothingAndUsesNoTicketUp() {
        String ticket = owner.ticket();
        for (String way : List.of("stream", "channel")) {
            for (String method : List.of("POST", "PUT", "PATCH", "DELETE", "OPTIONS")) {
                Reply refused = server.http()
                        .send(method, "/api/v1/mailbox/" + way + "?ticket=" + ticket, Map.of(), null)
                        .expect(405, "method-not-allowed");
                assertThat(refused.header("Allow")).hasValue("GET");
            }
        }
        try (EventStream stream = EventStream.open(server, "ticket=" + ticket, Map.of())) {
            stream.awaits("channel.caught-up");
        }
    }

    private Reply refused(String query, Map<String, String> headers) {
        return server.http().send("GET", "/api/v1/mailbox/stream?" + query, headers, null);
    }
}
