// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.harness.Data;
import io.switchboard.harness.Enterprise;
import io.switchboard.harness.Management;
import io.switchboard.harness.OnceForAllDatabases;
import io.switchboard.harness.Proving;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.StoredByHand;
import io.switchboard.harness.Terminal;
import io.switchboard.harness.Tokens;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A private server goes on while its central is away: with what it knows, and with a fetch that was cut off. */
@OnceForAllDatabases
class CentralAwayIT {
    private static final int LARGE = 200 << 20;
    private static final int SOME = 8 << 20;
    private static final int OTHER = 100_000;
    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void aCentralThatIsKilledInMidFetchHoldsNobodyUp() {
        try (ServerUnderTest central = ServerUnderTest.start()) {
            Enterprise enterprise = central.newEnterprise();
            try (ServerUnderTest beside = ServerUnderTest.start(enterprise.settingsOfPrivateServer())) {
                Terminal source = enterprise.newAccount().enrolsTerminal();
                Terminal target = enterprise.newAccount().enrolsTerminal();
                Terminal unknown = enterprise.newAccount().enrolsTerminal();
                Data data = Data.random(LARGE);
                StoredByHand.store(central, enterprise, data);
                target.at(beside).reads("/terminals/me");

                double beforehand = came(beside);
                String fetched = isFetched(source.at(beside), target, data);
                Awaitility.await("some of it is there")
                        .atMost(SOON)
                        .pollInterval(Duration.ofMillis(10))
                        .until(() -> came(beside) - beforehand >= SOME);
                central.kill();
                awaitsAway(beside, 1);

                alone(beside, source, target, unknown);
                central.restart();
                Awaitility.await("the fetch goes on")
                        .atMost(SOON)
                        .until(
                                () -> source.at(beside)
                                        .reads(fetched)
                                        .get("content")
                                        .asText(),
                                "stored"::equals);
                assertThat(came(beside) - beforehand)
                        .as("what was there is not fetched again")
                        .isEqualTo(LARGE + OTHER);
                awaitsAway(beside, 0);
                assertThat(target.at(beside)
                                .get(fetched + "/content")
                                .expect(200)
                                .body())
                        .isEqualTo(data.bytes());
                assertThat(beside.newErrors()).isEmpty();
            }
        }
    }

    /** Bytes that came to a server. */
    private static double came(ServerUnderTest server) {
        return Management.metric(server, "switchboard_transfers_received_bytes_total")
                .orElse(0);
    }

    private static void awaitsAway(ServerUnderTest beside, double away) {
        Awaitility.await("the operator sees it")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(Management.metric(beside, "switchboard_central_away"))
                        .hasValue(away));
    }

    private static String isFetched(Terminal source, Terminal target, Data data) {
        String account = target.account().id();
        JsonNode transfer = source.post("/transfers", data.to(Map.of("accountId", account)))
                .expect(201)
                .json();
        String path = "/transfers/" + transfer.get("id").asText();
        String proof = Proving.of(
                transfer,
                transfer.get("challenge").get("transferId").asText(),
                target.server(),
                source.account().id(),
                account,
                data,
                data);
        source.post(path + "/proof", Map.of("proof", proof)).expect(200);
        return path;
    }

    /** What it can do alone: whom it knows it serves, and takes what they send. */
    private static void alone(ServerUnderTest beside, Terminal source, Terminal target, Terminal unknown) {
        Tokens.requestWithAssertion(beside, source.at(beside).assertion()).expect(200);
        Tokens.requestWithAssertion(beside, unknown.at(beside).assertion()).expect(503);
        Data other = Data.random(OTHER);
        var declared = source.at(beside)
                .post(
                        "/transfers",
                        other.to(Map.of("accountId", target.account().id())))
                .expect(201);
        assertThat(declared.header("Cache-Status")).hasValue("switchboard; fwd=miss; detail=central-away");
        String path = "/transfers/" + declared.json().get("id").asText();
        source.at(beside)
                .request(
                        "POST",
                        path + "/uploads",
                        other.bytes(),
                        Sending.tus(Map.of(
                                "Upload-Length",
                                Integer.toString(OTHER),
                                "Content-Type",
                                "application/offset+octet-stream")))
                .expect(201);
        assertThat(target.at(beside).get(path + "/content").expect(200).body()).isEqualTo(other.bytes());
    }
}
