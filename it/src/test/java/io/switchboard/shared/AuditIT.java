// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.switchboard.harness.Caller;
import io.switchboard.harness.Condition;
import io.switchboard.harness.Endpoint;
import io.switchboard.harness.Identifier;
import io.switchboard.harness.Reply;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServer;
import io.switchboard.harness.Sql;
import io.switchboard.harness.Terminal;
import io.switchboard.shared.Samples.Sample;
import io.switchboard.shared.rest.Callers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who did what to which resource, from where, with what outcome: read from the database, because only the auditor sees it. */
@ExtendWith(SharedServer.class)
class AuditIT {
    /**
     * What changes no resource: a token and a ticket let in, an acknowledgement is the reader's own bookmark. Of an upload its beginning is
     * recorded, and what has become of it, not every part of its bytes.
     */
    private static final Set<String> NO_CHANGE = Set.of(
            "POST /oauth2/token",
            "POST /mailbox/tickets",
            "POST /mailbox/acknowledgement",
            "PATCH /transfers/{id}/uploads/{uploadId}");

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    private static final String ID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    private final ServerUnderTest server;
    private final Stage stage;

    AuditIT(ServerUnderTest server) {
        this.server = server;
        stage = new Stage(server);
    }

    @TestFactory
    Stream<DynamicTest> everyRequestThatChangesSomethingIsRecordedOnce() {
        return Endpoint.all().stream()
                .filter(endpoint -> !SAFE.contains(endpoint.method()) && !NO_CHANGE.contains(endpoint.name()))
                .flatMap(endpoint -> endpoint.callers().stream()
                        .map(kind -> dynamicTest(endpoint.name() + " by " + kind, () -> isRecorded(endpoint, kind))));
    }

    private void isRecorded(Endpoint endpoint, Callers kind) {
        Sample sample = Samples.of(endpoint, stage, kind);
        Reply reply = sample.sentBy(sample.by(), endpoint);
        assertThat(reply.status()).as(reply.text()).isBetween(200, 299);
        List<Map<String, String>> entries = entries(reply).stream()
                .filter(entry -> !"call.ring".equals(entry.get("action")))
                .toList();
        assertThat(entries).hasSize(1);
        Map<String, String> entry = entries.get(0);
        assertThat(entry.get("actor")).matches(actor(kind));
        assertThat(entry.get("acting_for"))
                .isEqualTo(kind == Callers.ACTING || isForASource(endpoint) ? actedFor(endpoint) : "null");
        assertThat(entry.get("action")).matches("[a-z-]+\\.[a-z-]+");
        assertThat(entry.get("resource")).matches(endpoint.path().startsWith("/master-key") ? "[0-9a-f]{16}" : ID);
        assertThat(reply.text() + sample.path() + stage.house().id()).contains(entry.get("resource"));
        assertThat(entry.get("outcome")).isEqualTo("done");
        // Where a person's device is, is under the person's own key.
        boolean ofAPerson = kind == Callers.TERMINAL || kind == Callers.ANYONE;
        assertThat(entry.get("source_address")).isEqualTo(ofAPerson ? "null" : "127.0.0.1");
        assertThat("null".equals(entry.get("source_wrapped"))).isEqualTo(!ofAPerson);
        assertThat(entry.get("enterprise_id")).matches(isOfNoEnterprise(endpoint, kind) ? "null" : ID);
    }

    /** What the administrator does to itself or to the whole server. */
    private static boolean isOfNoEnterprise(Endpoint endpoint, Callers kind) {
        return kind == Callers.ADMIN && !endpoint.path().startsWith("/enterprises");
    }

    /** What a private server asks for. That it is not needed any more, it says for itself. */
    private static boolean isForASource(Endpoint endpoint) {
        return endpoint.path().startsWith("/queries") && !endpoint.path().endsWith("/cancellation");
    }

    private String actedFor(Endpoint endpoint) {
        boolean guests = endpoint.path().equals("/calls") || endpoint.path().equals("/calls/{id}/cancellation");
        return guests ? stage.guest().id() : stage.owner().id();
    }

    private static String actor(Callers kind) {
        return switch (kind) {
            case ANYONE -> "anonymous";
            case ADMIN, MANAGER, ACTING, PRIVATE_SERVER -> "api-client:" + ID;
            case TERMINAL -> "terminal:" + ID;
        };
    }

    @Test
    void whoActsForWhomIsRecorded() {
        Caller acting = stage.house().actsFor(stage.owner());
        Reply reply = acting.post("/virtual-identifiers", Map.of("forms", List.of("characters")))
                .expect(201);
        assertThat(entries(reply)).singleElement().satisfies(entry -> {
            assertThat(entry).containsEntry("acting_for", stage.owner().id());
            assertThat(entry).containsEntry("enterprise_id", stage.house().id());
            assertThat(entry.get("actor")).startsWith("api-client:");
        });
    }

