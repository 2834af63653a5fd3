// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.harness.Account;
import io.switchboard.harness.Condition;
import io.switchboard.harness.Enterprise;
import io.switchboard.harness.Hook;
import io.switchboard.harness.Identifier;
import io.switchboard.harness.OnPostgresqlOnly;
import io.switchboard.harness.Receiver;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.Sql;
import io.switchboard.harness.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** An operator divides what grows with every call by month, and drops a month; everybody else notices nothing. */
@OnPostgresqlOnly
class PartitioningIT {
    private static final Path SCRIPT = Path.of("..", "ear", "src", "main", "postgresql", "partition.sql");
    private static final String PATH = "/hooks";
    private static final List<String> DIVIDED =
            List.of("mailbox_event", "enterprise_event", "webhook_delivery", "audit_entry");

    @Test
    void oldMonthsAreDroppedAndNobodyNotices() throws IOException, SQLException {
        try (Receiver receiver = Receiver.start();
                ServerUnderTest server = ServerUnderTest.start(Map.of("SWITCHBOARD_MAILBOX_RETENTION", "P10D"))) {
            Enterprise house = server.newEnterprise();
            Hook hook = Hook.create(house, receiver.url() + PATH);
            Account owner = house.newAccount();
            Terminal door = owner.enrolsTerminal();
            Terminal caller = house.newAccount().enrolsTerminal();
            Identifier identifier = door.issuesIdentifier(Condition.validFor(Duration.ofDays(300)));
            caller.cancels(caller.dials(identifier));
            receiver.awaits(PATH, 3);
            hook.awaitsFirst(delivery -> delivery.has("deliveredAt"));
            JsonNode before = house.reads("/events?limit=200");
            long mailbox = door.mailbox().size();

            server.stop();
            run(server, Files.readString(SCRIPT));
            server.restart();

            assertThat(house.reads("/events?limit=200")).isEqualTo(before);
            assertThat(door.mailbox()).hasSize((int) mailbox);
            caller.cancels(caller.dials(identifier));
            receiver.awaits(PATH, 6);
            assertThat(receiver.sequences(PATH)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
            assertThat(door.mailbox()).hasSize((int) mailbox + 2);

            // The next month begins, and its rows come into its own partitions; what has expired meanwhile goes as it
            // always does.
            server.passes(Duration.ofDays(31));
            String month = DateTimeFormatter.ofPattern("'_'yyyy'_'MM")
                    .format(server.now().atOffset(ZoneOffset.UTC));
            caller.cancels(caller.dials(identifier));
            receiver.awaits(PATH, 9);
            for (String table : List.of("enterprise_event", "webhook_delivery", "audit_entry")) {
                assertThat(count(server, table + month)).as(table).isPositive();
            }
            Awaitility.await("what has expired is deleted")
                    .atMost(Duration.ofSeconds(20))
                    .until(
                            () -> count(server, "enterprise_event_before") + count(server, "mailbox_event_before"),
                            left -> left == 0);

            for (String table : DIVIDED) {
                run(server, "drop table " + table + "_before");
                assertThat(count(server, table + "_rest")).as(table).isZero();
            }
            caller.cancels(caller.dials(identifier));
            receiver.awaits(PATH, 12);
            assertThat(house.reads("/audit?limit=200").get("items")).isNotEmpty();
            assertThat(hook.deliveries()).hasSizeGreaterThanOrEqualTo(6);
        }
    }

    private static long count(ServerUnderTest server, String table) {
        return Long.parseLong(Sql.value(server, "select count(*) from " + table));
    }

    /** As the owner of the tables, beside the server. */
    private static void run(ServerUnderTest server, String script) throws SQLException {
        Map<String, String> way = server.environment();
        try (Connection connection =
                        DriverManager.getConnection(way.get("DB_URL"), way.get("DB_USER"), way.get("DB_PASSWORD"));
                Statement statement = connection.createStatement()) {
            statement.execute(script);
        }
    }
}
