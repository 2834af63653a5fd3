// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.harness.Account;
import io.switchboard.harness.Caller;
import io.switchboard.harness.ErasureUnderWay;
import io.switchboard.harness.Event;
import io.switchboard.harness.Identifier;
import io.switchboard.harness.Reply;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.Size;
import io.switchboard.harness.Terminal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** {@code kill -9} in the middle of everything: what the server has said holds, and what it has not said can be asked again. */
class CrashIT {
    private static final Duration DEADLINES = Duration.ofSeconds(5);
    private static final Map<String, String> SETTINGS = Map.of(
            "SWITCHBOARD_IDEMPOTENCY_LEASE", "PT1S",
            "SWITCHBOARD_CALLS_RING_TIME", DEADLINES.toString(),
            "SWITCHBOARD_CALLS_RING_TIME_MAX", DEADLINES.toString(),
            "SWITCHBOARD_CALLS_CONNECT_TIME", DEADLINES.toString());
    private static final Set<String> FATES = Set.of(
            "call.answered", "call.answered-elsewhere", "call.rejected", "call.cancelled", "call.missed", "call.busy");
    private static final Set<String> OVER = Set.of("ended", "rejected", "cancelled", "missed", "failed", "connected");

    /** The janitors erase a hundred in each of their rounds, a second apart. */
    private static final int IDENTIFIERS_TO_ERASE = Size.of(300, 1_000);

    @Test
    void whatWasAcknowledgedOutlivesTheServer() {
        try (ServerUnderTest server = ServerUnderTest.start(SETTINGS)) {
            for (int round = 1; round <= Size.of(1, 20); round++) {
                CrashLoad load = new CrashLoad(server, Size.of(8, 16), 150 + 61 * (round % 7), round);
                List<ErasureUnderWay> erasures =
                        round == 1 ? List.of(ErasureUnderWay.begin(server, IDENTIFIERS_TO_ERASE)) : List.of();
                load.untilKilled();
                server.restart();
                new Aftermath(server, load).isAsItMustBe();
                erasures.forEach(ErasureUnderWay::awaitsItsEnd);
            }
        }
    }

    /** One round's truth after the restart. */
    private static final class Aftermath {
        private final ServerUnderTest server;
        private final CrashLoad load;
        private final List<Sent> acknowledged = new ArrayList<>();
        private final Map<String, JsonNode> owned = new TreeMap<>();
        private final Map<String, JsonNode> placed = new TreeMap<>();

        Aftermath(ServerUnderTest server, CrashLoad load) {
            this.server = server;
            this.load = load;
        }

        void isAsItMustBe() {
            noPhantomRings();
            acknowledgedKeysGiveTheSameAnswer();
            keysWithoutAnAnswerCanBeRepeated();
            server.passes(DEADLINES.plusSeconds(1));
            readCalls();
            bothSidesHaveTheSameCalls();
            everyMoveIsThere();
            everyIdentifierIsThere();
            usesAreCountedExactly();
            mailboxesTellEverythingOnce();
        }

        /** The deadlines of all calls have passed while the server was down, or do so now. */
        private void noPhantomRings() {
            Instant last = load.sent().stream()
                    .filter(sent -> isGood(sent.reply()) && sent.path().equals("/calls"))
                    .map(sent -> Instant.parse(body(sent).get("ringUntil").asText()))
                    .max(Instant::compareTo)
                    .orElseThrow();
            Awaitility.await("the last deadline")
                    .atMost(DEADLINES.multipliedBy(2))
                    .until(() -> server.now().isAfter(last));
            readCalls();
            for (JsonNode call : all()) {
                assertThat(OVER).as("%s", call).contains(call.get("state").asText());
            }
        }

        private void acknowledgedKeysGiveTheSameAnswer() {
            for (Sent sent : load.sent()) {
                Reply reply = sent.reply();
                if (reply == null) {
                    continue;
                }
                boolean refusedForGood = reply.code().equals("call-refused");
                assertThat(reply.status())
                        .as("%s: %s", sent.path(), reply.text())
                        .isIn(200, 201, 403, 404, 409);
                if (isGood(reply) || refusedForGood) {
                    Reply again = sent.again();
                    assertThat(again.status() + again.text()).as(sent.path()).isEqualTo(reply.status() + reply.text());
                    assertThat(again.header("ETag")).isEqualTo(reply.header("ETag"));
                    acknowledged.add(sent);
                }
            }
            assertThat(acknowledged).isNotEmpty();
        }

