// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.switchboard.harness.Account;
import io.switchboard.harness.Data;
import io.switchboard.harness.Enterprise;
import io.switchboard.harness.OnceForAllDatabases;
import io.switchboard.harness.Program;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.Size;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code switchboard send} and {@code receive} go on by themselves when the server is killed in the middle and started again. */
@OnceForAllDatabases
class SendOverRestartIT {
    private static final int MIB = 1 << 20;
    private static final Duration LIMIT = Duration.ofMinutes(3);

    @TempDir
    private Path directory;

    @Test
    void theProgramsGoOnByThemselves() throws IOException {
        assumeTrue(Size.current() == Size.FULL, "a server of its own, and a restart");
        Data data = Data.random(12 * MIB);
        Path file = Files.write(directory.resolve("holiday.mp4"), data.bytes());
        Path downloads = Files.createDirectory(directory.resolve("downloads"));
        try (ServerUnderTest server = ServerUnderTest.start();
                BadLine line = new BadLine(server)) {
            Enterprise enterprise = server.newEnterprise();
            Account receiver = enterprise.newAccount();
            SendingDevice ada = SendingDevice.of(server, enterprise.newAccount(), directory.resolve("ada"));
            SendingDevice ben = SendingDevice.of(server, receiver, directory.resolve("ben"));
            line.holdsUploadsAfter(3L * MIB);
            try (Program sending = ada.begins(file, receiver, "--server", line.address())) {
                Awaitility.await("bytes").atMost(LIMIT).until(() -> line.toServer() >= 3L * MIB);
                restarts(server, line);
                assertThat(sending.awaitsEnd(LIMIT).expect(0).out()).contains("12.0 MiB uploaded");
            }
            line.holdsAnswersAfter(3L * MIB);
            long before = line.toClient();
            try (Program receiving =
                    ben.line().start("", "receive", "--to", downloads.toString(), "--server", line.address())) {
                Awaitility.await("bytes").atMost(LIMIT).until(() -> line.toClient() >= before + 3L * MIB);
                restarts(server, line);
                receiving.awaitsEnd(LIMIT).expect(0);
            }
        }
        assertThat(downloads.resolve("holiday.mp4")).hasBinaryContent(data.bytes());
    }

    private static void restarts(ServerUnderTest server, BadLine line) {
        server.kill();
        line.goesOn();
        server.restart();
    }
}
