// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.harness.Account;
import io.switchboard.harness.Data;
import io.switchboard.harness.Enterprise;
import io.switchboard.harness.OnceForAllDatabases;
import io.switchboard.harness.Processes;
import io.switchboard.harness.Proving;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServer;
import io.switchboard.harness.StoredByHand;
import io.switchboard.harness.Terminal;
import io.switchboard.transfers.wire.Identification;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a challenge asks for, of whom and for how long, and what its answer costs. */
@ExtendWith(SharedServer.class)
class ChallengeIT {
    private static final int SMALL = 100_000;
    private static final int LARGE = 65 * 1024 * 1024;

    /** Up to 64 MiB all is asked for. */
    private static final long WHOLE = 67_108_864;

    private static final long LITTLE = 4L << 20;

    private final ServerUnderTest server;
    private final Enterprise enterprise;
    private final Terminal sender;
    private final Account receiver;
    private final Terminal phone;

    ChallengeIT(ServerUnderTest server) {
        this.server = server;
        enterprise = server.newEnterprise();
        sender = newSender();
        receiver = enterprise.newAccount();
        phone = receiver.enrolsTerminal();
    }

    private Terminal newSender() {
        return enterprise.newAccount().enrolsTerminal();
    }

    private Data known(int size) {
        Data data = Data.random(size);
        StoredByHand.store(server, enterprise, data);
        return data;
    }

    /** The code of what the server believes to have. */
    private Identification claimed(long size) {
        Identification code = Data.random(100).code();
        StoredByHand.claim(server, enterprise, code, size);
        return code;
    }

    private JsonNode declared(Terminal source, Identification code, long size, Map<String, String> target) {
        Map<String, Object> transfer = Map.of("identification", Data.json(code), "size", size, "target", target);
        return source.post("/transfers", transfer).expect(201).json();
    }

    private JsonNode declared(Terminal source, Identification code, long size) {
        return declared(source, code, size, Map.of("accountId", receiver.id()));
    }

    private JsonNode declared(Terminal source, Data data) {
        return declared(source, data.code(), data.bytes().length);
    }

    private static String path(JsonNode transfer) {
        return "/transfers/" + transfer.get("id").asText();
    }

    private static List<Long> positions(JsonNode transfer) {
        List<Long> positions = new ArrayList<>();
        transfer.at("/challenge/positions").forEach(position -> positions.add(position.asLong()));
        return positions;
    }

    /** Otherwise it would be enough to keep the blocks that are asked for. */
    @Test
    void everyChallengeAsksForPlacesOfItsOwn() {
        Identification code = claimed(LARGE);
        JsonNode first = declared(sender, code, LARGE);
        JsonNode ofAnother = declared(newSender(), code, LARGE);
        JsonNode replaced = sender.post(path(first) + "/challenge").expect(200).json();

        List<List<Long>> asked = Stream.of(first, ofAnother, replaced)
                .map(ChallengeIT::positions)
                .toList();
        assertThat(asked)
                .doesNotHaveDuplicates()
                .allSatisfy(positions -> assertThat(positions)
                        .hasSize(256)
                        .isSorted()
                        .allSatisfy(position -> assertThat(position).isBetween(0L, LARGE - 1024L)));
        assertThat(first.at("/challenge/blockLength").asInt()).isEqualTo(1024);
    }

    @Test
    void upTo64MebibytesAllIsAskedForAndOfMoreOnlyPlaces() {
        for (long whole : new long[] {2L << 20, WHOLE}) {
            JsonNode transfer = declared(sender, claimed(whole), whole);
            assertThat(content(transfer)).isEqualTo("proof-required");
            assertThat(transfer.get("challenge").has("positions"))
                    .as(whole + " bytes")
                    .isFalse();
        }
        assertThat(positions(declared(sender, claimed(WHOLE + 1), WHOLE + 1))).hasSize(256);
    }

    @Test
    void whatIsForOneTerminalIsProvenForIt() {
        Data data = known(SMALL);
        JsonNode transfer = declared(sender, data.code(), SMALL, Map.of("terminalId", phone.id()));
        assertThat(content(transfer)).isEqualTo("proof-required");
        String proof = Proving.of(transfer, server, sender.account().id(), phone.id(), data);
        sender.post(path(transfer) + "/proof", Map.of("proof", proof)).expect(200);
        phone.awaits("transfer.ready", transfer.get("id").asText());
    }

    /** Here a few seconds earlier, for a slow machine. */
    @Test
    void aChallengeIsGoodForAllOfItsMinute() {
        Data data = known(SMALL);
        Instant before = server.now();
        JsonNode transfer = declared(sender, data);
        assertThat(Instant.parse(transfer.at("/challenge/expiresAt").asText()))
                .isBetween(before.plusSeconds(60), server.now().plusSeconds(60));
        server.passes(Duration.ofSeconds(50));
        proves(sender, transfer, data);
    }

    private void proves(Terminal source, JsonNode transfer, Data data) {
        String proof = Proving.of(transfer, server, source.account().id(), receiver.id(), data);
        source.post(path(transfer) + "/proof", Map.of("proof", proof)).expect(200);
    }

    @Test
    void whoHasUsedUpItsChallengesIsGivenOthersADayLater() {
        Identification code = known(SMALL).code();
        for (int i = 0; i < 3; i++) {
            JsonNode transfer = declared(sender, code, SMALL);
            sender.post(path(transfer) + "/proof", Map.of("proof", "A".repeat(43)))
                    .expect(403, "proof-wrong");
        }
        for (int hours : new int[] {1, 22}) {
            server.passes(Duration.ofHours(hours));
            assertThat(content(declared(sender, code, SMALL))).isEqualTo("declared");
        }
        server.passes(Duration.ofHours(2));
        assertThat(content(declared(sender, code, SMALL))).isEqualTo("proof-required");
    }

    private static String content(JsonNode transfer) {
        return transfer.get("content").asText();
    }

    /** So it takes no longer than that of a small one. Whatever else the server does, one of a few is not disturbed by it. */
    @Test
    @OnceForAllDatabases
    void aProofOfALargeContentReadsLittleOfIt() {
        Data data = known(LARGE);
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 4 && least > LITTLE; i++) {
            Terminal source = newSender();
            JsonNode transfer = declared(source, data);
            String proof = Proving.of(transfer, server, source.account().id(), receiver.id(), data);
            long before = Processes.readBy(server);
            source.post(path(transfer) + "/proof", Map.of("proof", proof)).expect(200);
            least = Math.min(least, Processes.readBy(server) - before);
        }
        assertThat(least).as("bytes that the server read").isLessThan(LITTLE);
    }
}
