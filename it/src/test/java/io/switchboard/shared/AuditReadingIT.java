// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.switchboard.harness.Caller;
import io.switchboard.harness.Database;
import io.switchboard.harness.Enterprise;
import io.switchboard.harness.Reply;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServer;
import io.switchboard.harness.Sql;
import io.switchboard.harness.Terminal;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who may read of what was done, how it is found, and how it is taken away. */
@ExtendWith(SharedServer.class)
class AuditReadingIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ServerUnderTest server;
    private final Stage stage;
    private final Enterprise house;

    AuditReadingIT(ServerUnderTest server) {
        this.server = server;
        stage = new Stage(server);
        house = stage.house();
    }

    @Test
    void anEnterpriseReadsItsOwnAudit() {
        Reply made = house.post("/accounts", Map.of("name", "Ada")).expect(201);
        JsonNode entry = entries(house, "?action=account.create").get(0);
        assertThat(entry.get("resource")).isEqualTo(made.json().get("id"));
        assertThat(entry.get("requestId").asText())
                .isEqualTo(made.header("Request-Id").orElseThrow());
        assertThat(entry.get("actor").asText()).startsWith("api-client:");
        assertThat(entry.get("enterpriseId").asText()).isEqualTo(house.id());
        assertThat(entry.get("sourceAddress").asText()).isEqualTo("127.0.0.1");
        assertThat(entry.get("outcome").asText()).isEqualTo("done");
        assertThat(entries(stage.elsewhere(), ""))
                .noneMatch(other -> other.toString().contains(house.id()));
        assertThat(entries(house, "?enterpriseId=" + house.id())).isNotEmpty();
        house.get("/audit?enterpriseId=" + stage.elsewhere().id()).expect(404, "not-found");
        house.request("GET", "/audit?enterpriseId=" + stage.elsewhere().id(), null, Map.of("Accept", "text/csv"))
                .expect(404, "not-found");
    }

    @Test
    void theAdministratorReadsTheServersEntriesAndThoseOfEachEnterprise() {
        house.newAccount();
        List<JsonNode> servers = entries(server.admin(), "?action=api-client.create&actor=server");
        assertThat(servers)
                .hasSize(1)
                .allSatisfy(entry -> assertThat(entry.has("enterpriseId")).isFalse());
        assertThat(entries(server.admin(), "?action=account.create")).isEmpty();
        assertThat(entries(server.admin(), "?action=account.create&enterpriseId=" + house.id()))
                .hasSize(1);
    }

    @Test
    void entriesAreFoundByWhatIsKnownOfThem() {
        Terminal door = stage.door();
        Instant before = server.now();
        server.passes(Duration.ofMinutes(20));
        String account = stage.owner().id();
        house.actsFor(stage.owner())
                .post("/virtual-identifiers", Map.of("forms", List.of("qr")))
                .expect(201);
        String own = door.issuesIdentifier().id();
        door.triesToDial("00000-00000-0").expect(403, "call-refused");

        assertThat(entries(house, "?actor=terminal:" + door.id() + "&action=virtual-identifier"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.get("resource").asText()).isEqualTo(own));
        assertThat(entries(house, "?resource=" + own))
                .singleElement()
                .satisfies(
                        entry -> assertThat(entry.get("sourceAddress").asText()).isEqualTo("127.0.0.1"));
        assertThat(entries(house, "?outcome=call-refused"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.get("action").asText()).isEqualTo("call.place"));
        assertThat(entries(house, "?action=virtual-identifier.issue&outcome=done"))
                .hasSize(2)
                .anyMatch(entry -> entry.path("actingFor").asText().equals(account));
        assertThat(entries(house, "?action=virtual-identifier.issue&until=" + before))
                .isEmpty();
        assertThat(entries(house, "?action=virtual-identifier.issue&since=" + before))
                .hasSize(2);
        assertThat(entries(house, "?action=terminal.enrol&since=" + before)).isEmpty();
        assertThat(entries(house, "?action=terminal.enrol&until=" + before)).hasSize(1);
        assertThat(entries(house, "?action=issue")).isEmpty();
    }

    /** More than one page, and more than one part of an export. */
    @Test
    void anExportHasEverythingThatTheListHas() throws JsonProcessingException {
        int many = 450;
        String digits = "(values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9))";
        String refused = Sql.refusal(
                server,
                "insert into audit_entry (id, at, enterprise_id, actor, action, resource, outcome)"
                        + " select cast('" + house.id().substring(0, 24)
                        + "' || lpad(cast(n as varchar), 12, '0') as uuid),"
                        + " current_timestamp, cast('" + house.id()
                        + "' as uuid), 'server', 'filler.write', '=1+1', 'done' from"
                        + " (select 100 * a.n + 10 * b.n + c.n as n from " + digits + " as a (n), " + digits
                        + " as b (n), " + digits
                        + " as c (n)) as numbers where n < " + many);
        assertThat(refused).isEmpty();

        List<JsonNode> listed = entries(house, "?action=filler");
        assertThat(listed).hasSize(many);

        Reply ndjson = export("application/x-ndjson", "?action=filler");
        assertThat(ndjson.header("Content-Type")).hasValue("application/x-ndjson");
        assertThat(ndjson.header("Content-Disposition")).hasValue("attachment; filename=\"audit.ndjson\"");
        List<JsonNode> lines = new ArrayList<>();
        for (String line : ndjson.text().split("\n", -1)) {
            if (!line.isEmpty()) {
                lines.add(JSON.readTree(line));
            }
        }
        assertThat(lines).isEqualTo(listed);

        Reply csv = export("text/csv", "?action=filler");
        assertThat(csv.header("Content-Type").orElse("")).startsWith("text/csv");
        List<String> cells = csv.text().lines().toList();
        assertThat(cells).hasSize(many + 1);
        assertThat(cells.get(0)).startsWith("id,at,enterpriseId,actor");
        assertThat(cells.get(1))
                .startsWith(listed.get(0).get("id").asText() + ",")
                .contains(",'=1+1,");
        assertThat(cells.get(many)).startsWith(listed.get(many - 1).get("id").asText() + ",");
    }

    /** A filter that nothing can fit would answer that nothing was done. */
    @Test
    void aFilterThatNothingCanFitIsRefusedAndNamed() {
        Map<String, String> nonsense = Map.of(
                "actor=rubbish",
                "actor",
                "actor=terminal:" + stage.door().id() + "0",
                "actor",
                "action=Call.Place",
                "action",
                "outcome=it%20went%20well",
                "outcome",
                "since=2026-11-21T10:00:00Z&until=2026-11-20T10:00:00Z",
                "until");
        nonsense.forEach((query, name) -> {
            for (String accept : List.of("application/json", "text/csv")) {
                JsonNode problem = house.request("GET", "/audit?" + query, null, Map.of("Accept", accept))
                        .expect(400, "invalid-request")
                        .json();
                assertThat(problem.at("/errors/0/pointer").asText()).as(query).isEqualTo(name);
            }
        });
        for (String sense : List.of("actor=server", "actor=anonymous", "action=call", "action=call.", "outcome=done")) {
            house.get("/audit?" + sense).expect(200);
        }
    }

    /** What has come must not look like all of it. */
    @Test
    void anExportThatBreaksInTheMiddleIsCutOff() {
        String account = stage.door().account().id();
        String insert =
                "insert into audit_entry (id, at, enterprise_id, actor, action, resource, outcome, person, source_wrapped) select ";
        String columns =
                ", current_timestamp, cast('" + house.id() + "' as uuid), 'server', 'filler.write', 'x', 'done', ";
        String nothing = "null, null from " + Sql.numbers() + " where n < 1000";
        String unreadable = "cast('" + account + "' as uuid), "
                + (Database.current() == Database.H2 ? "X'00'" : "cast('\\x00' as bytea)") + " from " + Sql.numbers()
                + " where n = 0";
        Sql.run(server, insert + Sql.id(server.now()) + columns + nothing);
        Sql.run(server, insert + Sql.id(server.now().minus(Duration.ofDays(1))) + columns + unreadable);

        for (String mediaType : List.of("application/x-ndjson", "text/csv")) {
            assertThatThrownBy(() -> export(mediaType, "?action=filler")).hasRootCauseInstanceOf(IOException.class);
            assertThat(server.newErrors()).singleElement().asString().contains("Unexpected failure");
        }
    }

    @Test
    void anExportTakesNoPart() {
        house.request("GET", "/audit?limit=5", null, Map.of("Accept", "text/csv"))
                .expect(400, "invalid-request");
        house.request("GET", "/audit", null, Map.of("Accept", "image/png")).expect(406, "not-acceptable");
    }

    @Test
    void whoReadsTheAuditIsInIt() {
        house.get("/audit?limit=1").expect(200);
        export("text/csv", "?action=account");
        server.admin().get("/audit?enterpriseId=" + house.id()).expect(200);
        List<JsonNode> entries = entries(house, "?action=audit");
        assertThat(entries)
                .extracting(entry -> entry.get("action").asText())
                .containsExactly("audit.read", "audit.export", "audit.read");
        assertThat(entries.get(0).get("actor")).isNotEqualTo(entries.get(1).get("actor"));
    }

    private Reply export(String mediaType, String query) {
        return house.request("GET", "/audit" + query, null, Map.of("Accept", mediaType))
                .expect(200);
    }

    private static List<JsonNode> entries(Caller by, String query) {
        List<JsonNode> entries = new ArrayList<>();
        by.readsAll("/audit" + query, entries::add);
        return entries;
    }
}
