// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.harness.Account;
import io.switchboard.harness.Data;
import io.switchboard.harness.Enterprise;
import io.switchboard.harness.OnceForAllDatabases;
import io.switchboard.harness.Program;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServerOnTime;
import io.switchboard.harness.Size;
import io.switchboard.harness.StoredByHand;
import io.switchboard.harness.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code switchboard send}: what the server has is not uploaded, and whoever waits is told how it ended. */
@OnceForAllDatabases
@ExtendWith(SharedServerOnTime.class)
class SendIT {
    private static final int MIB = 1 << 20;
    private static final long LITTLE = 64 << 10;

    private final ServerUnderTest server;
    private final Enterprise enterprise;
    private final Account receiver;
    private final Terminal phone;

    @TempDir
    private Path directory;

    SendIT(ServerUnderTest server) {
        this.server = server;
        enterprise = server.newEnterprise();
        receiver = enterprise.newAccount();
        phone = receiver.enrolsTerminal();
    }

    private SendingDevice device() {
        Account account = enterprise.newAccount();
        return SendingDevice.of(server, account, directory.resolve(account.id()));
    }

    private Path file(Data data) throws IOException {
        return Files.write(directory.resolve("holiday.mp4"), data.bytes());
    }

    private static String transfer(JsonNode said) {
        return said.at("/transfer/id").asText();
    }

    @Test
    void whatOneHasUploadedNobodyUploadsAgain() throws IOException {
        Data data = Data.random(3 * MIB);
        Path file = file(data);
        SendingDevice ada = device();
        JsonNode first = ada.sends(file, receiver);
        assertThat(first.get("uploaded").asLong()).isEqualTo(3L * MIB);
        phone.awaits("transfer.ready", transfer(first));
        assertThat(phone.get("/transfers/" + transfer(first) + "/content")
                        .expect(200)
                        .body())
                .isEqualTo(data.bytes());

        try (BadLine line = new BadLine(server)) {
            Program.Ended second = device().triesToSend(file, receiver, "--server", line.address())
                    .expect(0);
            assertThat(second.out()).contains("0 bytes uploaded, 3.0 MiB there already");
            assertThat(line.toServer()).isLessThan(LITTLE);
        }
        JsonNode again = ada.sends(file, enterprise.newAccount());
        assertThat(again.get("uploaded").asLong()).isZero();
    }

    @Test
    void ofLargeDataBlocksAreProven() throws IOException {
        Data data = Data.random(Size.of(65, 1024) * MIB);
        StoredByHand.store(server, enterprise, data);
        try (BadLine line = new BadLine(server)) {
            JsonNode sent = device().sends(file(data), receiver, "--server", line.address());
            assertThat(sent.get("uploaded").asLong()).isZero();
            assertThat(sent.at("/transfer/content").asText()).isEqualTo("stored");
            assertThat(line.toServer()).isLessThan(LITTLE);
        }
    }

    /** A name may have line ends and commands to the screen; none of it is printed. */
    @Test
    void aNameMovesNothingOnTheScreen() throws IOException {
        Path file = Files.write(directory.resolve("a\u001b[2Jb\nc: stored"), new byte[] {1});
        Program.Ended sent = device().triesToSend(file, receiver).expect(0);
        assertThat(sent.out() + sent.err()).doesNotContain("\u001b", "b\nc");
        assertThat(sent.err().lines())
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).startsWith("a"));
    }

    @Test
    void aTerminalsIdAndOnesOwnOtherTerminalsAreTargets() throws IOException {
        SendingDevice ada = device();
        Terminal laptop = ada.account().enrolsTerminal();
        Path file = file(Data.random(0));
        Program.Ended toTerminal =
                ada.line().run("send", file.toString(), "--to", phone.id()).expect(0);
        assertThat(toTerminal.out()).contains("to terminal " + phone.id());
        JsonNode toMe = ada.says("send", file.toString(), "--to", "me");
        laptop.awaits("transfer.ready", transfer(toMe));
        assertThat(ada.line()
                        .run("send", file.toString(), "--to", "terminal:" + receiver.id())
                        .expect(1)
                        .err())
                .contains("target-unknown");
    }

    @Test
    void anEnterpriseWithAnotherRuleGetsTheCodeByThatRule() throws IOException {
        String tag =
                enterprise.get("/transfer-settings").expect(200).header("ETag").orElseThrow();
        enterprise
                .request(
                        "PATCH",
                        "/transfer-settings",
                        "{\"algorithm\":\"sha-512\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                        Map.of("Content-Type", "application/merge-patch+json", "If-Match", tag))
                .expect(200);
        JsonNode sent = device().sends(file(Data.random(100_000)), receiver);
        assertThat(sent.at("/transfer/identification/algorithm").asText()).isEqualTo("sha-512");
        assertThat(sent.at("/transfer/content").asText()).isEqualTo("stored");
    }

    @Test
    void whatIsDeclinedOnItsWayIsNotSaidToBeThere() throws IOException {
        Path file = file(Data.random(3 * MIB));
        try (BadLine line = new BadLine(server)) {
            line.holdsUploadsAfter(MIB);
            try (Program sending = device().begins(file, receiver, "--server", line.address())) {
                String declined = phone.awaits("transfer.offered").subject();
                Awaitility.await("some of it is on its way")
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> line.toServer() >= MIB);
                phone.post("/transfers/" + declined + "/decline").expect(200);
                line.goesOn();
                Program.Ended ended = sending.awaitsEnd(Duration.ofSeconds(60)).expect(1);
                assertThat(ended.out()).contains("0 bytes there already").endsWith(": declined\n");
            }
        }
    }

    @Test
    void whoWaitsIsToldHowItEnded() throws IOException {
        SendingDevice ada = device();
        Path file = file(Data.random(1000));
        try (Program waiting = ada.begins(file, receiver, "--wait")) {
            String declined = phone.awaits("transfer.ready").subject();
            phone.post("/transfers/" + declined + "/decline").expect(200);
            Program.Ended ended = waiting.awaitsEnd(Duration.ofSeconds(60)).expect(1);
            assertThat(ended.out()).contains("1000 bytes uploaded").endsWith("holiday.mp4: declined\n");
            assertThat(ended.err()).contains("Not received", "declined");
        }
        try (Program waiting = ada.begins(file, receiver, "--wait", "--json")) {
            String received = phone.awaits("transfer.ready").subject();
            phone.post(
                            "/transfers/" + received + "/receipt",
                            Map.of("identification", Data.json(new Data(Files.readAllBytes(file)).code())))
                    .expect(200);
            assertThat(waiting.awaitsEnd(Duration.ofSeconds(60)).expect(0).out())
                    .contains("\"state\":\"received\"");
        }
    }
}
