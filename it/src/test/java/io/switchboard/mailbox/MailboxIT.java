// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.harness.Enterprise;
import io.switchboard.harness.Event;
import io.switchboard.harness.EventStream;
import io.switchboard.harness.Identifier;
import io.switchboard.harness.LargeEvents;
import io.switchboard.harness.Neighbours;
import io.switchboard.harness.Reply;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServer;
import io.switchboard.harness.Size;
import io.switchboard.harness.Terminal;
import io.switchboard.harness.Together;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Reading and acknowledging by plain HTTP. */
@ExtendWith(SharedServer.class)
class MailboxIT {
    private final Enterprise enterprise;
    private final Terminal owner;
    private final Terminal caller;
    private final Identifier identifier;

    MailboxIT(ServerUnderTest server) {
        Neighbours neighbours = Neighbours.in(server);
        enterprise = neighbours.enterprise();
        owner = neighbours.owner();
        caller = neighbours.caller();
        identifier = neighbours.identifier();
    }

    @Test
    void anEventIsACloudEventWithTheReceiversOwnSequence() {
        String call = caller.dials(identifier);
        JsonNode json = owner.awaits("call.ringing").json();
        assertThat(json.get("specversion").asText()).isEqualTo("1.0");
        assertThat(json.get("type").asText()).isEqualTo("io.switchboard.call.ringing");
        assertThat(json.get("source").asText()).isEqualTo(owner.server().address());
        assertThat(json.get("subject").asText()).isEqualTo(call);
        assertThat(json.get("datacontenttype").asText()).isEqualTo("application/json");
        assertThat(json.get("sequence").asLong()).isEqualTo(1);
        assertThat(json.get("data")).isEqualTo(owner.sees(call));
    }

