// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.harness.Caller;
import io.switchboard.harness.Enterprise;
import io.switchboard.harness.Reply;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServer;
import io.switchboard.harness.Together;
import io.switchboard.harness.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The secrets of API clients: replaced with an overlap, ended at once, and revoked with all that they gave. */
@ExtendWith(SharedServer.class)
class ClientSecretIT {
    private final ServerUnderTest server;
    private final Enterprise enterprise;
    private final String id;
    private final String first;

    ClientSecretIT(ServerUnderTest server) {
        this.server = server;
        enterprise = server.newEnterprise();
        JsonNode client = server.admin()
                .post(clients(), Map.of("name", "back end"))
                .expect(201)
                .json();
        id = client.get("id").asText();
        first = client.get("secret").asText();
    }

    @Test
    void theOldSecretHoldsBesideTheNewOneForTheOverlap() {
        JsonNode rotated = rotated(Map.of("overlap", "PT1H"));
        String second = rotated.get("secret").asText();
        Instant until = Instant.parse(rotated.get("previousSecretUntil").asText());

        assertThat(second).isNotEqualTo(first);
        assertThat(Duration.between(server.now(), until)).isBetween(Duration.ofMinutes(59), Duration.ofMinutes(60));
        assertThat(holding(first, second)).containsExactly(first, second);
        assertThat(listed().get("previousSecretUntil").asText()).isEqualTo(until.toString());
        assertThat(listed().get("secretCreatedAt").asText())
                .isEqualTo(rotated.get("secretCreatedAt").asText());
        assertThat(listed().has("secret")).isFalse();

        server.passes(Duration.ofHours(1));

        assertThat(holding(first, second)).containsExactly(second);
        assertThat(listed().has("previousSecretUntil")).isFalse();
    }

    @Test
    void withoutAnOverlapTheOldSecretEndsAtOnceAndItsTokensGoOn() {
        String token = token(first);

        String second = rotated(Map.of("overlap", "PT0S")).get("secret").asText();

        assertThat(holding(first, second)).containsExactly(second);
        reads(token).expect(200);
    }

    @Test
    void whoSaysNothingGetsTheOverlapOfTheSetting() {
        Reply reply =
                server.admin().post(clients() + "/" + id + "/secret-rotation").expect(200);
        Instant until = Instant.parse(reply.json().get("previousSecretUntil").asText());

        assertThat(Duration.between(server.now(), until)).isBetween(Duration.ofHours(23), Duration.ofHours(24));
    }

    @Test
    void onlyTheLastTwoSecretsHoldHoweverManyRotateAtOnce() throws Exception {
        List<String> secrets = new ArrayList<>();
        try (Together together = new Together(6)) {
            Callable<Reply> rotation = () -> server.admin()
                    .post(clients() + "/" + id + "/secret-rotation", Map.of("overlap", "PT1H"))
                    .expect(200);
            together.all(Collections.nCopies(6, rotation))
                    .forEach(reply -> secrets.add(reply.json().get("secret").asText()));
        }

        assertThat(secrets).doesNotHaveDuplicates();
        assertThat(holding(secrets.toArray(String[]::new))).hasSize(2);
        assertThat(holding(first)).isEmpty();
    }

    @Test
    void aClientReplacesItsOwnSecret() {
        Caller manages = enterprise.newClient("manage");
        JsonNode rotated = manages.post("/api-clients/me/secret-rotation", Map.of("overlap", "PT10M"))
                .expect(200)
                .json();

        assertThat(rotated.get("enterpriseId").asText()).isEqualTo(enterprise.id());
        Tokens.requestWithSecret(
                        server,
                        rotated.get("id").asText(),
                        rotated.get("secret").asText())
                .expect(200);
        manages.reads("/accounts");
    }

    @Test
    void anOverlapOutOfRangeIsRefused() {
        for (String overlap : List.of("PT2160H0.001S", "P91D", "-PT1S", "P99999999D")) {
            Reply refused = server.admin()
                    .post(clients() + "/" + id + "/secret-rotation", Map.of("overlap", overlap))
                    .expect(400, "invalid-request");
            assertThat(refused.json().at("/errors/0/pointer").asText()).isEqualTo("/overlap");
        }
        assertThat(holding(first)).containsExactly(first);
    }

    @Test
    void aRevokedClientsSecretsAndTokensEndAtOnce() {
        String second = rotated(Map.of("overlap", "PT1H")).get("secret").asText();
        String token = token(first);
        reads(token).expect(200);

        server.admin().delete(clients() + "/" + id).expect(204);

        reads(token).expect(401, "unauthenticated");
        assertThat(holding(first, second)).isEmpty();
        assertThat(listed().get("state").asText()).isEqualTo("revoked");
        assertThat(listed().has("revokedAt")).isTrue();
        assertThat(listed().has("previousSecretUntil")).isFalse();
        Reply refused =
                server.admin().post(clients() + "/" + id + "/secret-rotation").expect(409, "illegal-move");
        assertThat(refused.json().get("state").asText()).isEqualTo("revoked");
        server.admin().delete(clients() + "/" + id).expect(204);
    }

    private JsonNode rotated(Map<String, String> how) {
        return server.admin()
                .post(clients() + "/" + id + "/secret-rotation", how)
                .expect(200)
                .json();
    }

    private JsonNode listed() {
        for (JsonNode client : server.admin().reads(clients()).get("items")) {
            if (client.get("id").asText().equals(id)) {
                return client;
            }
        }
        throw new AssertionError("The client is not in the list");
    }

    private List<String> holding(String... secrets) {
        List<String> holding = new ArrayList<>();
        for (String secret : secrets) {
            int status = Tokens.requestWithSecret(server, id, secret).status();
            assertThat(status).isIn(200, 401);
            if (status == 200) {
                holding.add(secret);
            }
        }
        return holding;
    }

    private String token(String secret) {
        return Tokens.requestWithSecret(server, id, secret)
                .expect(200)
                .json()
                .get("access_token")
                .asText();
    }

    private Reply reads(String token) {
        return server.anonymous().request("GET", "/accounts", null, Map.of("Authorization", "Bearer " + token));
    }

    private String clients() {
        return "/enterprises/" + enterprise.id() + "/api-clients";
    }
}