    @Test
    void aRefusedCallIsRecordedWithItsOutcomeAndNotItsCause() {
        Identifier paused = stage.identifier();
        stage.door().pauses(paused);
        Reply refused = stage.visitor().triesToDial(paused.code()).expect(403);
        assertThat(entries(refused))
                .singleElement()
                .satisfies(entry -> assertThat(entry)
                        .containsEntry("actor", "terminal:" + stage.visitor().id())
                        .containsEntry("outcome", "call-refused")
                        .containsEntry("resource", "virtual-identifier")
                        .containsEntry(
                                "enterprise_id", stage.guest().enterprise().id()));
    }

    @Test
    void theOwnersEnterpriseHasTheRealCauseOfARefusedCall() {
        Identifier paused = stage.identifier();
        stage.door().pauses(paused);
        stage.visitor().triesToDial(paused.code()).expect(403);
        assertThat(Sql.rows(
                        server,
                        "select cause, owner_enterprise_id from refused_call where identifier_id = '" + paused.id()
                                + "'"))
                .containsExactly(Map.of(
                        "cause", "PAUSED", "owner_enterprise_id", stage.house().id()));
    }

    @Test
    void whatWasRefusedAndLeftNothingIsNotRecorded() {
        Reply stale = stage.door()
                .patch(stage.identifier().path(), Map.of("label", "x"), "\"99\"")
                .expect(412);
        assertThat(entries(stale)).isEmpty();
    }

    @Test
    void aRepeatedRequestIsRecordedOnce() {
        Map<String, String> key = Map.of("Idempotency-Key", "once");
        Map<String, Object> body = Map.of("name", "Ada");
        Reply first = stage.house().request("POST", "/accounts", body, key).expect(201);
        Reply again = stage.house().request("POST", "/accounts", body, key).expect(201);
        assertThat(entries(first)).hasSize(1);
        assertThat(entries(again)).isEmpty();
    }

    @Test
    void theCallersEnterpriseIsNotInTheAuditOfTheOwners() {
        Terminal visitor = stage.visitor();
        Reply placed = visitor.triesToDial(stage.identifier().code()).expect(201);
        List<Map<String, String>> entries = entries(placed);
        assertThat(entries).hasSize(2);
        assertThat(entries)
                .filteredOn(entry -> stage.house().id().equals(entry.get("enterprise_id")))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry).containsEntry("action", "call.ring");
                    assertThat(entry).containsEntry("actor", "anonymous");
                    assertThat(entry).containsEntry("source_address", "null");
                    assertThat(entry.values())
                            .doesNotContain(visitor.id(), visitor.account().id());
                });
    }

    @Test
    void whatADeadlineChangesIsRecordedAsDoneByTheServer() {
        Identifier identifier = stage.door().issuesIdentifier(Condition.validFor(Duration.ofMinutes(2)));
        String failed = stage.visitor().dials(identifier);
        stage.door().answers(failed);
        String missed = stage.visitor().dials(identifier);

        server.passes(Duration.ofMinutes(2));
        stage.door().awaits("call.failed", failed);
        stage.door().awaits("virtual-identifier.expired", identifier.id());
        stage.visitor().awaits("call.missed", missed);

        String owner = stage.house().id();
        String caller = stage.guest().enterprise().id();
        assertThat(byServer(failed)).containsExactlyInAnyOrder(owner + " call.fail", caller + " call.fail");
        assertThat(byServer(missed)).containsExactlyInAnyOrder(owner + " call.miss", caller + " call.miss");
        assertThat(byServer(identifier.id())).containsExactly(owner + " virtual-identifier.expire");
    }

    @Test
    void theFirstApiClientWasMadeByTheServer() {
        assertThat(Sql.rows(
                        server,
                        "select resource from audit_entry where action = 'api-client.create' and actor = 'server'"))
                .hasSize(1);
    }

    private List<String> byServer(String resource) {
        return Sql.rows(
                        server,
                        "select enterprise_id, action from audit_entry where actor = 'server' and resource = '"
                                + resource + "'")
                .stream()
                .map(entry -> entry.get("enterprise_id") + " " + entry.get("action"))
                .toList();
    }

    private List<Map<String, String>> entries(Reply reply) {
        String request = reply.header("Request-Id").orElseThrow();
        return Sql.rows(server, "select * from audit_entry where request_id = '" + request + "'");
    }
}
