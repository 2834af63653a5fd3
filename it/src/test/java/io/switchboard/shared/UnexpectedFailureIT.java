// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.harness.OnPostgresqlOnly;
import io.switchboard.harness.RawHttp;
import io.switchboard.harness.Reply;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What nobody expected, for once on purpose: for the time of one request a table is not where it was. */
@OnPostgresqlOnly
@ExtendWith(SharedServer.class)
class UnexpectedFailureIT {
    private static final String SENTENCE = "Repeat with the same Idempotency-Key, or read the resource."
            + " Quote the reference to the operator; the log has it.";

    private final ServerUnderTest server;
    private final Stage stage;

    UnexpectedFailureIT(ServerUnderTest server) {
        this.server = server;
        stage = new Stage(server);
    }

    @Test
    void theClientGetsAFixedSentenceAndAReferenceThatTheLogHas() throws SQLException {
        stage.house().get("/call-settings").expect(200);
        Reply reply = without("call_settings", () -> stage.house().get("/call-settings"));
        List<String> errors = errors();

        JsonNode problem = reply.expect(500, "internal-error").json();
        assertThat(problem.properties())
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrder("type", "title", "status", "detail", "reference");
        assertThat(problem.get("title").asText()).isEqualTo("Something went wrong on the server");
        assertThat(problem.get("detail").asText()).isEqualTo(SENTENCE);
        String reference = problem.get("reference").asText();
        assertThat(reply.header("Request-Id")).hasValue(reference);
        assertThat(errors).singleElement().asString().contains("Unexpected failure, reference " + reference);
        // And so has every other line of the request, in a place of its own.
        assertThat(errors.get(0)).containsPattern("\\) " + reference + " \\S");
        assertThat(server.console()).contains("relation \"call_settings\" does not exist");
        assertSaysNothingElse(reply);
    }

    @Test
    void aMoveThatFailedMayBeRepeatedWithItsKey() throws SQLException {
        Map<String, String> key = Map.of("Idempotency-Key", "k");
        Map<String, String> account = Map.of("name", "Ada");
        stage.house().get("/accounts").expect(200);
        Reply reply = without("audit_entry", () -> stage.house().request("POST", "/accounts", account, key));
        assertThat(errors()).hasSize(1);
        assertSaysNothingElse(reply.expect(500, "internal-error"));
        assertThat(stage.house().reads("/accounts").get("items")).isEmpty();
        stage.house().request("POST", "/accounts", account, key).expect(201);
    }

    /** Outside the resources as well, where the container answers. */
    @Test
    void whoOpensAChannelLearnsNoMore() throws SQLException {
        String ticket = stage.door().ticket();
        Reply reply = without(
                "mailbox_ticket",
                () -> RawHttp.send(
                        server,
                        "GET",
                        "/api/v1/mailbox/channel?ticket=" + ticket,
                        Map.of("Upgrade", "websocket", "Sec-WebSocket-Version", "13"),
                        new byte[0]));
        assertSaysNothingElse(reply.expect(500, "internal-error"));
        String reference = reply.json().get("reference").asText();
        assertThat(reply.header("Request-Id")).hasValue(reference);
        assertThat(errors())
                .singleElement()
                .asString()
                .contains("Unexpected failure, reference " + reference, "mailbox_ticket");
    }

    /** The database would like to say which row it could not write. */
    @Test
    void evenThenNoAddressIsInTheLog() throws SQLException {
        String number = "+493090" + (1_000_000 + Math.floorMod(System.nanoTime(), 8_999_999));
        Map<String, Object> account =
                Map.of("name", "Ada", "addresses", List.of(Map.of("kind", "phone", "value", number)));
        stage.house().get("/accounts").expect(200);
        execute("alter table account_address add constraint none_today check (false) not valid");
        try {
            stage.house().post("/accounts", account).expect(500, "internal-error");
        } finally {
            execute("alter table account_address drop constraint none_today");
        }
        assertThat(errors()).singleElement().asString().contains("Unexpected failure");
        assertThat(server.console()).contains("none_today").doesNotContain(number);
    }

    /** What requests have logged; a janitor that comes by while a table is elsewhere says so as well. */
    private List<String> errors() {
        return server.newErrors().stream()
                .filter(line -> !line.contains("JanitorRound"))
                .toList();
    }

    private static void assertSaysNothingElse(Reply reply) {
        assertThat((reply.headers().map() + reply.text()).toLowerCase(Locale.ROOT))
                .doesNotContain(
                        "exception",
                        "java",
                        "org.",
                        "jakarta",
                        "hibernate",
                        "jboss",
                        "undertow",
                        "\tat ",
                        "sql",
                        "select",
                        "relation",
                        "call_settings",
                        "audit_entry",
                        "mailbox_ticket");
    }

    /** Does something while a table has another name. */
    private Reply without(String table, Supplier<Reply> work) throws SQLException {
        execute("alter table " + table + " rename to " + table + "_elsewhere");
        try {
            return work.get();
        } finally {
            execute("alter table " + table + "_elsewhere rename to " + table);
        }
    }

    private void execute(String sql) throws SQLException {
        Map<String, String> settings = server.environment();
        try (Connection connection = DriverManager.getConnection(
                        settings.getOrDefault("DB_URL", ""), settings.get("DB_USER"), settings.get("DB_PASSWORD"));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
