// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.harness.CommandLineUnderTest;
import io.switchboard.harness.Enterprise;
import io.switchboard.harness.OnceForAllDatabases;
import io.switchboard.harness.Receiver;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServerOnTime;
import io.switchboard.harness.Terminal;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code switchboard webhooks …} and {@code switchboard events}, each command a process, against a server. */
@OnceForAllDatabases
@ExtendWith(SharedServerOnTime.class)
class WebhookCommandsIT {
    private final ServerUnderTest server;

    @TempDir
    private Path home;

    WebhookCommandsIT(ServerUnderTest server) {
        this.server = server;
    }

    @Test
    void anEnterpriseIsToldOfItsEventsAndSeesWhatItWasTold() {
        Enterprise house = server.newEnterprise();
        CommandLineUnderTest backEnd = loggedIn(house);
        try (Receiver receiver = Receiver.start()) {
            JsonNode made =
                    backEnd.json("webhooks", "create", receiver.url() + "/hooks", "--type", "virtual-identifier.*");
            assertThat(made.get("secret").asText()).startsWith("whsec_");
            String id = made.get("id").asText();
            Terminal door = house.newAccount().enrolsTerminal();
            door.pauses(door.issuesIdentifier());
            receiver.awaits("/hooks", 1);

            assertThat(backEnd.run("webhooks", "list").expect(0).out()).contains(id, "virtual-identifier.*", "yes");
            assertThat(backEnd.run("events", "--type", "virtual-identifier.*")
                            .expect(0)
                            .out())
                    .contains("virtual-identifier.changed", door.account().id());
            JsonNode delivery =
                    backEnd.json("webhooks", "deliveries", id).get("items").get(0);
            backEnd.json("webhooks", "replay", id, delivery.get("id").asText());
            backEnd.json("webhooks", "test", id);
            receiver.awaits("/hooks", 3);
            assertThat(receiver.types("/hooks"))
                    .containsExactly("virtual-identifier.changed", "virtual-identifier.changed", "webhook.test");
            assertThat(backEnd.json("webhooks", "replay", id, "--since", "2026-01-01T00:00Z")
                            .get("queued")
                            .asInt())
                    .isEqualTo(1);
            receiver.awaits("/hooks", 4);
            receiver.does(Receiver.answers(500));
            String stuck = backEnd.json("webhooks", "test", id).get("id").asText();
            assertThat(backEnd.run("webhooks", "skip", id, stuck).expect(0).out())
                    .contains(stuck, receiver.url() + "/hooks", "webhook.test", "webhooks replay " + id + " --since");
            assertThat(backEnd.json("webhooks", "deliveries", id, "--state", "pending")
                            .get("items"))
                    .isEmpty();
            assertThat(backEnd.json("webhooks", "rotate-secret", id).get("secret"))
                    .isNotEqualTo(made.get("secret"));
            assertThat(backEnd.run("webhooks", "edit", id, "--disable", "--all-types")
                            .expect(0)
                            .out())
                    .contains("no: requested", "all");
            assertThat(backEnd.json("webhooks", "show", id).get("enabled").asBoolean())
                    .isFalse();
            backEnd.run("webhooks", "delete", id).expect(0);
            assertThat(backEnd.json("webhooks", "list").get("items")).isEmpty();
        }
    }

    private CommandLineUnderTest loggedIn(Enterprise enterprise) {
        JsonNode client = server.admin()
                .post("/enterprises/" + enterprise.id() + "/api-clients", Map.of("name", "command line"))
                .expect(201)
                .json();
        CommandLineUnderTest switchboard = new CommandLineUnderTest(home, server.address());
        switchboard
                .runWithInput(
                        client.get("secret").asText() + "\n",
                        "enterprise",
                        "login",
                        "--id",
                        client.get("id").asText(),
                        "--secret-stdin")
                .expect(0);
        return switchboard;
    }
}
