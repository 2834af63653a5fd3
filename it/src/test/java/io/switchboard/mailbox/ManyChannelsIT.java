// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.harness.OnPostgresqlOnly;
import io.switchboard.harness.Size;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A node holds thousands of channels, each at the cost of a connection and little more. There are more of either kind than threads for
 * requests (64) and connections to the database (40). Measured where the heap holds no database.
 */
@OnPostgresqlOnly
class ManyChannelsIT {
    private static final int CHANNELS = Size.of(240, 5_000);

    /** What a channel may cost, with its connection and session in the application server. */
    private static final long BYTES = 24_000;

    @Test
    void allAreToldAndNoneCostsMoreThanAConnection() {
        try (ConnectedCrowd connected = new ConnectedCrowd(CHANNELS)) {
            assertThat(Stream.of(connected.ofWebSockets(), connected.ofStreams()))
                    .allSatisfy(cost -> {
                        assertThat(cost.heap()).isLessThan(BYTES);
                        assertThat(cost.files()).isBetween(90L, 110L);
                    });
            connected.tellsAll();
            assertThat(connected.crowd().ends()).isZero();
            assertThat(connected.server().newErrors()).isEmpty();
        }
    }
}
