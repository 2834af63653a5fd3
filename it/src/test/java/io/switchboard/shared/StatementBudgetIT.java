// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.calls.wire.IdentifierCode;
import io.switchboard.harness.Account;
import io.switchboard.harness.Condition;
import io.switchboard.harness.Data;
import io.switchboard.harness.Enterprise;
import io.switchboard.harness.Identifier;
import io.switchboard.harness.OnPostgresqlOnly;
import io.switchboard.harness.OpenTransfers;
import io.switchboard.harness.Reply;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.Terminal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * How many statements a request costs the database, whatever the number of terminals: authentication, idempotency key, work, audit and
 * mailboxes. Counted by Hibernate, on a server whose janitors rest; appending to mailboxes adds two batches on the bare connection
 * that it does not see, and telling the enterprises another one, and the look for
 * their webhooks.
 */
@OnPostgresqlOnly
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StatementBudgetIT {
    private static final int TERMINALS = 3;
    private static final int REPETITIONS = 8;

    /** All of them must cost the same: the work that is done tells the caller nothing. */
    private static final List<String> REFUSALS = List.of(
            "be refused: unknown",
            "be refused: revoked",
            "be refused: paused",
            "be refused: expired",
            "be refused: not yet valid",
            "be refused: outside of its hours",
            "be refused: without its PIN",
            "be refused: not allowed",
            "be refused: blocked",
            "be refused: exhausted",
            "be refused: one's own");

    /** The budget. A change that needs more says so here. */
    private static final Map<String, Integer> BUDGET = budget();

    private static Map<String, Integer> budget() {
        Map<String, Integer> budget = new LinkedHashMap<>();
        budget.put("place a call", 18);
        budget.put("acknowledge the ring", 9);
        budget.put("answer", 14);
        budget.put("connect", 10);
        budget.put("hang up", 10);
        budget.put("read the mailbox", 3);
        budget.put("acknowledge", 6);
        budget.put("acknowledge again", 7);
        REFUSALS.forEach(cause -> budget.put(cause, 8));
        return budget;
    }

    private ServerUnderTest server;

    @BeforeAll
    void start() {
        server = ServerUnderTest.start(Map.of(
                "SWITCHBOARD_JANITOR_INTERVAL", "PT10M",
                "SWITCHBOARD_MAILBOX_POLL_INTERVAL", "PT10M",
                "SWITCHBOARD_WEBHOOKS_POLL_INTERVAL", "PT10M"));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void everyRequestKeepsWithinItsBudget() {
        Enterprise enterprise = server.newEnterprise();
        assertThat(Measured.least(server, enterprise.newAccount(), enterprise.newAccount()))
                .isEqualTo(BUDGET);
    }

    /** Nobody makes a terminal irrevocable by sending much to it. */
    @Test
    void aTerminalComesAndGoesAtTheSameCostHoweverMuchIsOnItsWayToIt() {
        Enterprise enterprise = server.newEnterprise();
        assertThat(comingAndGoing(enterprise, 400)).isEqualTo(comingAndGoing(enterprise, 0));
    }

    private List<Long> comingAndGoing(Enterprise enterprise, int more) {
        Account receiver = enterprise.newAccount();
        receiver.enrolsTerminal();
        Reply declared = enterprise
                .newAccount()
                .enrolsTerminal()
                .post("/transfers", Data.random(10).to(Map.of("accountId", receiver.id())))
                .expect(201);
        OpenTransfers.copy(server, declared.json().get("id").asText(), more);
        long enrolling = Long.MAX_VALUE;
        long revoking = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            List<Terminal> enrolled = new ArrayList<>();
            enrolling = Math.min(enrolling, server.statementsOf(() -> enrolled.add(receiver.enrolsTerminal())));
            String path = "/terminals/" + enrolled.get(0).id();
            revoking = Math.min(
                    revoking, server.statementsOf(() -> enterprise.delete(path).expect(204)));
        }
        return List.of(enrolling, revoking);
    }

    /** Every request several times; the least is what it costs by itself. */
    private static final class Measured {
        private final ServerUnderTest server;
        private final Map<String, long[]> counts = new LinkedHashMap<>();
        private int round;

        private Measured(ServerUnderTest server) {
            this.server = server;
        }

        static Map<String, Integer> least(ServerUnderTest server, Account owner, Account callers) {
            Measured measured = new Measured(server);
            List<Terminal> rung = owner.enrolsTerminals(TERMINALS);
            Terminal caller = callers.enrolsTerminal();
            Identifier identifier = rung.get(0).issuesIdentifier(Condition.maxCalls(1000));
            Map<String, String> refused = refused(rung.get(0), caller, server);
            rung.forEach(Terminal::token);
            for (measured.round = 0; measured.round < REPETITIONS; measured.round++) {
                measured.oneCall(rung.get(0), caller, identifier);
                refused.forEach((cause, code) ->
                        measured.count(cause, () -> caller.triesToDial(code).expect(403, "call-refused")));
            }
            Map<String, Integer> least = new LinkedHashMap<>();
            measured.counts.forEach((what, all) ->
                    least.put(what, (int) LongStream.of(all).min().orElseThrow()));
            return least;
        }

        /** A code for each cause; the caller's own is the last. */
        private static Map<String, String> refused(Terminal owner, Terminal caller, ServerUnderTest server) {
            Identifier revoked = owner.issuesIdentifier();
            owner.revokes(revoked);
            Identifier paused = owner.issuesIdentifier();
            owner.pauses(paused);
            Identifier expired = owner.issuesIdentifier(Condition.validFor(Duration.ofMinutes(1)));
            server.passes(Duration.ofMinutes(1));
            Identifier early =
                    owner.issuesIdentifier(Condition.notBefore(server.now().plusSeconds(36_000)));
            Identifier closed = owner.issuesIdentifier(Condition.closedAt(server.now()));
            Identifier blocking = owner.issuesIdentifier();
            owner.blocks(blocking, caller.dials(blocking));
            Identifier exhausted = owner.issuesIdentifier(Condition.maxCalls(1));
            caller.cancels(caller.dials(exhausted));
            String unknown = IdentifierCode.characters(new int[IdentifierCode.CHARACTERS])
                    .grouped();
            List<String> codes = List.of(
                    unknown,
                    revoked.code(),
                    paused.code(),
                    expired.code(),
                    early.code(),
                    closed.code(),
                    owner.issuesIdentifier(Condition.pin("482913")).code(),
                    owner.issuesIdentifier(Condition.allowCallers(owner.account()))
                            .code(),
                    blocking.code(),
                    exhausted.code(),
                    caller.issuesIdentifier().code());
            Map<String, String> refused = new LinkedHashMap<>();
            for (int i = 0; i < codes.size(); i++) {
                refused.put(REFUSALS.get(i), codes.get(i));
            }
            return refused;
        }

        private void oneCall(Terminal rung, Terminal caller, Identifier identifier) {
            List<String> placed = new ArrayList<>();
            count("place a call", () -> placed.add(caller.dials(identifier)));
            String call = placed.get(0);
            count("acknowledge the ring", () -> rung.rings(call));
            count("answer", () -> rung.answers(call));
            rung.connects(call);
            count("connect", () -> caller.connects(call));
            count("hang up", () -> caller.hangsUp(call));
            int events = rung.mailbox().size();
            count("read the mailbox", () -> rung.reads("/mailbox?after=0"));
            count("acknowledge", () -> rung.acknowledges(events));
            count("acknowledge again", () -> rung.acknowledges(events));
        }

        private void count(String what, Runnable work) {
            counts.computeIfAbsent(what, name -> filled())[round] = server.statementsOf(work);
        }

        private static long[] filled() {
            long[] all = new long[REPETITIONS];
            Arrays.fill(all, Long.MAX_VALUE);
            return all;
        }
    }
}
