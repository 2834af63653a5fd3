// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.shared.client.CommandRun;
import io.switchboard.shared.client.FakeMachine;
import io.switchboard.shared.client.StubServer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the administrator does with keys and with the secrets of others, on the command line. */
class AdminKeyCommandsTest {
    private static final String ENTERPRISE = "0199a1b2-0000-7000-8000-000000000001";
    private static final String CLIENT = "0199a1b2-0000-7000-8000-000000000002";
    private static final String CLIENTS = "/api/v1/enterprises/" + ENTERPRISE + "/api-clients";
    private static final String TIMES =
            "\"createdAt\":\"2026-11-20T12:00:00Z\",\"secretCreatedAt\":\"2026-11-21T12:00:00Z\"";

    private final StubServer stub = new StubServer();
    private final FakeMachine machine;

    AdminKeyCommandsTest(@TempDir Path directory) {
        machine = new FakeMachine(directory)
                .with("SWITCHBOARD_ADMIN_ID", ENTERPRISE)
                .with("SWITCHBOARD_ADMIN_SECRET", "hush")
                .with("SWITCHBOARD_SERVER", stub.uri().toString());
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    @Test
    void aClientsNewSecretIsShownWithTheTimeThatIsLeftForTheOldOne() {
        stub.on(
                "POST " + CLIENTS + "/" + CLIENT + "/secret-rotation",
                200,
                client(",\"previousSecretUntil\":\"2026-11-28T12:00:00Z\",\"secret\":\"fresh\""));

        CommandRun run = run("admin", "api-clients", "rotate-secret", ENTERPRISE, CLIENT, "--overlap", "7d");

        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("fresh", "2026-11-28", "Keep the secret now");
        assertThat(stub.asked("POST " + CLIENTS + "/" + CLIENT + "/secret-rotation"))
                .singleElement()
                .satisfies(asked -> assertThat(asked.body()).isEqualTo("{\"overlap\":\"PT168H\"}"));
    }

    @Test
    void theListShowsSinceWhenEachSecretIsAndUntilWhenTheOneBeforeHolds() {
        stub.on(
                "GET " + CLIENTS,
                200,
                "{\"items\":[" + client(",\"previousSecretUntil\":\"2026-11-28T12:00:00Z\"") + "," + client("") + "]}");

        CommandRun run = run("admin", "api-clients", "list", ENTERPRISE);

        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("SECRET SINCE", "2026-11-21", "2026-11-28", "active");
    }

    @Test
    void aClientIsRevoked() {
        stub.on("DELETE " + CLIENTS + "/" + CLIENT, 204, "");

        CommandRun run = run("admin", "api-clients", "revoke", ENTERPRISE, CLIENT);

        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("Revoked " + CLIENT);
    }

    @Test
    void theNextSigningKeySaysFromWhenItSigns() {
        stub.on(
                        "POST /api/v1/signing-keys",
                        201,
                        "{\"id\":\"" + CLIENT
                                + "\",\"createdAt\":\"2026-11-20T12:00:00Z\",\"signsFrom\":\"2026-11-20T12:10:00Z\"}")
                .on(
                        "GET /api/v1/signing-keys",
                        200,
                        "{\"items\":[{\"id\":\"" + CLIENT
                                + "\",\"createdAt\":\"2026-11-20T12:00:00Z\",\"signsFrom\":\"2026-11-20T12:10:00Z\"}]}");

        assertThat(run("admin", "signing-keys", "rotate").out()).contains(CLIENT, "12:10");
        assertThat(run("admin", "signing-keys", "list").out()).contains("VERIFIES UNTIL", CLIENT);
    }

    @Test
    void aSigningKeyIsRevoked() {
        stub.on("DELETE /api/v1/signing-keys/" + CLIENT, 204, "");

        CommandRun run = run("admin", "signing-keys", "revoke", CLIENT);

        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("Revoked " + CLIENT);
    }

    @Test
    void aNewMasterKeyRemindsOfItsCopy() {
        stub.on(
                "POST /api/v1/master-key/rotation",
                200,
                "{\"fingerprint\":\"630dcd2966c43366\",\"rotatedAt\":\"2026-11-20T12:00:00Z\"}");

        CommandRun run = run("admin", "master-key", "rotate");

        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("630dcd2966c43366", "Back up the file master.key");
    }

    private static String client(String more) {
        return "{\"id\":\"" + CLIENT + "\",\"enterpriseId\":\"" + ENTERPRISE
                + "\",\"name\":\"back end\",\"role\":\"enterprise\",\"scopes\":[\"manage\"],\"state\":\"active\","
                + TIMES
                + more + "}";
    }

    private CommandRun run(String... arguments) {
        return CommandRun.of(machine, arguments);
    }
}
