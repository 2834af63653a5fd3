// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.harness.Database;
import io.switchboard.harness.Enterprise;
import io.switchboard.harness.Identifier;
import io.switchboard.harness.Reply;
import io.switchboard.harness.Rival;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServer;
import io.switchboard.harness.Sql;
import io.switchboard.harness.Terminal;
import io.switchboard.harness.Together;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the databases really do under the application: isolation, deadlocks, violated constraints. */
@ExtendWith(SharedServer.class)
class RealDatabaseIT {
    private static final int AT_ONCE = 8;
    private static final int ROUNDS = 5;

    private final ServerUnderTest server;

    RealDatabaseIT(ServerUnderTest server) {
        this.server = server;
    }

    @Test
    void transactionsRunAtReadCommitted() {
        String asked = Database.current() == Database.H2
                ? "select isolation_level from information_schema.sessions where session_id = session_id()"
                : "show transaction_isolation";
        assertThat(Sql.value(server, asked)).isEqualToIgnoringCase("read committed");
    }

    /** The loser's transaction is rolled back by the unique index; run again it finds the winner's row and says so. */
    @Test
    void ofManyWhoTakeAnAddressAtOnceOneGetsItAndTheOthersAreTold() {
        Enterprise enterprise = server.newEnterprise();
        enterprise.token();
        for (int round = 0; round < ROUNDS; round++) {
            Map<String, Object> body = Map.of(
                    "name",
                    "Ada",
                    "addresses",
                    List.of(Map.of("kind", "social", "provider", "example", "value", "ada-" + round)));
            Callable<Reply> create = () -> enterprise.post("/accounts", body);
            List<Reply> replies;
            try (Together together = new Together(AT_ONCE)) {
                replies = together.all(
                        IntStream.range(0, AT_ONCE).mapToObj(i -> create).toList());
            }
            List<Reply> lost =
                    replies.stream().filter(reply -> reply.status() != 201).toList();
            assertThat(lost).hasSize(AT_ONCE - 1);
            lost.forEach(reply -> reply.expect(409, "address-taken"));
        }
        assertThat(enterprise.reads("/accounts").get("items")).hasSize(ROUNDS);
    }

    /**
     * Somebody holds the owner's mailbox and wants the call; the answer holds the call and wants the mailbox. PostgreSQL ends the one
     * that has waited longer, the answer, which is carried out again from its beginning, once.
     */
    @Test
    @EnabledIfSystemProperty(named = "switchboard.it.database", matches = "postgresql")
    void anAnswerThatADeadlockEndedIsCarriedOutAgain() {
        Terminal owner = server.newEnterprise().newAccount().enrolsTerminal();
        Terminal caller = server.newEnterprise().newAccount().enrolsTerminal();
        Identifier identifier = owner.issuesIdentifier();
        String call = caller.dials(identifier);
        owner.token();
        long before = deadlocks();
        try (Together together = new Together(1);
                Rival rival = Rival.of(server)) {
            // Whoever notices the deadlock first is the one that ends.
            rival.does("set deadlock_timeout = '1min'");
            rival.does("select 1 from mailbox where terminal_id = '" + owner.id() + "' for update");
            Future<Reply> answer = together.meanwhile(() -> owner.tries("answer", call));
            rival.awaitsItsVictim();
            rival.does("select 1 from placed_call where id = '" + call + "' for update");
            rival.commits();
            assertThat(Together.result(answer).expect(200).json().get("state").asText())
                    .isEqualTo("answered");
        }
        Awaitility.await("the statistics of PostgreSQL")
                .atMost(Duration.ofSeconds(20))
                .until(() -> deadlocks() == before + 1);
        assertThat(caller.hasHeardOf(call)).containsExactly("call.answered");
        assertThat(Sql.value(
                        server,
                        "select count(*) from audit_entry where resource = '" + call + "' and action = 'call.answer'"))
                .isEqualTo("1");
    }

    private long deadlocks() {
        return Long.parseLong(
                Sql.value(server, "select deadlocks from pg_stat_database where datname = current_database()"));
    }
}
