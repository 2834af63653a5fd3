// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers;

import static io.switchboard.transfers.Sending.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.harness.OpenRequest;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServerOnTime;
import io.switchboard.harness.Sql;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How many bodies one terminal may have under way, where nobody is cut off for his silence meanwhile. */
@ExtendWith(SharedServerOnTime.class)
class ManyUploadsIT {
    private static final int UPLOADS = 32;
    private static final Duration SOON = Duration.ofSeconds(15);

    private final ServerUnderTest server;

    ManyUploadsIT(ServerUnderTest server) {
        this.server = server;
    }

    @Test
    void aTerminalHasAFewUploadsAtATime() {
        Sending sending = Sending.of(server.newEnterprise(), MIB);
        String upload = sending.begins();
        List<OpenRequest> open = new ArrayList<>();
        try {
            for (int i = 0; i < UPLOADS; i++) {
                OpenRequest next = sending.opens(upload, 0, Map.of("Expect", "100-continue"));
                open.add(next);
                assertThat(next.interim()).startsWith("HTTP/1.1 100 ");
            }
            sending.sends(upload, 0, sending.data()).expect(429, "too-many-streams");
            String length = Integer.toString(MIB);
            sending.creates(Map.of("Upload-Length", length), sending.data()).expect(429, "too-many-streams");
            assertThat(Sql.value(
                            server,
                            "select count(*) from transfer_upload where transfer_id = '"
                                    + sending.path().substring("/transfers/".length()) + "'"))
                    .as("uploads that somebody was told of")
                    .isEqualTo("1");
        } finally {
            open.forEach(OpenRequest::close);
        }
        Awaitility.await("there is room again")
                .atMost(SOON)
                .until(() -> sending.sends(upload, 0, sending.data()).status() == 204);
        sending.isStored(upload);
    }

    @Test
    void whoIsOvertakenLeavesNothingThatDoesNotCount() {
        Sending sending = Sending.of(server.newEnterprise(), 12 * MIB);
        String upload = sending.begins();
        try (OpenRequest earlier = sending.opens(upload, 0)) {
            earlier.sends(sending.data(), 0, 1000);
            sending.awaitsOffset(upload, 1000);
            try (OpenRequest later = sending.opens(upload, 1000)) {
                later.sends(sending.data(), 1000, 2000);
                sending.awaitsOffset(upload, 2000);
                earlier.triesToSend(new byte[12 * MIB], 1000, 12 * MIB);
                earlier.finish().expect(409, "upload-taken-over");
                Awaitility.await("what does not count is gone")
                        .atMost(SOON)
                        .until(() -> sending.bytesOf(upload), bytes -> bytes == 2000);
                later.sends(sending.data(), 2000, 12 * MIB);
                later.finish().expect(204);
            }
        }
        sending.isStored(upload);
    }
}
