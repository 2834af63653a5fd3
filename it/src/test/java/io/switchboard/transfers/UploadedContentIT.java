// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers;

import static io.switchboard.transfers.Sending.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.harness.Enterprise;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServer;
import io.switchboard.harness.Sql;
import io.switchboard.harness.Terminal;
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
}
