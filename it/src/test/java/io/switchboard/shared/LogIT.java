// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.jwk.ECKey;
import io.switchboard.harness.Channel;
import io.switchboard.harness.Identifier;
import io.switchboard.harness.Keypairs;
import io.switchboard.harness.Reply;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServer;
import io.switchboard.harness.Terminal;
import io.switchboard.harness.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the log does not have, whatever came: no secret, no code, no body of a message, no real address. */
@ExtendWith(SharedServer.class)
class LogIT {
    private final ServerUnderTest server;
    private final Stage stage;
    private final Map<String, String> secrets = new LinkedHashMap<>();

    LogIT(ServerUnderTest server) {
        this.server = server;
        stage = new Stage(server);
    }

    @Test
    void whateverComesNoSecretAndNoAddressIsInTheLog() throws IOException {
        anAccountIsMade();
        aTerminalEnrolsAndComesBack();
        aCallIsPlacedAndHeardOf();
        requestsThatCannotBeRead();

        String log = server.console()
                + Files.readString(server.data().resolveSibling("log").resolve("server.log"));
        assertThat(log).contains("Deployed \"switchboard.ear\"");
        assertThat(secrets).hasSizeGreaterThan(15).allSatisfy((what, secret) -> {
            assertThat(secret).as(what).hasSizeGreaterThan(5);
            assertThat(log).as(what).doesNotContain(secret);
        });
    }

    @Test
    void aProxyThatNobodyTrustsIsNoticedOnce() {
        for (int i = 0; i < 3; i++) {
            stage.door()
                    .request("GET", "/terminals/me", null, Map.of("X-Forwarded-For", "198.51.100." + i))
                    .expect(200);
        }

        assertThat(server.console()
                        .lines()
                        .filter(line -> line.contains("WARN") && line.contains("switchboard.http.trusted-proxies")))
                .singleElement(InstanceOfAssertFactories.STRING)
                .doesNotContain("198.51.100");
    }

    private void anAccountIsMade() {
        String phone = "+4930" + (1_000_000 + Math.floorMod(UUID.randomUUID().hashCode(), 8_999_999));
        String handle = "ada-" + UUID.randomUUID();
        Map<String, Object> body = Map.of(
                "name",
                secret("an account's name", "Ada " + UUID.randomUUID()),
                "addresses",
                List.of(
                        Map.of("kind", "phone", "value", secret("a phone number", phone)),
                        Map.of("kind", "social", "provider", "example", "value", secret("a handle", handle))));
        stage.house().post("/accounts", body).expect(201);
        // The database refuses what two make at once, and would like to say which.
        stage.house().post("/accounts", body).expect(409, "address-taken");
        JsonNode client = server.admin()
                .post("/enterprises/" + stage.house().id() + "/api-clients", Map.of("name", "back end"))
                .expect(201)
                .json();
        String secret = secret("a client's secret", client.get("secret").asText());
        String token = Tokens.requestWithSecret(server, client.get("id").asText(), secret)
                .expect(200)
                .json()
                .get("access_token")
                .asText();
        secret("a client's token", token);
        Tokens.requestWithSecret(
                        server, client.get("id").asText(), secret("a wrong secret", "wrong-" + UUID.randomUUID()))
                .expect(401);
    }

    private void aTerminalEnrolsAndComesBack() {
        ECKey sig = Keypairs.fresh();
        ECKey enc = Keypairs.fresh();
        String code = stage.owner().enrolmentCode();
        secret("an enrolment's code", code);
        secret("an enrolment's code without hyphens", code.replace("-", ""));
        Terminal.enrolment(server, code, sig, enc).expect(201);
        Terminal.enrolment(server, code, Keypairs.fresh(), enc);
        secret("a terminal's token", Objects.requireNonNull(stage.door().token()));
        String forged = secret("a forged token", stage.door().token() + "x" + UUID.randomUUID());
        server.anonymous()
                .request("GET", "/terminals/me", null, Map.of("Authorization", "Bearer " + forged))
                .expect(401);
    }

    private void aCallIsPlacedAndHeardOf() {
        Map<String, Object> body = Map.of(
                "forms",
                List.of("characters", "digits", "qr"),
                "label",
                secret("a label", "Sofa " + UUID.randomUUID()));
        Identifier identifier = Identifier.of(
                stage.door().post("/virtual-identifiers", body).expect(201).json());
        for (String form : List.of("characters", "digits", "qr")) {
            String code = identifier.code(form);
            secret("the form " + form, code.substring(code.lastIndexOf('/') + 1));
        }
        secret("characters as they are kept", identifier.code().replace("-", ""));
        String call = stage.visitor().dials(identifier);
        stage.door().answers(call);
        String ticket = secret("a ticket", stage.door().ticket());
        try (Channel channel = Channel.open(server, "ticket=" + ticket, Map.of(), Channel.SUBPROTOCOL)) {
            channel.awaits("channel.caught-up");
        }
        stage.door().pauses(identifier);
        stage.visitor().triesToDial(identifier.code()).expect(403, "call-refused");
        String landing = identifier.code("qr").replace(server.address(), "");
        server.http().send("GET", landing, Map.of(), null).expect(200);
        String unknown = secret("an unknown ticket", "ticket-" + UUID.randomUUID());
        try {
            Channel.open(server, "ticket=" + unknown, Map.of(), Channel.SUBPROTOCOL)
                    .close();
        } catch (Channel.Refused refused) {
            assertThat(refused.status()).isEqualTo(401);
        }
    }

    private void requestsThatCannotBeRead() {
        String text = secret("a body that is none", "body-" + UUID.randomUUID());
        List<Object> bodies = new ArrayList<>(List.of(
                text,
                "{\"" + text + "\":1}",
                "{\"to\":{\"" + text + "\":1}}",
                "{\"to\":\"" + text + "\"}",
                "[\"" + text + "\"",
                "{\"to\":\"" + text + "\",\"to\":\"\\ud800" + text + "\"}"));
        for (Object body : bodies) {
            Reply reply = stage.visitor().post("/calls", body);
            assertThat(reply.status()).as(reply.text()).isIn(400, 403, 415);
        }
        stage.visitor().get("/calls?cursor=" + text + "&limit=" + text);
        stage.visitor().get("/calls/" + text);
        stage.visitor().request("POST", "/calls", Map.of("to", text), Map.of("Idempotency-Key", text));
    }

    private String secret(String what, String value) {
        secrets.put(what, value);
        return value;
    }
}
