// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.harness.Account;
import io.switchboard.harness.Channel;
import io.switchboard.harness.Condition;
import io.switchboard.harness.Enterprise;
import io.switchboard.harness.EventStream;
import io.switchboard.harness.LiveHeap;
import io.switchboard.harness.OnceForAllDatabases;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SleepyReader;
import io.switchboard.harness.Terminal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * A connection at whose other end nobody is any more does not stay open because nothing is to be sent. The database has no part in
 * this.
 */
@OnceForAllDatabases
class VanishedReaderIT {
    private static final String STREAM = "io.switchboard.mailbox.rest.StreamOutlet";

    @Test
    void whoAnswersNoPingIsDisconnectedAndWhoDoesIsNot() {
        try (ServerUnderTest server = ServerUnderTest.start(Map.of("SWITCHBOARD_MAILBOX_PING_INTERVAL", "PT1S"))) {
            Enterprise enterprise = server.newEnterprise();
            Account owner = enterprise.newAccount();
            List<Terminal> terminals = owner.enrolsTerminals(4);
            try (Channel present = terminals.get(0).opensChannel();
                    EventStream streaming = terminals.get(1).opensStream("");
                    SleepyReader vanished = SleepyReader.open(terminals.get(2))) {
                present.awaits("channel.caught-up");
                streaming.awaits("channel.caught-up");
                SleepyReader.openStream(terminals.get(3)).close();

                assertThat(vanished.drain())
                        .as("connected, caught up, and the pings that it leaves without an answer")
                        .isEqualTo(2 + 3);
                Awaitility.await("nothing is left of the stream that nobody reads")
                        .atMost(Duration.ofSeconds(30))
                        .pollInterval(Duration.ofMillis(500))
                        .until(() -> LiveHeap.of(server).instances(STREAM), left -> left == 1);
                assertThat(streaming.comments()).isPositive();

                Terminal caller = enterprise.newAccount().enrolsTerminal();
                caller.dials(terminals.get(0).issuesIdentifier(Condition.maxCalls(1)));
                present.awaits("call.ringing");
                streaming.awaits("call.ringing");
                assertThat(server.newErrors()).isEmpty();
            }
        }
    }
}
