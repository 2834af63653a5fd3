// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.harness.Account;
import io.switchboard.harness.Caller;
import io.switchboard.harness.Enterprise;
import io.switchboard.harness.Reply;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServer;
import io.switchboard.harness.Terminal;
import io.switchboard.harness.Tokens;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Enterprises and their API clients, accounts and their addresses, and keys that make a request happen once. */
@ExtendWith(SharedServer.class)
class AccountsIT {
    private final ServerUnderTest server;
    private final Enterprise enterprise;

    AccountsIT(ServerUnderTest server) {
        this.server = server;
        enterprise = server.newEnterprise();
    }

    @Test
    void theAdministratorFindsTheEnterprisesAndTheirClients() {
        JsonNode found = server.admin().reads("/enterprises/" + enterprise.id());
        assertThat(found.get("id").asText()).isEqualTo(enterprise.id());
        assertThat(server.admin()
                        .reads("/enterprises?limit=1")
                        .at("/items/0/id")
                        .asText())
                .isEqualTo(enterprise.id());
        JsonNode clients = server.admin().reads("/enterprises/" + enterprise.id() + "/api-clients");
        assertThat(clients.get("items")).hasSize(1);
        assertThat(clients.at("/items/0").has("secret")).as("shown again").isFalse();
        server.admin().get("/enterprises/" + UUID.randomUUID()).expect(404, "not-found");
    }

    @Test
    void theAdministratorSeesNoAccountAndAnEnterpriseNoOther() {
        Account account = enterprise.newAccount();
        server.admin().get("/accounts").expect(403, "forbidden");
        server.admin()
                .request("GET", "/calls", null, Map.of("Switchboard-Account", account.id()))
                .expect(403, "forbidden");
        enterprise.get("/enterprises").expect(403, "forbidden");
        Enterprise other = server.newEnterprise();
        other.get("/accounts/" + account.id()).expect(404, "not-found");
        other.actsFor(account).get("/calls").expect(404, "not-found");
        assertThat(other.reads("/accounts").get("items")).isEmpty();
    }

    @Test
    void aClientDoesWhatItsScopesSay() {
        Account account = enterprise.newAccount();
        Caller manager = enterprise.newClient("manage");
        Caller actor = enterprise.newClient("act");
        Map<String, String> acting = Map.of("Switchboard-Account", account.id());
        manager.get("/accounts").expect(200);
        manager.request("GET", "/calls", null, acting).expect(403, "forbidden");
        actor.get("/accounts").expect(403, "forbidden");
        actor.request("GET", "/calls", null, acting).expect(200);
        actor.get("/calls").expect(403, "forbidden");
    }

    @Test
    void aTerminalActsForItsOwnAccountOnly() {
        Terminal terminal = enterprise.newAccount().enrolsTerminal();
        Account neighbour = enterprise.newAccount();
        terminal.request("GET", "/calls", null, Map.of("Switchboard-Account", neighbour.id()))
                .expect(403, "forbidden");
        terminal.request(
                        "GET",
                        "/calls",
                        null,
                        Map.of("Switchboard-Account", terminal.account().id()))
                .expect(200);
    }

    @Test
    void addressesAreKeptInTheirNormalForms() {
        JsonNode account = create(phone("+49 (30) 901-820"), social("example", "@ada"))
                .expect(201)
                .json();
        assertThat(account.at("/addresses").findValuesAsText("value")).containsExactlyInAnyOrder("+4930901820", "ada");
        assertThat(enterprise.reads("/accounts/" + account.get("id").asText())).isEqualTo(account);
    }

    @Test
    void anAddressBelongsToOneAccountOfAnEnterpriseInWhateverFormItIsWritten() {
        create(phone("+49 30 901820"), social("example", "ada")).expect(201);
        create(phone("+4930901820")).expect(409, "address-taken");
        create(social("example", " @ada ")).expect(409, "address-taken");
        create(social("elsewhere", "ada")).expect(201);
        create(phone("+49 30 901821"), phone("+49 30 90 18 21")).expect(409, "address-taken");
        assertThat(enterprise.reads("/accounts").get("items")).hasSize(2);
        server.newEnterprise()
                .post("/accounts", Map.of("name", "Ada", "addresses", List.of(phone("+49 30 901820"))))
                .expect(201);
    }

