// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.calls.wire.CallState;
import io.switchboard.harness.Account;
import io.switchboard.harness.Caller;
import io.switchboard.harness.Reply;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.shared.SoakBook.Standing;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.awaitility.Awaitility;

/** What one must find after the kill: all that the lanes were told, and nothing else. */
final class SoakAftermath {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ServerUnderTest server;
    private final List<SoakLane> lanes;

    SoakAftermath(ServerUnderTest server, List<SoakLane> lanes) {
        this.server = server;
        this.lanes = lanes;
    }

    /**
     * Fails when anything is lost, doubled or not as it was said last.
     *
     * @param deadlines the longest deadline of a call
     */
    void isAsItMustBe(Duration deadlines) {
        lanes.forEach(lane -> lane.requests().settle());
        server.passes(deadlines.plusSeconds(1));
        for (SoakLane lane : lanes) {
            keysGiveTheSameAnswer(lane.book());
            bothSidesHaveExactlyTheCalls(lane);
            identifiersStandAsTheyStood(lane);
            lane.inboxes().forEach(SoakInbox::isStillThere);
        }
        everyListPagesThrough();
    }

    private static void keysGiveTheSameAnswer(SoakBook book) {
        for (Sent sent : book.sample()) {
            Reply reply = Objects.requireNonNull(sent.reply());
            Reply again = sent.again();
            boolean kept = reply.status() < 300 || reply.code().equals("call-refused");
            if (kept) {
                assertThat(again.status() + again.text()).as(sent.path()).isEqualTo(reply.status() + reply.text());
            }
        }
    }

    private static void bothSidesHaveExactlyTheCalls(SoakLane lane) {
        Map<String, String> expected = new HashMap<>();
        lane.book().calls().forEach((id, state) -> expected.put(id, afterItsDeadline(state)));
        hasExactly(expected, calls(lane.owner(), "incoming"));
        hasExactly(expected, calls(lane.guest(), "outgoing"));
    }

    private static String afterItsDeadline(CallState state) {
        return switch (state) {
            case RINGING -> CallState.MISSED.toString();
            case ANSWERED -> CallState.FAILED.toString();
            default -> state.toString();
        };
    }

    private static Map<String, String> calls(Account account, String direction) {
        Map<String, String> states = new HashMap<>();
        acting(account)
                .readsAll(
                        "/calls?direction=" + direction,
                        call -> assertThat(states.put(
                                        call.get("id").asText(),
                                        call.get("state").asText()))
                                .isNull());
        return states;
    }

    private static void identifiersStandAsTheyStood(SoakLane lane) {
        Map<String, Standing> expected = new HashMap<>(lane.book().identifiers());
        assertThat(identifiers(lane).keySet()).isEqualTo(expected.keySet());
        expected.remove(lane.requests().uncertain());
        Awaitility.await("reservations of missed calls are given back")
                .atMost(PATIENCE)
                .untilAsserted(() -> {
                    Map<String, Standing> found = identifiers(lane);
                    found.remove(lane.requests().uncertain());
                    hasExactly(expected, found);
                });
    }

    private static Map<String, Standing> identifiers(SoakLane lane) {
        Map<String, Standing> standings = new HashMap<>();
        acting(lane.owner())
                .readsAll(
                        "/virtual-identifiers",
                        view -> assertThat(standings.put(view.get("id").asText(), Standing.of(view)))
                                .isNull());
        return standings;
    }

    /** Says what differs, not the thousands that do not. */
    private static <V> void hasExactly(Map<String, V> expected, Map<String, V> found) {
        Set<Map.Entry<String, V>> missing = new HashSet<>(expected.entrySet());
        missing.removeAll(found.entrySet());
        Set<Map.Entry<String, V>> instead = new HashSet<>(found.entrySet());
        instead.removeAll(expected.entrySet());
        assertThat(missing)
                .as("acknowledged and lost, where there is instead %s", instead)
                .isEmpty();
        assertThat(instead).as("never acknowledged").isEmpty();
    }

    private void everyListPagesThrough() {
        Set<String> enterprises = new HashSet<>();
        server.admin().readsAll("/enterprises", item -> enterprises.add(id(item)));
        for (SoakLane lane : lanes) {
            for (Account account : List.of(lane.owner(), lane.guest())) {
                assertThat(enterprises).contains(account.enterprise().id());
                Set<String> accounts = new HashSet<>();
                account.enterprise().readsAll("/accounts", item -> accounts.add(id(item)));
                assertThat(accounts).containsExactly(account.id());
                acting(account)
                        .readsAll("/terminals", item -> assertThat(id(item)).isNotEmpty());
            }
        }
    }

    private static Caller acting(Account account) {
        return account.enterprise().actsFor(account);
    }

    private static String id(JsonNode item) {
        return item.get("id").asText();
    }
}
