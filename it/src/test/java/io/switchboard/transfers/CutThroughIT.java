// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers;

import static io.switchboard.transfers.Sending.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.harness.OpenRequest;
import io.switchboard.harness.Reply;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The target reads while the source still uploads: what is durable, and the end of it only when it is verified. */
@ExtendWith(SharedServer.class)
class CutThroughIT {
    private static final int WITHHELD = 64 << 10;

    private final ServerUnderTest server;

    CutThroughIT(ServerUnderTest server) {
        this.server = server;
    }

    @Test
    void theTargetReadsWhatIsDurableAndTheEndWhenItIsVerified() {
        Sending sending = Sending.of(server.newEnterprise(), 3 * MIB);
        sending.target().awaits("transfer.offered");
        String upload = sending.begins();
        sending.target().awaits("transfer.uploading");
        try (IncomingContent content = IncomingContent.of(sending, Map.of())) {
            content.announces(200, 3 * MIB, "");
            sending.sends(upload, 0, sending.data(0, MIB)).expect(204);
            content.brings(0, MIB);
            sending.sends(upload, MIB, sending.data(MIB, 3 * MIB - 1)).expect(204);
            content.brings(MIB, 3 * MIB - WITHHELD);
            content.bringsNothingMore();
            sending.sendsRest(upload, 3 * MIB - 1);
            content.brings(3 * MIB - WITHHELD, 3 * MIB);
            assertThat(content.isAtItsEnd()).isTrue();
        }
        sending.target()
                .post(sending.receipt(), Map.of("identification", sending.identification()))
                .expect(200);
    }

    @Test
    void aReaderThatIsFasterThanItsWriterWaits() {
        Sending sending = Sending.of(server.newEnterprise(), 2 * MIB);
        String upload = sending.begins();
        try (OpenRequest writer = sending.opens(upload, 0);
                IncomingContent content = IncomingContent.of(sending, Map.of())) {
            for (int from = 0; from < MIB; from += MIB / 4) {
                writer.sends(sending.data(), from, from + MIB / 4);
                content.brings(from, from + MIB / 4);
            }
            writer.sends(sending.data(), MIB, 2 * MIB);
            writer.finish().expect(204);
            content.brings(MIB, 2 * MIB);
            assertThat(content.isAtItsEnd()).isTrue();
        }
    }

    @Test
    void aReaderThatIsSlowerThanItsWriterGetsTheRestFromTheStore() {
        Sending sending = Sending.of(server.newEnterprise(), 24 * MIB);
        String upload = sending.begins();
        sending.sends(upload, 0, sending.data(0, 20 * MIB)).expect(204);
        try (IncomingContent content = IncomingContent.of(sending, Map.of())) {
            content.brings(0, MIB);
            sending.sendsRest(upload, 20 * MIB);
            sending.isStored(upload);
            content.brings(MIB, 24 * MIB);
            assertThat(content.isAtItsEnd()).isTrue();
        }
    }

    @Test
    void whatIsNotWhatItsCodeSaysNeverLooksWhole() {
        Sending sending = Sending.ofWrongCode(server.newEnterprise(), 2 * MIB);
        String upload = sending.begins();
        try (IncomingContent content = IncomingContent.of(sending, Map.of())) {
            content.announces(200, 2 * MIB, "");
            sending.sends(upload, 0, sending.data()).expect(422, "digest-mismatch");
            // How much of it depends on who was faster.
            assertThat(content.bringsToItsEnd()).isLessThanOrEqualTo(2 * MIB - WITHHELD);
        }
        sending.target().get(sending.path() + "/content").expect(409, "illegal-move");
    }

    @Test
    void bytesOfTwoUploadsAreNeverInOneAnswer() {
        Sending sending = Sending.of(server.newEnterprise(), 2 * MIB);
        String wrong = sending.begins();
        sending.sends(wrong, 0, new byte[MIB]).expect(204);
        try (IncomingContent content = IncomingContent.of(sending, Map.of())) {
            content.brings(new byte[MIB]);
            String right = sending.begins();
            sending.sends(right, 0, sending.data()).expect(204);
            sending.isStored(right);
            assertThat(content.isAtItsEnd()).isTrue();
        }
        assertThat(sending.target().get(sending.path() + "/content").expect(200).body())
                .isEqualTo(sending.data());
    }

    @Test
    void aRangeIsDeliveredAsItComesAndEndsWhenTheWholeIsVerified() {
        Sending sending = Sending.of(server.newEnterprise(), 2 * MIB);
        String upload = sending.begins();
        sending.sends(upload, 0, sending.data(0, MIB + MIB / 2)).expect(204);
        String range = "bytes=" + (MIB / 2) + "-" + (MIB - 1);
        try (IncomingContent content = IncomingContent.of(sending, Map.of("Range", range))) {
            content.announces(206, MIB / 2, "Content-Range: " + range.replace('=', ' ') + "/" + 2 * MIB + "\r\n");
            content.brings(MIB / 2, MIB - WITHHELD);
            content.bringsNothingMore();
            sending.sendsRest(upload, MIB + MIB / 2);
            content.brings(MIB - WITHHELD, MIB);
            assertThat(content.isAtItsEnd()).isTrue();
        }
    }

    @Test
    void whoIsCutOffGoesOnWithWhatComes() {
        Sending sending = Sending.of(server.newEnterprise(), 2 * MIB);
        String upload = sending.begins();
        sending.sends(upload, 0, sending.data(0, MIB)).expect(204);
        try (IncomingContent content = IncomingContent.of(sending, Map.of())) {
            content.brings(0, MIB / 2);
        }
        sending.sendsRest(upload, MIB);
        Reply rest = sending.target()
                .request("GET", sending.path() + "/content", null, Map.of("Range", "bytes=" + MIB / 2 + "-"))
                .expect(206);
        assertThat(rest.body()).isEqualTo(sending.data(MIB / 2, 2 * MIB));
    }

    @Test
    void aTerminalThatIsRevokedMeanwhileGetsNoMore() {
        Sending sending = Sending.of(server.newEnterprise(), 2 * MIB);
        String upload = sending.begins();
        sending.sends(upload, 0, sending.data(0, MIB)).expect(204);
        try (IncomingContent content = IncomingContent.of(sending, Map.of())) {
            content.brings(0, MIB);
            sending.target()
                    .account()
                    .enrolsTerminal()
                    .delete("/terminals/" + sending.target().id())
                    .expect(204);
            sending.sendsRest(upload, MIB);
            assertThat(content.isAtItsEnd()).isTrue();
        }
    }
}
