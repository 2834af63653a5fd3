// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.shared.client.CommandRun;
import io.switchboard.shared.client.FakeMachine;
import io.switchboard.shared.client.Profile;
import io.switchboard.shared.client.ProfileStore;
import io.switchboard.shared.client.StubServer;
import io.switchboard.shared.wire.ApiClientId;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is lost between the server's new secret and the profile: the next command has it. */
class SecretRotationTest {
    private static final String ID = "0199a1b2-0000-7000-8000-000000000001";
    private static final String ROTATION = "POST /api/v1/api-clients/me/secret-rotation";
    private static final String ENTERPRISES = "GET /api/v1/enterprises";
    private static final String ROTATED = "{\"id\":\"" + ID + "\",\"name\":\"administrator\",\"secret\":\"fresh\","
            + "\"secretCreatedAt\":\"2026-11-20T12:00:00Z\",\"previousSecretUntil\":\"2026-11-21T12:00:00Z\"}";

    private final StubServer stub = new StubServer();
    private final FakeMachine machine;

    SecretRotationTest(@TempDir Path directory) {
        machine = new FakeMachine(directory);
    }

    @BeforeEach
    void loggedIn() {
        Profile.Secret secret = new Profile.Secret(new ApiClientId(ID), "hush");
        store().save("default", Profile.EMPTY.withAdmin(stub.uri(), secret).withApiClient(stub.uri(), secret));
        stub.on(ENTERPRISES, 200, "{\"items\":[]}");
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    @Test
    void theNewSecretGoesToTheProfileAndIsShownNowhere() {
        stub.on(ROTATION, 200, ROTATED);

        CommandRun run = CommandRun.of(machine, "admin", "rotate-secret", "--overlap", "2d");

        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("2026-11-21").doesNotContain("fresh", "hush");
        assertThat(stub.asked(ROTATION))
                .singleElement()
                .satisfies(asked -> assertThat(asked.body()).isEqualTo("{\"overlap\":\"PT48H\"}"));
        assertThat(admin()).isEqualTo(new Profile.Secret(new ApiClientId(ID), "fresh"));
    }

    @Test
    void aReplacementWhoseAnswerIsLostIsEndedByTheNextCommand() {
        stub.on(ROTATION, 200, "{\"half an ans");
        CommandRun lost = CommandRun.of(machine, "admin", "rotate-secret", "--at-once");
        assertThat(lost.code()).isNotZero();
        assertThat(admin().secret()).isEqualTo("hush");
        stub.instead(ROTATION, 200, ROTATED);

        CommandRun next = CommandRun.of(machine, "admin", "enterprises", "list");

        assertThat(next.code()).isZero();
        assertThat(next.err()).contains("cut off");
        assertThat(admin()).isEqualTo(new Profile.Secret(new ApiClientId(ID), "fresh"));
        assertThat(stub.asked(ROTATION)).extracting(StubServer.Request::body).containsOnly("{\"overlap\":\"PT0S\"}");
        assertThat(stub.asked(ROTATION).stream()
                        .map(asked -> asked.header("Idempotency-key"))
                        .distinct())
                .as("one key")
                .hasSize(1);
    }

    @Test
    void aReplacementThatIsRefusedIsNotTriedAgain() {
        stub.on(ROTATION, 403, StubServer.problem("forbidden", 403));

        assertThat(CommandRun.of(machine, "enterprise", "rotate-secret").code()).isNotZero();

        assertThat(Objects.requireNonNull(store().load("default").apiClient()).rotation())
                .isNull();
    }

    @Test
    void logInReplacesTheOneTimeSecret() {
        stub.instead(ENTERPRISES, 403, StubServer.problem("secret-must-be-replaced", 403));
        stub.on(ROTATION, 200, ROTATED);
        machine.with("SWITCHBOARD_ADMIN_SECRET", "printed");

        CommandRun run = login("other");

        assertThat(run.code()).isZero();
        assertThat(run.err()).contains("The one-time secret is replaced");
        assertThat(run.out() + run.err()).doesNotContain("printed", "fresh");
        assertThat(store().load("other").admin()).isEqualTo(new Profile.Secret(new ApiClientId(ID), "fresh"));
    }

    @Test
    void logInWithTheOneTimeSecretGoesOnWhereItWasCutOff() {
        stub.instead(ENTERPRISES, 403, StubServer.problem("secret-must-be-replaced", 403));
        stub.on(ROTATION, 502, "");
        machine.with("SWITCHBOARD_ADMIN_SECRET", "printed");
        assertThat(login("other").code()).isNotZero();
        stub.instead(ROTATION, 200, ROTATED);

        assertThat(login("other").code()).isZero();

        assertThat(store().load("other").admin()).isEqualTo(new Profile.Secret(new ApiClientId(ID), "fresh"));
        assertThat(stub.asked(ROTATION).stream()
                        .map(asked -> asked.header("Idempotency-key"))
                        .distinct())
                .as("one key")
                .hasSize(1);
    }

    @Test
    void theOneTimeSecretDoesNotOverwriteWhatItWasExchangedFor() {
        stub.instead(ENTERPRISES, 403, StubServer.problem("secret-must-be-replaced", 403));
        stub.on(ENTERPRISES, 200, "{\"items\":[]}");
        machine.with("SWITCHBOARD_ADMIN_SECRET", "printed");

        CommandRun run = login("default");

        assertThat(run.code()).isZero();
        assertThat(run.err()).contains("replaced before");
        assertThat(admin().secret()).isEqualTo("hush");
        assertThat(stub.asked(ROTATION)).isEmpty();
    }

    @Test
    void whoCannotTellWhetherTheKeptSecretHoldsLeavesIt() {
        stub.instead(ENTERPRISES, 403, StubServer.problem("secret-must-be-replaced", 403));
        stub.on(ENTERPRISES, 500, StubServer.problem("internal", 500));
        machine.with("SWITCHBOARD_ADMIN_SECRET", "printed");

        assertThat(login("default").code()).isNotZero();

        assertThat(admin().secret()).isEqualTo("hush");
        assertThat(stub.asked(ROTATION)).isEmpty();
    }

    private CommandRun login(String profile) {
        return CommandRun.of(
                machine,
                "admin",
                "login",
                "--id",
                ID,
                "--profile",
                profile,
                "--server",
                stub.uri().toString());
    }

    @Test
    void theOverlapIsOneThingOrTheOther() {
        assertThat(CommandRun.of(machine, "admin", "rotate-secret", "--at-once", "--overlap", "1d")
                        .err())
                .contains("--at-once", "--overlap");
        assertThat(stub.asked(ROTATION)).isEmpty();
    }

    private Profile.Secret admin() {
        return Objects.requireNonNull(store().load("default").admin());
    }

    private ProfileStore store() {
        return ProfileStore.of(machine);
    }
}
