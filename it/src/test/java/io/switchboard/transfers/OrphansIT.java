// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers;

import static io.switchboard.transfers.Sending.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.harness.Data;
import io.switchboard.harness.Enterprise;
import io.switchboard.harness.OnceForAllDatabases;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.Sql;
import io.switchboard.harness.StoredByHand;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What was given to the store and then refused is deleted in the end, and nothing else is. */
@OnceForAllDatabases
class OrphansIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Map<String, String> LONG_UPLOADS =
            Map.of("SWITCHBOARD_TRANSFERS_UPLOAD_LIFETIME", "P6D", "SWITCHBOARD_TRANSFERS_DELETE_ORPHANS", "true");

    /** All of it has come, and is in the store as if the room had gone in the last moment; the enterprise has none for it. */
    private static String refused(Sending sending) {
        String upload = sending.begins();
        sending.fillsTheStore();
        sending.sends(upload, 0, sending.data()).expect(507, "quota-exceeded");
        StoredByHand.keep(
                sending.source().server(),
                UUID.fromString(upload.substring(upload.lastIndexOf('/') + 1)),
                sending.data());
        assertThat(sending.stored(upload)).exists();
        return upload;
    }

    /** What no row knows. */
    private static Path orphan(ServerUnderTest server) {
        UUID id = UUID.randomUUID();
        StoredByHand.keep(server, id, Data.random(MIB).bytes());
        Path orphan = Sending.files(server, "contents", id.toString()).get(0);
        assertThat(orphan).exists();
        return orphan;
    }

    /** A page of the store was looked through since the clock stands where it does. */
    private static void awaitsALook(ServerUnderTest server) {
        Awaitility.await("the store is looked through")
                .atMost(SOON)
                .until(() -> Sql.value(
                                server,
                                "select count(*) from content_store where look_at > timestamp with time zone '"
                                        + server.now().minusSeconds(5) + "'")
                        .equals("1"));
    }

    @Test
    void whatWasRefusedGoesAndWhatWaitsForRoomStays() {
        try (ServerUnderTest server = ServerUnderTest.start(LONG_UPLOADS)) {
            Enterprise enterprise = server.newEnterprise();
            Sending kept = Sending.of(enterprise, MIB);
            String keptUpload = kept.begins();
            kept.sendsRest(keptUpload, 0);
            Sending waits = Sending.of(server.newEnterprise(), MIB);
            String waiting = refused(waits);
            Path orphan = orphan(server);

            server.passes(Duration.ofHours(23));
            awaitsALook(server);
            assertThat(orphan).as("too young").exists();
            server.passes(Duration.ofHours(2));
            Awaitility.await("nobody needs it")
                    .atMost(SOON)
                    .until(() -> !orphan.toFile().exists());
            assertThat(waits.stored(waiting)).exists();
            waits.emptiesTheStore();
            server.passes(Duration.ofMinutes(15));
            Awaitility.await("there is room")
                    .atMost(SOON)
                    .until(() -> waits.content().equals("stored"));
            waits.isStored(waiting);
            kept.isStored(keptUpload);
            assertThat(server.newErrors()).isEmpty();
        }
    }

    @Test
    void anotherDatabaseEmptiesNoStore() {
        try (ServerUnderTest server = ServerUnderTest.start(LONG_UPLOADS)) {
            Path orphan = orphan(server);
            String own = Sql.value(server, "select owner_id from content_store");
            Sql.run(server, "update content_store set owner_id = '" + UUID.randomUUID() + "'");
            server.kill();
            server.restart();
            List<String> told = server.newErrors();
            assertThat(told).singleElement().asString().contains(own).contains("are left alone");

            server.passes(Duration.ofDays(3));
            awaitsALook(server);
            server.passes(Duration.ofDays(3));
            awaitsALook(server);
            assertThat(orphan).exists();
            assertThat(server.newErrors()).as("said once").isEmpty();

            Sql.run(server, "update content_store set owner_id = '" + own + "'");
            server.passes(Duration.ofMinutes(2));
            Awaitility.await("it is the right one again")
                    .atMost(SOON)
                    .until(() -> !orphan.toFile().exists());
        }
    }
}
