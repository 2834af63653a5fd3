// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.harness.Account;
import io.switchboard.harness.Data;
import io.switchboard.harness.Enterprise;
import io.switchboard.harness.Management;
import io.switchboard.harness.OnceForAllDatabases;
import io.switchboard.harness.Proving;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServer;
import io.switchboard.harness.Terminal;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What operators read of transfers: how much came, how much left, and how much need not come. */
@OnceForAllDatabases
@ExtendWith(SharedServer.class)
class TransferMetricsIT {
    private static final int SIZE = 200_000;

    private final ServerUnderTest server;

    TransferMetricsIT(ServerUnderTest server) {
        this.server = server;
    }

    @Test
    void bytesAreCountedThatComeThatLeaveAndThatNeedNotCome() {
        Enterprise enterprise = server.newEnterprise();
        Terminal sender = enterprise.newAccount().enrolsTerminal();
        Account receiver = enterprise.newAccount();
        Terminal phone = receiver.enrolsTerminal();
        Data data = Data.random(SIZE);
        Map<String, Object> request = data.to(Map.of("accountId", receiver.id()));

        double received = metric("received_bytes");
        double saved = metric("saved_bytes");
        double missed = lookups("miss");
        JsonNode first = sender.post("/transfers", request).expect(201).json();
        String path = "/transfers/" + first.get("id").asText();
        String upload = sender.request(
                        "POST",
                        path + "/uploads",
                        data.bytes(),
                        Sending.tus(Map.of(
                                "Upload-Length",
                                Integer.toString(SIZE),
                                "Content-Type",
                                "application/offset+octet-stream")))
                .expect(201)
                .header("Upload-Offset")
                .orElseThrow();
        assertThat(upload).isEqualTo(Integer.toString(SIZE));
        assertThat(metric("received_bytes") - received).isEqualTo(SIZE);
        assertThat(lookups("miss") - missed).isEqualTo(1);
        assertThat(metric("saved_bytes") - saved).isZero();

        double hit = lookups("hit");
        sender.post("/transfers", request).expect(201);
        assertThat(lookups("hit") - hit).isEqualTo(1);
        assertThat(metric("saved_bytes") - saved).isEqualTo(SIZE);

        double challenged = lookups("challenged");
        double proven = lookups("proven");
        Account other = enterprise.newAccount();
        Terminal owner = other.enrolsTerminal();
        JsonNode again = owner.post("/transfers", request).expect(201).json();
        assertThat(lookups("challenged") - challenged).isEqualTo(1);
        assertThat(metric("saved_bytes") - saved).isEqualTo(SIZE);
        owner.post(
                        "/transfers/" + again.get("id").asText() + "/proof",
                        Map.of("proof", Proving.of(again, server, other.id(), receiver.id(), data)))
                .expect(200);
        assertThat(lookups("proven") - proven).isEqualTo(1);
        assertThat(metric("saved_bytes") - saved).isEqualTo(2 * SIZE);
        assertThat(metric("received_bytes") - received).isEqualTo(SIZE);

        double delivered = metric("delivered_bytes");
        assertThat(phone.get(path + "/content").expect(200).body()).isEqualTo(data.bytes());
        Awaitility.await("the answer's end").until(() -> metric("delivered_bytes") - delivered == SIZE);
    }

    private double lookups(String result) {
        return value("switchboard_transfers_lookups_total\\{[^}]*result=\"" + result + "\"[^}]*\\}");
    }

    private double metric(String name) {
        return Management.metric(server, "switchboard_transfers_" + name + "_total")
                .orElse(0);
    }

    /** 0 as long as nothing was counted. */
    private double value(String series) {
        Matcher found = Pattern.compile("^" + series + " (?<value>[0-9.E]+)$", Pattern.MULTILINE)
                .matcher(Management.get(server, "/prometheus").expect(200).text());
        return found.find() ? Double.parseDouble(found.group("value")) : 0;
    }
}