        /** After the lease of whoever died with it. */
        private void keysWithoutAnAnswerCanBeRepeated() {
            for (Sent sent : load.sent()) {
                if (sent.reply() == null) {
                    Reply reply = Awaitility.await("the key of " + sent.path())
                            .atMost(Duration.ofSeconds(10))
                            .pollInterval(Duration.ofMillis(50))
                            .until(sent::again, answer -> !answer.code().equals("idempotency-key-in-use"));
                    assertThat(reply.status() + " " + reply.code())
                            .as(sent.path() + reply.text())
                            .isIn(
                                    "200 ",
                                    "201 ",
                                    "403 call-refused",
                                    "403 forbidden",
                                    "404 not-found",
                                    "409 illegal-move",
                                    "409 answered-elsewhere");
                    if (isGood(reply)) {
                        assertThat(sent.again().text()).isEqualTo(reply.text());
                        acknowledged.add(sent.answeredWith(reply));
                    }
                }
            }
        }

        private void readCalls() {
            owned.clear();
            placed.clear();
            accounts(load.owners()).forEach(account -> list(account, "/calls?direction=incoming", owned));
            accounts(load.callers()).forEach(account -> list(account, "/calls?direction=outgoing", placed));
        }

        private void bothSidesHaveTheSameCalls() {
            assertThat(owned.keySet()).isEqualTo(placed.keySet());
            for (JsonNode call : all()) {
                assertThat(OVER).as("%s", call).contains(call.get("state").asText());
            }
            owned.forEach((id, call) -> {
                JsonNode other = call(placed, id);
                assertThat(other.has("answeredAt")).as("%s and %s", call, other).isEqualTo(call.has("answeredAt"));
                if (call.has("answeredAt") || !call.get("state").asText().equals("missed")) {
                    assertThat(other.get("state")).as("%s and %s", call, other).isEqualTo(call.get("state"));
                }
            });
        }

        private void everyMoveIsThere() {
            Map<String, Caller> winners = new HashMap<>();
            for (Sent sent : acknowledged) {
                if (sent.path().equals("/calls") && isGood(sent.reply())) {
                    assertThat(owned).containsKey(body(sent).get("id").asText());
                } else if (sent.path().startsWith("/calls/")) {
                    moveIsThere(sent, call(owned, sent.call()), call(placed, sent.call()));
                    if (sent.isTo("answer")) {
                        Caller other = winners.putIfAbsent(sent.call(), sent.by());
                        assertThat(other)
                                .as("two have answered %s", sent.call())
                                .isIn(null, sent.by());
                    }
                } else if (sent.path().equals("/mailbox/acknowledgement")) {
                    assertThat(sent.by().reads("/mailbox").get("acknowledged").asLong())
                            .isGreaterThanOrEqualTo(
                                    body(sent).get("acknowledged").asLong());
                }
            }
        }

        private static void moveIsThere(Sent sent, JsonNode owners, JsonNode callers) {
            String state = owners.get("state").asText();
            String what = sent.path() + ": " + owners;
            if (sent.isTo("answer")) {
                assertThat(owners.has("answeredAt")).as(what).isTrue();
                assertThat(legOf((Terminal) sent.by(), owners)).as(what).isEqualTo("answered");
            } else if (sent.isTo("ring-acknowledgement")) {
                assertThat(legOf((Terminal) sent.by(), owners)).as(what).isNotEqualTo("sent");
            } else if (sent.isTo("rejection")) {
                assertThat(state).as(what).isEqualTo("rejected");
            } else if (sent.isTo("cancellation")) {
                assertThat(callers.get("state").asText()).as(what).isEqualTo("cancelled");
                assertThat(state).as(what).isIn("cancelled", "missed");
            } else if (sent.isTo("connection")) {
                assertThat(state).as(what).isIn("connected", "ended", "failed");
                if (body(sent).get("state").asText().equals("connected")) {
                    assertThat(owners.has("connectedAt")).as(what).isTrue();
                }
            } else {
                assertThat(sent.isTo("hang-up")).as(what).isTrue();
                assertThat(state + " " + owners.path("endReason").asText())
                        .as(what)
                        .isEqualTo("ended hang-up");
            }
        }

        private static String legOf(Terminal terminal, JsonNode call) {
            for (JsonNode leg : call.get("legs")) {
                if (leg.get("terminalId").asText().equals(terminal.id())) {
                    return leg.get("state").asText();
                }
            }
            return "none";
        }

