// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.harness.Account;
import io.switchboard.harness.Condition;
import io.switchboard.harness.Enterprise;
import io.switchboard.harness.Event;
import io.switchboard.harness.Identifier;
import io.switchboard.harness.Reply;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServer;
import io.switchboard.harness.Size;
import io.switchboard.harness.Terminal;
import io.switchboard.harness.Together;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Many want the same at once: one truth comes out, and every side is told the same. */
@ExtendWith(SharedServer.class)
class CallRacesIT {
    private static final int CALLS = 100;
    private static final int LEFT = 3;

    private final Enterprise enterprise;
    private final Account owner;

    CallRacesIT(ServerUnderTest server) {
        enterprise = server.newEnterprise();
        owner = enterprise.newAccount();
    }

    @Test
    void ofAHundredCallsAtOnceAsManyRingAsAreLeft() {
        Terminal rung = owner.enrolsTerminal();
        Identifier identifier = rung.issuesIdentifier(Condition.maxCalls(LEFT + 1));
        List<Terminal> callers = Stream.generate(() -> enterprise.newAccount().enrolsTerminal())
                .limit(Size.of(10, CALLS))
                .toList();
        callers.get(0).dials(identifier);
        rung.awaits("call.ringing");
        callers.forEach(Terminal::token);

        List<Callable<Reply>> calls = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            Terminal caller = callers.get(i % callers.size());
            calls.add(() -> caller.triesToDial(identifier.code()));
        }
        List<Reply> replies;
        try (Together together = new Together(CALLS)) {
            replies = together.all(calls);
        }

