// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers;

import static io.switchboard.transfers.Sending.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.harness.Data;
import io.switchboard.harness.Enterprise;
import io.switchboard.harness.Reply;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServer;
import io.switchboard.harness.Sql;
import io.switchboard.harness.Terminal;
import io.switchboard.transfers.wire.Identification;
import io.switchboard.transfers.wire.IdentificationRule;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What uploads leave: contents that are known once they are verified and not before, and count once. */
@ExtendWith(SharedServer.class)
class UploadedContentIT {
    private final ServerUnderTest server;
    private final Enterprise enterprise;

    UploadedContentIT(ServerUnderTest server) {
        this.server = server;
        enterprise = server.newEnterprise();
    }

    private Terminal newSender() {
        return enterprise.newAccount().enrolsTerminal();
    }

    @Test
    void whatWasNotWhatItsCodeSaysIsNotKnownByIt() {
        Sending wrong = Sending.ofWrongCode(enterprise, MIB);
        String upload = wrong.begins();
        wrong.sends(upload, 0, wrong.data()).expect(422, "digest-mismatch");
        assertThat(wrong.declaredBy(newSender()).content()).isEqualTo("declared");
        assertThat(wrong.isInStore(upload)).isFalse();
        assertThat(contents()).isZero();
        assertThat(physical()).isZero();
    }

    @Test
    void nobodyWaitsForWhatAStrangerUploads() {
        Sending first = Sending.of(enterprise, 2 * MIB);
        String begun = first.begins();
        first.sends(begun, 0, first.data(0, MIB)).expect(204);

        Sending second = first.declaredBy(newSender());
        assertThat(second.content()).isEqualTo("declared");
        String whole = second.begins();
        second.sendsRest(whole, 0);
        second.isStored(whole);

        first.sendsRest(begun, MIB);
        assertThat(first.content()).isEqualTo("stored");
        assertThat(first.target().get(first.path() + "/content").expect(200).body())
                .isEqualTo(first.data());
        assertThat(contents()).isEqualTo(1);
        assertThat(physical()).isEqualTo(2 * MIB);
    }

    private long contents() {
        return Long.parseLong(
                Sql.value(server, "select count(*) from content where enterprise_id = '" + enterprise.id() + "'"));
    }

    /** How many bytes the enterprise has in the store, as its limit counts them. */
    private long physical() {
        return Long.parseLong(
                Sql.value(server, "select physical from storage_use where enterprise_id = '" + enterprise.id() + "'"));
    }

    @Test
    void theOtherRuleIsGoneByFromItsCodeToItsDigest() {
        String tag =
                enterprise.get("/transfer-settings").expect(200).header("ETag").orElseThrow();
        enterprise
                .patch("/transfer-settings", Map.of("algorithm", "sha-512"), tag)
                .expect(200);
        Data data = Data.random(MIB);
        Identification code = data.by(IdentificationRule.SHA_512);
        Sending wrong = Sending.of(enterprise, Data.random(MIB), code);
        wrong.sends(wrong.begins(), 0, wrong.data()).expect(422, "digest-mismatch");

        Sending right = Sending.of(enterprise, data, code);
        String upload = right.begins();
        right.sendsRest(upload, 0);
        right.isStored(upload);
        Reply delivered = right.target().get(right.path() + "/content").expect(200);
        assertThat(delivered.body()).isEqualTo(data.bytes());
        String digest = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(code.digest()));
        assertThat(delivered.header("Repr-Digest")).hasValue("sha-512=:" + digest + ":");
    }

    @Test
    void whatWasUploadedCountsUntilItIsCollected() {
        Sending sending = Sending.of(enterprise, MIB);
        String upload = sending.begins();
        sending.sendsRest(upload, 0);
        assertThat(physical()).isEqualTo(MIB);
        sending.target()
                .post(sending.receipt(), Map.of("identification", sending.identification()))
                .expect(200);
        server.passes(Duration.ofDays(29));
        assertThat(physical()).isEqualTo(MIB);
        server.passes(Duration.ofDays(2));
        Awaitility.await("it is collected")
                .atMost(Duration.ofSeconds(20))
                .until(() -> contents() == 0 && physical() == 0);
        assertThat(sending.isInStore(upload)).isFalse();
    }
}
