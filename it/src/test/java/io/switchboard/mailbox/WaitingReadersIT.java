// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.harness.Account;
import io.switchboard.harness.Database;
import io.switchboard.harness.Identifier;
import io.switchboard.harness.OnceForAllDatabases;
import io.switchboard.harness.Reply;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.Sql;
import io.switchboard.harness.Terminal;
import io.switchboard.harness.Together;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** More readers wait than the server has request threads or connections, and it works as if there were none. */
@OnceForAllDatabases
class WaitingReadersIT {
    /** As many of one terminal as may wait. */
    private static final int OF_A_TERMINAL = 4;

    private static final int TERMINALS = 20;

    /** The request threads are 64. */
    private static final int READERS = TERMINALS * OF_A_TERMINAL;

    /** Authentication, and two looks that find nothing new. */
    private static final int STATEMENTS_OF_A_READER = 3;

    /** Fewer connections than readers, and nobody else who says anything to the database. */
    private static final Map<String, String> SETTINGS = Map.of(
            "DB_POOL_MAX", "6", "SWITCHBOARD_JANITOR_INTERVAL", "PT10M", "SWITCHBOARD_MAILBOX_POLL_INTERVAL", "PT10M");

    @Test
    void whoWaitsHoldsNoThreadConnectionOrTransaction() {
        try (ServerUnderTest server = ServerUnderTest.start(SETTINGS);
                Together together = new Together(READERS)) {
            Account account = server.newEnterprise().newAccount();
            List<Terminal> rung = account.enrolsTerminals(TERMINALS);
            Terminal caller = server.newEnterprise().newAccount().enrolsTerminal();
            Identifier identifier = rung.get(0).issuesIdentifier();
            rung.forEach(Terminal::token);
            caller.token();
            server.http()
                    .send("POST", "/test-control?reset=true", Map.of(), null)
                    .expect(200);
            List<Future<JsonNode>> waiting = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                Terminal reader = rung.get(i % TERMINALS);
                waiting.add(together.meanwhile(() -> reader.reads("/mailbox?after=0&wait=60")));
            }
            Awaitility.await("all of them wait, and no connection is in use")
                    .atMost(Duration.ofSeconds(50))
                    .until(() -> statements(server) >= READERS * STATEMENTS_OF_A_READER
                            && Sql.value(server, busy()).equals("0"));
            assertThat(caller.reads("/calls").get("items")).isEmpty();
            assertThat(waiting).noneMatch(Future::isDone);
            anotherOneIsTurnedAway(rung.get(0));
            String call = caller.dials(identifier);
            waiting.forEach(reader -> assertThat(Together.result(reader).get("events"))
                    .singleElement()
                    .satisfies(
                            event -> assertThat(event.get("subject").asText()).isEqualTo(call)));
        }
    }

    /** Answered at once without a refusal, a client that polls in a loop would never rest. */
    private static void anotherOneIsTurnedAway(Terminal terminal) {
        Reply refused = terminal.get("/mailbox?after=0&wait=60").expect(429, "too-many-readers");
        assertThat(refused.header("Retry-After")).hasValue("1");
        assertThat(terminal.reads("/mailbox?after=0").get("events")).isEmpty();
    }

    private static long statements(ServerUnderTest server) {
        JsonNode count = server.http()
                .send("GET", "/test-control", Map.of(), null)
                .expect(200)
                .json();
        return count.get("statements").asLong();
    }

    /** Other sessions of the server than this one that are in a transaction or at work. */
    private static String busy() {
        return Database.current() == Database.H2
                ? "select count(*) from information_schema.sessions where session_id <> session_id()"
                        + " and executing_statement is not null"
                : "select count(*) from pg_stat_activity where datname = current_database()"
                        + " and pid <> pg_backend_pid() and state <> 'idle'";
    }
}