        assertThat(replies.stream().filter(reply -> reply.status() == 201)).hasSize(LEFT);
        replies.stream().filter(reply -> reply.status() != 201).forEach(reply -> reply.expect(403, "call-refused"));
        assertThat(rung.mailbox())
                .filteredOn(event -> event.type().equals("call.ringing"))
                .hasSize(LEFT + 1);
        assertThat(rung.sees(identifier).get("callsUsed").asInt()).isEqualTo(LEFT + 1);
        assertThat(rung.sees(identifier).get("state").asText()).isEqualTo("exhausted");
    }

    @Test
    void ofFiveThatAnswerAtOnceOneWinsAndFourAreTold() {
        int rounds = Size.of(50, 1000);
        List<Terminal> rung = owner.enrolsTerminals(5);
        Terminal caller = enterprise.newAccount().enrolsTerminal();
        Identifier identifier = rung.get(0).issuesIdentifier(Condition.maxCalls(rounds), Condition.countOnAnswered());
        Map<String, Terminal> winners = new HashMap<>();
        try (Together together = new Together(rung.size())) {
            for (int round = 0; round < rounds; round++) {
                String call = caller.dials(identifier);
                List<Reply> replies = together.all(rung.stream()
                        .<Callable<Reply>>map(terminal -> () -> terminal.tries("answer", call))
                        .toList());
                for (int i = 0; i < replies.size(); i++) {
                    if (replies.get(i).status() == 200) {
                        assertThat(winners.put(call, rung.get(i)))
                                .as("a second winner")
                                .isNull();
                    } else {
                        replies.get(i).expect(409, "answered-elsewhere");
                    }
                }
                assertThat(winners).containsKey(call);
                caller.hangsUp(call);
            }
        }

        for (Terminal terminal : rung) {
            Map<String, List<String>> told = bySubject(terminal.mailbox());
            winners.forEach((call, winner) -> assertThat(told.get(call))
                    .isEqualTo(
                            winner == terminal
                                    ? List.of("call.ringing", "call.answered", "call.ended")
                                    : List.of("call.ringing", "call.answered-elsewhere")));
        }
        assertThat(rung.get(0).sees(identifier).get("callsUsed").asInt()).isEqualTo(rounds);
    }

    @Test
    void whenTheCallerGivesUpAsTheOwnerAnswersBothLearnTheSame() {
        int rounds = Size.of(50, 1000);
        Terminal rung = owner.enrolsTerminal();
        Terminal caller = enterprise.newAccount().enrolsTerminal();
        Identifier identifier = rung.issuesIdentifier(Condition.maxCalls(rounds), Condition.countOnAnswered());
        Map<String, Boolean> answered = new HashMap<>();
        try (Together together = new Together(2)) {
            for (int round = 0; round < rounds; round++) {
                String call = caller.dials(identifier);
                List<Callable<Reply>> moves = new ArrayList<>(
                        List.of(() -> rung.tries("answer", call), () -> caller.tries("cancellation", call)));
                if (round % 2 == 1) {
                    Collections.reverse(moves);
                }
                List<Reply> replies = together.all(moves);
                Reply answer = replies.get(round % 2);
                Reply cancellation = replies.get(1 - round % 2);
                boolean isAnswered = answer.status() == 200;
                answered.put(call, isAnswered);
                (isAnswered ? cancellation : answer).expect(409, "illegal-move");
                (isAnswered ? answer : cancellation).expect(200);
                String state = isAnswered ? "answered" : "cancelled";
                assertThat(rung.stateOf(call)).isEqualTo(state);
                assertThat(caller.stateOf(call)).isEqualTo(state);
                if (isAnswered) {
                    // Else it would fail by itself, 30 seconds later, while other rounds run.
                    caller.hangsUp(call);
                }
            }
        }

        Map<String, List<String>> owners = bySubject(rung.mailbox());
        Map<String, List<String>> callers = bySubject(caller.mailbox());
        answered.forEach((call, isAnswered) -> {
            List<String> truth = isAnswered ? List.of("call.answered", "call.ended") : List.of("call.cancelled");
            assertThat(callers.get(call)).isEqualTo(truth);
            assertThat(owners.get(call)).startsWith("call.ringing").endsWith(truth.toArray(String[]::new));
            assertThat(owners.get(call)).hasSize(truth.size() + 1);
        });
        assertThat(rung.sees(identifier).get("callsUsed").asLong())
                .isEqualTo(answered.values().stream()
                        .filter(isAnswered -> isAnswered)
                        .count());
    }

    /** Events of one mailbox are in the order of the commits. */
    @Test
    void anIdentifierThatIsClosedAsACallIsAnsweredClosesBeforeTheAnswerOrAfterIt() {
        int rounds = Size.of(50, 1000);
        Terminal rung = owner.enrolsTerminal();
        Terminal caller = enterprise.newAccount().enrolsTerminal();
        Identifier identifier = rung.issuesIdentifier(Condition.maxCalls(rounds));
        List<String> wrong = new ArrayList<>();
        try (Together together = new Together(2)) {
            for (int round = 0; round < rounds; round++) {
                String call = caller.dials(identifier);
                List<Callable<Reply>> moves = new ArrayList<>(
                        List.of(() -> rung.tries("answer", call), () -> rung.post(identifier.path() + "/pause")));
                if (round % 2 == 1) {
                    Collections.reverse(moves);
                }
                List<Reply> replies = together.all(moves);
                replies.get(1 - round % 2).expect(200);
                boolean answered = replies.get(round % 2).status() == 200;
                List<String> heard = rung.mailbox().stream()
                        .filter(event ->
                                event.subject().equals(call) || event.type().endsWith(".changed"))
                        .map(Event::type)
                        .toList();
                int ring = heard.lastIndexOf("call.ringing");
                boolean answeredFirst = "call.answered".equals(heard.get(ring + 1));
                if (answered != answeredFirst) {
                    wrong.add(heard.subList(ring, heard.size()).toString());
                }
                rung.resumes(identifier);
                if (answered) {
                    caller.hangsUp(call);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void aTerminalThatIsRevokedAsItAnswersHasAnsweredBeforeOrNotAtAll() {
        int rounds = Size.of(20, 200);
        Terminal caller = enterprise.newAccount().enrolsTerminal();
        Terminal other = owner.enrolsTerminal();
        Identifier identifier = other.issuesIdentifier(Condition.maxCalls(rounds));
        try (Together together = new Together(2)) {
            for (int round = 0; round < rounds; round++) {
                Terminal lost = owner.enrolsTerminal();
                lost.token();
                String call = caller.dials(identifier);
                List<Reply> replies = together.all(
                        List.of(() -> lost.tries("answer", call), () -> enterprise.delete("/terminals/" + lost.id())));
                replies.get(1).expect(204);
                if (replies.get(0).status() == 200) {
                    Instant answered = Instant.parse(
                            replies.get(0).json().get("answeredAt").asText());
                    Instant revoked = Instant.parse(enterprise
                            .get("/terminals/" + lost.id())
                            .json()
                            .get("revokedAt")
                            .asText());
                    assertThat(answered).isBeforeOrEqualTo(revoked);
                    other.hangsUp(call);
                } else {
                    replies.get(0).expect(401);
                    assertThat(caller.stateOf(call)).isEqualTo("ringing");
                    caller.cancels(call);
                }
            }
        }
    }

    @Test
    void tenDuplicatesOfARequestPlaceOneCall() {
        Terminal rung = owner.enrolsTerminal();
        Terminal caller = enterprise.newAccount().enrolsTerminal();
        Identifier identifier = rung.issuesIdentifier();
        caller.token();
        Callable<Reply> duplicate = () ->
                caller.request("POST", "/calls", Map.of("to", identifier.code()), Map.of("Idempotency-Key", "once"));
        List<Reply> replies;
        try (Together together = new Together(10)) {
            replies = together.all(Collections.nCopies(10, duplicate));
        }
        TreeSet<String> bodies = new TreeSet<>();
        for (Reply reply : replies) {
            if (reply.status() == 201) {
                bodies.add(reply.text());
            } else {
                reply.expect(409, "idempotency-key-in-use");
                assertThat(reply.header("Retry-After")).isPresent();
            }
        }
        assertThat(bodies).as("the answers").hasSize(1);
        Reply late = caller.request(
                        "POST", "/calls", Map.of("to", identifier.code()), Map.of("Idempotency-Key", "once"))
                .expect(201);
        assertThat(late.text()).isEqualTo(bodies.first());
        assertThat(late.header("Idempotency-Replayed")).hasValue("true");
        assertThat(rung.mailbox()).hasSize(1);
        assertThat(rung.sees(identifier).get("callsUsed").asInt()).isEqualTo(1);
    }

    private static Map<String, List<String>> bySubject(List<Event> events) {
        Map<String, List<String>> types = new HashMap<>();
        events.forEach(event -> types.computeIfAbsent(event.subject(), call -> new ArrayList<>())
                .add(event.type()));
        return types;
    }
}
