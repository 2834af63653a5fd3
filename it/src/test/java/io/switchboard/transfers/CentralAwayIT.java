// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.harness.Data;
import io.switchboard.harness.Enterprise;
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

                String fetched = isFetched(source.at(beside), target, data);
                Awaitility.await("some of it is there")
                        .atMost(SOON)
                        .pollInterval(Duration.ofMillis(10))
                        .until(
                                () -> source.at(beside)
                                        .reads(fetched)
                                        .get("content")
                                        .asText(),
                                "uploading"::equals);
                central.kill();

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
                assertThat(target.at(beside)
                                .get(fetched + "/content")
                                .expect(200)
                                .body())
                        .isEqualTo(data.bytes());
                assertThat(beside.newErrors()).isEmpty();
            }
        }
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
        Data other = Data.random(100_000);
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
                        Sending.tus(
                                Map.of("Upload-Length", "100000", "Content-Type", "application/offset+octet-stream")))
                .expect(201);
        assertThat(target.at(beside).get(path + "/content").expect(200).body()).isEqualTo(other.bytes());
    }
}