        private void everyIdentifierIsThere() {
            for (Sent sent : acknowledged) {
                if (sent.path().equals("/virtual-identifiers")) {
                    Identifier issued = Identifier.of(body(sent));
                    JsonNode now = sent.by().reads(issued.path());
                    assertThat(now.get("codes")).isEqualTo(issued.view().get("codes"));
                    assertThat(now.get("conditions").get("maxCalls"))
                            .isEqualTo(issued.view().get("conditions").get("maxCalls"));
                    assertThat(now.get("callsUsed").asInt()).isZero();
                }
            }
        }

        /** What rang, or was answered, is what was used, and never more than was granted. */
        private void usesAreCountedExactly() {
            for (Identifier identifier : load.identifiers()) {
                JsonNode now = owner(identifier).reads(identifier.path());
                boolean onAnswered =
                        now.get("conditions").get("countOn").asText().equals("answered");
                int letThrough = (int) owned.values().stream()
                        .filter(call -> call.get("virtualIdentifierId").asText().equals(identifier.id()))
                        .filter(call -> !onAnswered || call.has("answeredAt"))
                        .count();
                int used = now.get("callsUsed").asInt();
                if (onAnswered) {
                    used = Awaitility.await("reservations of missed calls are given back")
                            .atMost(Duration.ofSeconds(10))
                            .until(
                                    () -> owner(identifier)
                                            .reads(identifier.path())
                                            .get("callsUsed")
                                            .asInt(),
                                    count -> count == letThrough);
                }
                assertThat(used)
                        .as("%s", now)
                        .isEqualTo(letThrough)
                        .isLessThanOrEqualTo(
                                now.get("conditions").get("maxCalls").asInt());
            }
        }

        /** Reading checks that there is no gap; each call rings once, and its fate is told once. */
        private void mailboxesTellEverythingOnce() {
            for (Terminal owner : load.owners()) {
                Set<String> own = ids(owned, owner.account());
                Awaitility.await("the fates of all calls")
                        .atMost(Duration.ofSeconds(15))
                        .until(() -> subjects(owner, FATES).size() >= own.size());
                assertThat(subjects(owner, Set.of("call.ringing"))).containsExactlyInAnyOrderElementsOf(own);
                assertThat(subjects(owner, FATES)).containsExactlyInAnyOrderElementsOf(own);
            }
            for (Terminal caller : load.callers()) {
                Set<String> own = ids(placed, caller.account());
                Awaitility.await("the fates of all calls")
                        .atMost(Duration.ofSeconds(15))
                        .until(() -> subjects(caller, FATES).size() >= own.size());
                assertThat(subjects(caller, FATES)).containsExactlyInAnyOrderElementsOf(own);
            }
        }

        private static List<String> subjects(Terminal terminal, Set<String> types) {
            return terminal.mailbox().stream()
                    .filter(event -> types.contains(event.type()))
                    .map(Event::subject)
                    .toList();
        }

        // ------------------------------------------------------------------------------------------------- reading

        private Set<String> ids(Map<String, JsonNode> calls, Account account) {
            Map<String, JsonNode> own = new TreeMap<>();
            list(account, calls == owned ? "/calls?direction=incoming" : "/calls?direction=outgoing", own);
            return own.keySet();
        }

        private static Collection<Account> accounts(List<Terminal> terminals) {
            return terminals.stream()
                    .collect(Collectors.toMap(
                            terminal -> terminal.account().id(), Terminal::account, (one, same) -> one))
                    .values();
        }

        private static void list(Account account, String path, Map<String, JsonNode> into) {
            account.enterprise()
                    .actsFor(account)
                    .readsAll(path, call -> into.put(call.get("id").asText(), call));
        }

        private Set<JsonNode> all() {
            Set<JsonNode> all = new HashSet<>(owned.values());
            all.addAll(placed.values());
            return all;
        }

        private Terminal owner(Identifier identifier) {
            return load.owners().stream()
                    .filter(owner -> owner.account()
                            .id()
                            .equals(identifier.view().get("accountId").asText()))
                    .findFirst()
                    .orElseThrow();
        }

        private static JsonNode call(Map<String, JsonNode> calls, String id) {
            return Objects.requireNonNull(calls.get(id), () -> "The call " + id + " is lost");
        }

        private static JsonNode body(Sent sent) {
            return Objects.requireNonNull(sent.reply()).json();
        }

        private static boolean isGood(@Nullable Reply reply) {
            return reply != null && reply.status() < 300;
        }
    }
}