    @Test
    void whatCannotBeAnAddressIsRefused() {
        create(phone("030 901820")).expect(400, "address-invalid");
        create(phone("+49 1")).expect(400, "address-invalid");
        create(Map.of("kind", "phone", "provider", "example", "value", "+4930901820"))
                .expect(400, "address-invalid");
        create(Map.of("kind", "social", "value", "ada")).expect(400, "address-invalid");
        create(social("example", "@")).expect(400, "address-invalid");
        create(Map.of("kind", "letter", "value", "ada")).expect(400, "invalid-request");
    }

    @Test
    void aKeyMakesARequestHappenOnce() {
        Map<String, String> key = Map.of("Idempotency-Key", "k1");
        Reply first = enterprise
                .request("POST", "/accounts", Map.of("name", "Ada"), key)
                .expect(201);
        assertThat(first.header("Idempotency-Replayed")).isEmpty();
        Reply again = enterprise
                .request("POST", "/accounts", Map.of("name", "Ada"), key)
                .expect(201);
        assertThat(again.header("Idempotency-Replayed")).hasValue("true");
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        enterprise.request("POST", "/accounts", Map.of("name", "Bob"), key).expect(422, "idempotency-key-reused");
        assertThat(enterprise.reads("/accounts").get("items")).hasSize(1);
        // Another caller's key of the same name is another key.
        enterprise
                .newClient("manage")
                .request("POST", "/accounts", Map.of("name", "Bob"), key)
                .expect(201);
    }

    @Test
    void aReplayGivesTheOneTimeSecretAgainToWhoeverHasTheKey() {
        Map<String, String> key = Map.of("Idempotency-Key", UUID.randomUUID().toString());
        String path = "/enterprises/" + enterprise.id() + "/api-clients";
        JsonNode first = server.admin()
                .request("POST", path, Map.of("name", "c"), key)
                .expect(201)
                .json();
        Reply again =
                server.admin().request("POST", path, Map.of("name", "c"), key).expect(201);
        assertThat(again.json()).isEqualTo(first);
        Tokens.requestWithSecret(
                        server,
                        again.json().get("id").asText(),
                        again.json().get("secret").asText())
                .expect(200);
    }

    @Test
    void aReplayedMoveSaysThatItIsOne() {
        Terminal terminal = enterprise.newAccount().enrolsTerminal();
        String path = terminal.issuesIdentifier().path() + "/pause";
        Map<String, String> key = Map.of("Idempotency-Key", "k2");
        Reply first = terminal.request("POST", path, null, key).expect(200);
        Reply again = terminal.request("POST", path, null, key).expect(200);
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.header("ETag")).isEqualTo(first.header("ETag")).isPresent();
        assertThat(again.header("Idempotency-Replayed")).hasValue("true");
    }

    @Test
    void aRefusedRequestFreesItsKey() {
        Map<String, String> key = Map.of("Idempotency-Key", "k3");
        Map<String, Object> ada = Map.of("name", "Ada", "addresses", List.of(phone("+49 30 901820")));
        String taken =
                create(phone("+49 30 901820")).expect(201).json().get("id").asText();
        enterprise.request("POST", "/accounts", ada, key).expect(409, "address-taken");
        assertThat(taken).isNotEmpty();
        enterprise.request("POST", "/accounts", Map.of("name", "Ada"), key).expect(201);
    }

    @Test
    void aKeyThatIsNoneIsRefused() {
        for (String bad : List.of("with space", "x".repeat(129))) {
            enterprise
                    .request("POST", "/accounts", Map.of("name", "Ada"), Map.of("Idempotency-Key", bad))
                    .expect(400, "invalid-request");
        }
        assertThat(enterprise.reads("/accounts").get("items")).isEmpty();
    }

    private Reply create(Map<?, ?>... addresses) {
        return enterprise.post("/accounts", Map.of("name", "Ada", "addresses", List.of(addresses)));
    }

    private static Map<String, String> phone(String value) {
        return Map.of("kind", "phone", "value", value);
    }

    private static Map<String, String> social(String provider, String value) {
        return Map.of("kind", "social", "provider", provider, "value", value);
    }
}