    @Test
    void sequencesHaveNeitherGapsNorDuplicatesHoweverManyAppend() {
        int calls = Size.of(20, 200);
        List<Terminal> callers = enterprise.newAccount().enrolsTerminals(5);
        List<Callable<List<String>>> work = callers.stream()
                .<Callable<List<String>>>map(each -> () -> {
                    List<String> placed = new ArrayList<>();
                    for (int i = 0; i < calls; i++) {
                        placed.add(each.dials(identifier));
                        each.cancels(placed.get(i));
                    }
                    return placed;
                })
                .toList();
        List<String> all;
        try (Together together = new Together(callers.size() + 1)) {
            Future<Long> reader = together.meanwhile(() -> readWhile(2L * calls * callers.size()));
            all = together.all(work).stream().flatMap(List::stream).toList();
            assertThat(Together.result(reader)).as("the reader beside them").isEqualTo(2L * calls * callers.size());
        }
        List<Event> events = owner.mailbox();
        assertThat(events)
                .extracting(Event::sequence)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, events.size()).boxed().toList());
        assertThat(events).extracting(event -> event.json().get("id").asText()).doesNotHaveDuplicates();
        assertThat(events)
                .filteredOn(event -> event.type().equals("call.ringing"))
                .extracting(Event::subject)
                .containsExactlyInAnyOrderElementsOf(all);
        assertThat(all)
                .allSatisfy(
                        call -> assertThat(owner.hasHeardOf(call)).containsExactly("call.ringing", "call.cancelled"));
    }

    /** Reads until it has seen so many events; any gap would stop it short of the last. */
    private long readWhile(long expected) {
        long position = 0;
        for (int polls = 0; position < expected && polls < expected * 2; polls++) {
            JsonNode page = owner.reads("/mailbox?wait=10&after=" + position);
            for (JsonNode event : page.get("events")) {
                assertThat(event.get("sequence").asLong()).isEqualTo(++position);
            }
        }
        return position;
    }

    @Test
    void aLongPollIsAnsweredAsSoonAsThereIsAnEvent() {
        List<Duration> waits = new ArrayList<>();
        try (Together together = new Together(1)) {
            for (long after = 0; after < 9; after++) {
                String path = "/mailbox?wait=30&after=" + after;
                Future<Long> poll = together.meanwhile(() -> {
                    assertThat(owner.reads(path).get("events")).hasSize(1);
                    return System.nanoTime();
                });
                caller.dials(identifier);
                long placed = System.nanoTime();
                waits.add(Duration.ofNanos(Together.result(poll) - placed));
            }
        }
        Collections.sort(waits);
        // The comparison with the database comes every two seconds: the median would be half of that without a hint.
        assertThat(waits.get(4)).as("the median of %s", waits).isLessThan(Duration.ofMillis(500));
    }

    @Test
    void aLongPollWithoutEventsIsAnsweredWhenItsTimeIsOver() {
        long start = System.nanoTime();
        JsonNode page = owner.reads("/mailbox?wait=1&after=0");
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(900), Duration.ofSeconds(10));
        assertThat(page.get("events")).isEmpty();
        assertThat(page.get("caughtUp").asBoolean()).isTrue();
        assertThat(page.get("position").asLong()).isZero();
    }

    /** Whatever waits for a reader that does not take it is small. */
    @Test
    void aPageHasAsManyEventsAsItMayHaveBytesAndTheNextFollows() {
        LargeEvents.into(owner, 30, 20_000);
        long position = 0;
        int pages = 0;
        boolean caughtUp = false;
        while (!caughtUp) {
            Reply reply = owner.get("/mailbox?after=" + position).expect(200);
            assertThat(reply.text()).hasSizeLessThan(300_000);
            for (JsonNode event : reply.json().get("events")) {
                assertThat(event.get("sequence").asLong()).isEqualTo(++position);
            }
            assertThat(reply.json().get("position").asLong()).isEqualTo(position);
            caughtUp = reply.json().get("caughtUp").asBoolean();
            assertThat(caughtUp).isEqualTo(position == 30);
            pages++;
        }
        assertThat(pages).isEqualTo(3);
    }

    @Test
    void anEventThatIsLargerThanAPageComesAlone() {
        LargeEvents.into(owner, 3, 300_000);
        for (long sequence = 1; sequence <= 3; sequence++) {
            JsonNode page = owner.reads("/mailbox?after=" + (sequence - 1));
            assertThat(page.get("events")).hasSize(1);
            assertThat(page.get("position").asLong()).isEqualTo(sequence);
        }
        try (EventStream stream = owner.opensStream("")) {
            stream.awaits("channel.caught-up");
            assertThat(stream.frames())
                    .extracting(frame -> frame.event().sequence())
                    .containsExactly(0L, 1L, 2L, 3L, 0L);
        }
    }

    @Test
    void aStrangeQuestionIsRefused() {
        owner.get("/mailbox?wait=61").expect(400, "invalid-request");
        owner.get("/mailbox?wait=-1").expect(400, "invalid-request");
        owner.get("/mailbox?after=-1").expect(400, "invalid-request");
        owner.get("/mailbox?after=x").expect(400, "invalid-request");
    }

    @Test
    void anAcknowledgementMovesForwardOnlyAndNeverBeyondTheEnd() {
        caller.dials(identifier);
        caller.dials(identifier);
        assertThat(acknowledge(2).expect(200).json().get("acknowledged").asLong())
                .isEqualTo(2);
        assertThat(acknowledge(1).expect(200).json().get("acknowledged").asLong())
                .isEqualTo(2);
        assertThat(acknowledge(0).expect(200).json().get("acknowledged").asLong())
                .isEqualTo(2);
        acknowledge(3).expect(409, "never-sent");
        acknowledge(-1).expect(400, "invalid-request");
        assertThat(owner.reads("/mailbox?after=0").get("acknowledged").asLong()).isEqualTo(2);
    }

    @Test
    void aPositionBeyondTheEndIsRefusedNotWaitedAt() {
        caller.dials(identifier);
        owner.awaits("call.ringing");
        owner.get("/mailbox?after=1").expect(200);
        owner.get("/mailbox?after=2").expect(409, "never-sent");
        owner.get("/mailbox?after=2&wait=5").expect(409, "never-sent");
    }

    @Test
    void everyTerminalHasAMailboxOfItsOwn() {
        Terminal late = owner.account().enrolsTerminal();
        String call = caller.dials(identifier);
        assertThat(late.awaits("call.ringing", call).sequence()).isEqualTo(1);
        late.acknowledges(1);
        assertThat(owner.reads("/mailbox?after=0").get("acknowledged").asLong()).isZero();
        assertThat(caller.mailbox()).isEmpty();
    }

    private Reply acknowledge(long sequence) {
        return owner.post("/mailbox/acknowledgement", Map.of("sequence", sequence));
    }
}
