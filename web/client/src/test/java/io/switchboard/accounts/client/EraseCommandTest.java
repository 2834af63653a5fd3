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

/** An account is erased on the command line: for good, and so not by mistake. */
class EraseCommandTest {
    private static final String ACCOUNT = "0199a1b2-0000-7000-8000-000000000001";
    private static final String ERASURE = "POST /api/v1/accounts/" + ACCOUNT + "/erasure";

    private final StubServer stub = new StubServer();
    private final FakeMachine machine;

    EraseCommandTest(@TempDir Path directory) {
        machine = new FakeMachine(directory)
                .with("SWITCHBOARD_CLIENT_ID", ACCOUNT)
                .with("SWITCHBOARD_CLIENT_SECRET", "hush")
                .with("SWITCHBOARD_SERVER", stub.uri().toString());
        stub.on(
                ERASURE,
                200,
                "{\"id\":\"" + ACCOUNT + "\",\"state\":\"erasing\",\"addresses\":[],\"metadata\":{},"
                        + "\"createdAt\":\"2026-11-20T12:00:00Z\"}");
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    @Test
    void whoTypesTheIdOnceMoreMeansIt() {
        CommandRun run = CommandRun.withInput(machine, ACCOUNT + "\n", "accounts", "erase", ACCOUNT);

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).contains("cannot be undone");
        assertThat(run.out()).contains("erasing").doesNotContain("name");
        assertThat(stub.asked(ERASURE)).hasSize(1);
    }

    @Test
    void whoTypesAnythingElseHasErasedNothing() {
        CommandRun run = CommandRun.withInput(machine, "yes\n", "accounts", "erase", ACCOUNT);

        assertThat(run.code()).isNotZero();
        assertThat(run.err()).contains("nothing was erased");
        assertThat(CommandRun.of(machine, "accounts", "erase", ACCOUNT).code()).isNotZero();
        assertThat(stub.asked(ERASURE)).isEmpty();
    }

    @Test
    void aProgramSaysYes() {
        CommandRun run = CommandRun.of(machine, "accounts", "erase", ACCOUNT, "--yes");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(stub.asked(ERASURE))
                .singleElement()
                .satisfies(asked -> assertThat(asked.header("Idempotency-key")).isNotEmpty());
    }
}
