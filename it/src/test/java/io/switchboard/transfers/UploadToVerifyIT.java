// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers;

import static io.switchboard.transfers.Sending.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.harness.Rival;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServer;
import io.switchboard.harness.Sql;
import io.switchboard.harness.StoredByHand;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/** Uploads of which all bytes are there, and which nobody has verified: the server goes on with them by itself. */
@ExtendWith(SharedServer.class)
class UploadToVerifyIT {
    private final ServerUnderTest server;

    UploadToVerifyIT(ServerUnderTest server) {
        this.server = server;
    }

    private static String id(String upload) {
        return upload.substring(upload.lastIndexOf('/') + 1);
    }

    private String pause(String upload) {
        return Sql.value(server, "select verify_pause from transfer_upload where id = '" + id(upload) + "'");
    }

    private static void awaitsStored(Sending sending) {
        Awaitility.await("the content is stored")
                .atMost(Duration.ofSeconds(40))
                .until(() -> sending.content().equals("stored"));
    }

    @Test
    void withoutRoomItIsTriedLessAndLessOften() {
        Sending sending = Sending.of(server.newEnterprise(), MIB);
        String upload = sending.begins();
        sending.fillsTheStore();
        sending.sends(upload, 0, sending.data()).expect(507, "quota-exceeded");
        String before = "";
        for (int pause : List.of(30, 60, 120, 240, 480, 900, 900)) {
            String tried = before;
            Awaitility.await("a pause of " + pause)
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> pause(upload).equals(Integer.toString(pause))
                            && !lastTry(upload).equals(tried));
            before = lastTry(upload);
            server.passes(Duration.ofSeconds(pause));
        }
        sending.emptiesTheStore();
        server.passes(Duration.ofMinutes(15));
        awaitsStored(sending);
    }

    /** Nothing that has no room is given to the store; what got there nevertheless goes with its upload. */
    @Test
    void whatHasNoRoomLeavesNothingInTheStore() {
        Sending sending = Sending.of(server.newEnterprise(), MIB);
        String upload = sending.begins();
        sending.fillsTheStore();
        sending.sends(upload, 0, sending.data()).expect(507, "quota-exceeded");
        assertThat(sending.isInStore(upload)).isFalse();
        sending.creates(Map.of("Upload-Length", Integer.toString(MIB)), null).expect(507, "quota-exceeded");

        StoredByHand.keep(server, UUID.fromString(id(upload)), sending.data());
        assertThat(sending.isInStore(upload)).isTrue();
        sending.sends(upload, MIB, new byte[0]).expect(507, "quota-exceeded");
        assertThat(sending.isInStore(upload)).as("it waits for room").isTrue();
        sending.source().post(sending.path() + "/cancellation", Map.of()).expect(200);
        Awaitility.await("it is over")
                .atMost(Duration.ofSeconds(20))
                .until(() -> Sql.value(server, "select state from transfer_upload where id = '" + id(upload) + "'")
                        .equals("TERMINATED"));
        server.passes(Duration.ofHours(25));
        Awaitility.await("it is forgotten").atMost(Duration.ofSeconds(20)).until(() -> !sending.isInStore(upload));
        Awaitility.await("and its row")
                .atMost(Duration.ofSeconds(20))
                .until(() -> Sql.rows(server, "select id from transfer_upload where id = '" + id(upload) + "'")
                        .isEmpty());
    }

    private String lastTry(String upload) {
        return Sql.value(server, "select verify_at from transfer_upload where id = '" + id(upload) + "'");
    }

    @Test
    void whoComesAgainHimselfIsNotPutOff() {
        Sending sending = Sending.of(server.newEnterprise(), MIB);
        String upload = sending.begins();
        sending.fillsTheStore();
        sending.sends(upload, 0, sending.data()).expect(507, "quota-exceeded");
        sending.emptiesTheStore();
        sending.sends(upload, MIB, new byte[0]).expect(204);
        sending.isStored(upload);
    }

    @Test
    @EnabledIfSystemProperty(named = "switchboard.it.database", matches = "postgresql")
    void oneThatCannotBeLookedAtHoldsUpNoOther() {
        Sending held = Sending.of(server.newEnterprise(), MIB);
        Sending other = Sending.of(server.newEnterprise(), MIB);
        List<String> uploads = List.of(unverified(held), unverified(other));
        Awaitility.await("no other janitor waits for the transfer")
                .atMost(Duration.ofSeconds(20))
                .until(() -> Sql.value(server, "select count(*) from transfer_terminal_change where due_at < again_at")
                        .equals("0"));
        try (Rival rival = Rival.of(server)) {
            rival.does("select 1 from transfer where id = '" + id(held.path()) + "' for update");
            uploads.forEach(upload ->
                    Sql.run(server, "update transfer_upload set length = " + MIB + " where id = '" + id(upload) + "'"));
            awaitsStored(other);
            assertThat(held.content()).isEqualTo("uploading");
            Awaitility.await("it is put off")
                    .atMost(Duration.ofSeconds(40))
                    .until(() -> pause(uploads.get(0)).equals("30"));
        }
        server.passes(Duration.ofSeconds(31));
        awaitsStored(held);
    }

    @Test
    void whatIsJoinedOfAPartThatIsNoMoreEndsAndHoldsUpNobody() {
        Sending sending = Sending.of(server.newEnterprise(), MIB);
        String first = sending.sendsPart(0, 1000);
        String second = sending.sendsPart(1000, MIB);
        sending.fillsTheStore();
        Map<String, String> joining = Map.of("Upload-Concat", "final;/api/v1" + first + " /api/v1" + second);
        sending.creates(joining, null).expect(507, "quota-exceeded");
        String joined = Sql.value(
                server,
                "select id from transfer_upload where kind = 'FINAL' and transfer_id = '" + id(sending.path()) + "'");
        sending.creates(joining, null).expect(409, "upload-joined");
        sending.emptiesTheStore();
        sending.source().request("DELETE", first, null, Sending.tus(Map.of())).expect(204);

        server.passes(Duration.ofSeconds(31));
        Awaitility.await("it is over")
                .atMost(Duration.ofSeconds(20))
                .until(() -> Sql.value(server, "select state from transfer_upload where id = '" + joined + "'")
                        .equals("FAILED"));
        assertThat(sending.content()).isEqualTo("uploading");
        String again = sending.begins();
        sending.sendsRest(again, 0);
        sending.isStored(again);
    }

    /** All bytes are there, and nobody has said yet that they are all. */
    private static String unverified(Sending sending) {
        String upload = sending.begins(Map.of("Upload-Defer-Length", "1"));
        sending.sends(upload, 0, sending.data()).expect(204);
        return upload;
    }
}
