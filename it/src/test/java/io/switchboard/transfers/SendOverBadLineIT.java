// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.harness.Account;
import io.switchboard.harness.CuttingProxy;
import io.switchboard.harness.Data;
import io.switchboard.harness.Enterprise;
import io.switchboard.harness.OnceForAllDatabases;
import io.switchboard.harness.Program;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServerOnTime;
import io.switchboard.harness.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code switchboard send} when the line breaks, the program is killed, or the file changes. */
@OnceForAllDatabases
@ExtendWith(SharedServerOnTime.class)
class SendOverBadLineIT {
    private static final int MIB = 1 << 20;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final ServerUnderTest server;
    private final Account receiver;
    private final Terminal phone;
    private final Account sender;

    @TempDir
    private Path directory;

    SendOverBadLineIT(ServerUnderTest server) {
        this.server = server;
        Enterprise enterprise = server.newEnterprise();
        receiver = enterprise.newAccount();
        phone = receiver.enrolsTerminal();
        sender = enterprise.newAccount();
    }

    private SendingDevice device() {
        return SendingDevice.of(server, sender, directory.resolve("home"));
    }

    private Path file(Data data) throws IOException {
        return Files.write(directory.resolve("holiday.mp4"), data.bytes());
    }

    /** Until so much has gone into the line. */
    private static void awaits(BadLine line, Program program, long bytes) {
        Awaitility.await("bytes")
                .atMost(LIMIT)
                .failFast("the program has ended", () -> !program.isRunning())
                .until(() -> line.toServer() >= bytes);
    }

    /** Until the server has kept what it got: the last that it tells a program of the same account. */
    private void awaitsDurable(Terminal other, String transfer, Path home, long bytes) throws IOException {
        String upload;
        try (var files = Files.list(home.resolve("sends"))) {
            String kept = Files.readString(files.findFirst().orElseThrow());
            upload = kept.replaceAll("(?s).*\"upload\":\"([^\"]+)\".*", "$1");
        }
        Awaitility.await("what is durable")
                .atMost(LIMIT)
                .until(() -> Long.parseLong(Sending.asks(other, "/transfers/" + transfer + "/uploads/" + upload)
                                .expect(200)
                                .header("Upload-Offset")
                                .orElseThrow())
                        >= bytes);
    }

    @Test
    void whoIsKilledOrStoppedGoesOnWithTheSameTransferAndUpload() throws IOException {
        Data data = Data.random(12 * MIB);
        Path file = file(data);
        SendingDevice ada = device();
        Terminal tablet = sender.enrolsTerminal();
        try (BadLine line = new BadLine(server)) {
            line.holdsUploadsAfter(3L * MIB);
            try (Program killed = ada.begins(file, receiver, "--server", line.address())) {
                awaits(line, killed, 3L * MIB);
                killed.kill();
            }
            line.goesOn();
            String transfer = phone.awaits("transfer.offered").subject();
            awaitsDurable(tablet, transfer, directory.resolve("home"), 2L * MIB);
            long before = line.toServer();
            line.holdsUploadsAfter(3L * MIB);
            try (Program stopped = ada.begins(file, receiver, "--server", line.address())) {
                awaits(line, stopped, before + 3L * MIB);
                stopped.asksToEnd();
                assertThat(stopped.awaitsEnd(LIMIT).err()).contains("The same command goes on where this one was.");
            }
            line.goesOn();
            awaitsDurable(tablet, transfer, directory.resolve("home"), 4L * MIB);

            JsonNode sent = ada.sends(file, receiver);
            assertThat(sent.at("/transfer/id").asText()).isEqualTo(transfer);
            assertThat(sent.get("there").asLong()).isGreaterThanOrEqualTo(4L * MIB);
            assertThat(sent.get("uploaded").asLong() + sent.get("there").asLong())
                    .isEqualTo(12L * MIB);
            phone.awaits("transfer.ready", transfer);
            assertThat(phone.get("/transfers/" + transfer + "/content")
                            .expect(200)
                            .body())
                    .isEqualTo(data.bytes());
            assertThat(tablet.reads("/transfers").get("items")).hasSize(1);
        }
    }

    @Test
    void aLineThatIsCutAgainAndAgainCostsLittle() throws IOException {
        int cuts = 5;
        try (CuttingProxy line = new CuttingProxy(server, cuts, 4 * MIB)) {
            Program.Ended sent = device().triesToSend(file(Data.random(32 * MIB)), receiver, "--server", line.address())
                    .expect(0);
            assertThat(sent.out()).contains("32.0 MiB uploaded, 0 bytes there already");
            assertThat(line.cutsLeft()).isZero();
            assertThat(line.forwarded()).isLessThan(32L * MIB + cuts * 8L * MIB);
        }
        phone.awaits("transfer.ready");
    }

    @Test
    void aFileThatChangesMeanwhileIsNotDelivered() throws IOException {
        Path file = file(Data.random(12 * MIB));
        SendingDevice ada = device();
        try (BadLine line = new BadLine(server)) {
            line.holdsUploadsAfter(2L * MIB);
            try (Program sending = ada.begins(file, receiver, "--server", line.address())) {
                awaits(line, sending, 2L * MIB);
                Files.writeString(file, "more", StandardOpenOption.APPEND);
                line.goesOn();
                assertThat(sending.awaitsEnd(LIMIT).expect(1).err()).contains("has changed while it was being sent");
            }
        }
        phone.awaits("transfer.cancelled");
        assertThat(ada.sends(file, receiver).get("uploaded").asLong()).isEqualTo(12L * MIB + 4);
    }
}
