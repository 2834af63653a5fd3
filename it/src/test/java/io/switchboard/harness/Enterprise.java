// SPDX-License-Identifier: Apache-2.0
package io.switchboard.harness;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** An enterprise, and what its back end does: as a {@link Caller}, its API client with both scopes. */
public final class Enterprise extends Caller {
    private final String id;

    private Enterprise(ServerUnderTest server, String id, Tokens tokens) {
        super(server, tokens, Map.of());
        this.id = id;
    }

    static Enterprise create(ServerUnderTest server) {
        String id = server.admin()
                .post("/enterprises", Map.of("name", "Enterprise " + UUID.randomUUID()))
                .expect(201)
                .json()
                .get("id")
                .asText();
        return of(server, id);
    }

    private static Enterprise of(ServerUnderTest server, String id) {
        JsonNode client = newClient(server, id, List.of("manage", "act"));
        return new Enterprise(
                server,
                id,
                Tokens.ofClient(
                        server, client.get("id").asText(), client.get("secret").asText()));
    }

    /** The same at a private server of its own that knows it already, with another API client. */
    public Enterprise at(ServerUnderTest other) {
        return of(other, id);
    }

    /** Its id. */
    public String id() {
        return id;
    }

    /** A new account. */
    public Account newAccount() {
        String account = post("/accounts", Map.of("name", "Account"))
                .expect(201)
                .json()
                .get("id")
                .asText();
        return new Account(this, account);
    }

    /** A new API client with these scopes only. */
    public Caller newClient(String... scopes) {
        JsonNode client = newClient(server(), id, List.of(scopes));
        return new Caller(
                server(),
                Tokens.ofClient(
                        server(),
                        client.get("id").asText(),
                        client.get("secret").asText()),
                Map.of());
    }

    /** The settings of a server of its own beside the central one. */
    public Map<String, String> settingsOfPrivateServer() {
        JsonNode client = newClient(server(), id, List.of("federate"));
        return Map.of(
                "SWITCHBOARD_SERVER_NAME",
                "Private",
                "SWITCHBOARD_CENTRAL_URL",
                server().address(),
                "SWITCHBOARD_CENTRAL_CLIENT_ID",
                client.get("id").asText(),
                "SWITCHBOARD_CENTRAL_CLIENT_SECRET",
                client.get("secret").asText());
    }

    /** Its API client, acting for an account. */
    public Caller actsFor(Account account) {
        return new Caller(server(), tokens(), Map.of("Switchboard-Account", account.id()));
    }

    private static JsonNode newClient(ServerUnderTest server, String enterprise, List<String> scopes) {
        return server.admin()
                .post("/enterprises/" + enterprise + "/api-clients", Map.of("name", "back end", "scopes", scopes))
                .expect(201)
                .json();
    }
}
