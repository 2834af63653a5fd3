// SPDX-License-Identifier: Apache-2.0
package io.switchboard.servers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.harness.Caller;
import io.switchboard.harness.Enterprise;
import io.switchboard.harness.OnceForAllDatabases;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServer;
import io.switchboard.harness.Sql;
import io.switchboard.harness.Terminal;
import io.switchboard.harness.Tokens;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A private server knows the terminals that are enrolled at its central, and stops knowing them when the central does. */
@OnceForAllDatabases
@ExtendWith(SharedServer.class)
class RegistrationIT {
    private static final Duration SOON = Duration.ofSeconds(15);

    private final ServerUnderTest central;

    RegistrationIT(ServerUnderTest central) {
        this.central = central;
    }

    @Test
    void aTerminalIsKnownFromItsFirstContactOnAndHeardOfWhenItIsRevoked() {
        Enterprise enterprise = central.newEnterprise();
        Terminal one = enterprise.newAccount().enrolsTerminal();
        Terminal stranger = central.newEnterprise().newAccount().enrolsTerminal();
        Terminal gone = one.account().enrolsTerminal();
        one.delete("/terminals/" + gone.id()).expect(204);
        try (ServerUnderTest beside = ServerUnderTest.start(enterprise.settingsOfPrivateServer())) {
            Terminal here = one.at(beside);
            assertThat(here.reads("/terminals/me").get("accountId").asText())
                    .isEqualTo(one.account().id());
            refuses(beside, stranger);
            refuses(beside, gone);
            seesBoth(one, beside, "central", "private");
            seesBoth(here, beside, "private", "central");
            assertThat(stranger.reads("/servers").get("servers")).hasSize(1);

            one.account().enrolsTerminal().delete("/terminals/" + one.id()).expect(204);
            Awaitility.await("its revocation is heard of")
                    .atMost(SOON)
                    .until(() -> here.get("/terminals/me").status() == 401);
            refuses(beside, one);

            assertThat(beside.newErrors()).isEmpty();
        }
    }

    /** Also what was erased while the private server was down. */
    @Test
    void anAccountThatIsErasedAtTheCentralIsErasedAtThePrivateServer() {
        Enterprise enterprise = central.newEnterprise();
        Terminal one = enterprise.newAccount().enrolsTerminal();
        Terminal other = enterprise.newAccount().enrolsTerminal();
        Terminal stays = enterprise.newAccount().enrolsTerminal();
        try (ServerUnderTest beside = ServerUnderTest.start(enterprise.settingsOfPrivateServer())) {
            for (Terminal terminal : List.of(one, other, stays)) {
                terminal.at(beside).get("/terminals/me").expect(200);
            }
            erases(enterprise, one);
            awaitErased(beside, one);
            beside.kill();
            erases(enterprise, other);
            beside.restart();
            awaitErased(beside, other);

            assertThat(state(beside, stays)).isEqualTo("ACTIVE");
            assertThat(Sql.rows(
                            beside,
                            "select * from terminal where account_id = '"
                                    + one.account().id() + "' and revoked_at is null"))
                    .isEmpty();
            assertThat(Sql.rows(
                            beside,
                            "select actor from audit_entry where action = 'account.erase' and resource = '"
                                    + one.account().id() + "'"))
                    .singleElement()
                    .satisfies(entry -> assertThat(entry).containsEntry("actor", "server"));
            refuses(beside, one);
            stays.at(beside).get("/terminals/me").expect(200);
            assertThat(beside.newErrors()).isEmpty();
        }
    }

    private static void erases(Enterprise enterprise, Terminal terminal) {
        enterprise.post("/accounts/" + terminal.account().id() + "/erasure").expect(200);
    }

    private static void awaitErased(ServerUnderTest server, Terminal terminal) {
        Awaitility.await("the private server has erased it")
                .atMost(SOON)
                .until(() -> state(server, terminal).equals("ERASED"));
    }

    private static String state(ServerUnderTest server, Terminal terminal) {
        return Sql.value(
                server,
                "select state from account where id = '" + terminal.account().id() + "'");
    }

    @Test
    void onlyAPrivateServerReadsRegistrationsAndOnlyOfItsEnterprise() {
        Enterprise enterprise = central.newEnterprise();
        Terminal terminal = enterprise.newAccount().enrolsTerminal();
        Caller federating = enterprise.newClient("federate");
        String path = "/registrations/terminals/" + terminal.id();
        JsonNode told = federating.reads(path);
        assertThat(told.get("terminals").get(0).get("id").asText()).isEqualTo(terminal.id());
        assertThat(told.toString()).doesNotContain("\"d\"");
        federating.get("/registrations/accounts/" + terminal.account().id()).expect(200);
        for (Caller caller : List.of(enterprise, terminal)) {
            caller.get(path).expect(403);
            caller.request("PUT", "/servers/me", Map.of("name", "Mine", "url", "https://mine.example"), Map.of())
                    .expect(403);
        }
        Caller foreign = central.newEnterprise().newClient("federate");
        foreign.get(path).expect(404);
        foreign.get("/registrations/accounts/" + terminal.account().id()).expect(404);
        erases(enterprise, enterprise.newAccount().enrolsTerminal());
        String since = "/registrations/revocations?since=2020-01-01T00:00:00Z";
        assertThat(federating.reads(since).get("revocations")).hasSize(1);
        assertThat(federating.reads(since).get("erasures")).hasSize(1);
        assertThat(foreign.reads(since).get("revocations")).isEmpty();
        assertThat(foreign.reads(since).get("erasures")).isEmpty();
    }

    @Test
    void aPrivateServerWhoseClientIsRevokedIsOfferedToNobody() {
        Enterprise enterprise = central.newEnterprise();
        Terminal terminal = enterprise.newAccount().enrolsTerminal();
        enterprise
                .newClient("federate")
                .request("PUT", "/servers/me", Map.of("name", "Office", "url", "https://office.example"), Map.of())
                .expect(200);
        String clients = "/enterprises/" + enterprise.id() + "/api-clients";
        String newest = central.admin().reads(clients).at("/items/0/id").asText();
        assertThat(terminal.reads("/servers").get("servers")).hasSize(2);
        central.admin().delete(clients + "/" + newest).expect(204);
        assertThat(terminal.reads("/servers").get("servers")).hasSize(1);
    }

    private static void seesBoth(Terminal terminal, ServerUnderTest beside, String first, String second) {
        Awaitility.await("the private server is announced")
                .atMost(SOON)
                .until(() -> terminal.reads("/servers").get("servers").size() == 2);
        JsonNode servers = terminal.reads("/servers").get("servers");
        assertThat(servers.findValuesAsText("kind")).containsExactly(first, second);
        assertThat(servers.findValuesAsText("url")).contains(beside.address());
        servers.findValuesAsText("icon")
                .forEach(icon -> assertThat(terminal.server()
                                .http()
                                .send(
                                        "GET",
                                        icon.substring(
                                                terminal.server().address().length()),
                                        Map.of(),
                                        null)
                                .expect(200)
                                .text())
                        .contains("<svg"));
    }

    private static void refuses(ServerUnderTest server, Terminal terminal) {
        Tokens.requestWithAssertion(server, terminal.at(server).assertion()).expect(401);
    }
}
