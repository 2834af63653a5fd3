// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers;

import static io.switchboard.transfers.Sending.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.harness.OpenRequest;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServerOnTime;
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
        } finally {
            open.forEach(OpenRequest::close);
        }
        Awaitility.await("there is room again")
                .atMost(SOON)
                .until(() -> sending.sends(upload, 0, sending.data()).status() == 204);
        sending.isStored(upload);
    }
}
