// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.harness.Account;
import io.switchboard.harness.Channel;
import io.switchboard.harness.Condition;
import io.switchboard.harness.Enterprise;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SleepyReader;
import io.switchboard.harness.Terminal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A connection at whose other end nobody is any more does not stay open because nothing is to be sent. */
class VanishedReaderIT {
    @Test
    void whoAnswersNoPingIsDisconnectedAndWhoDoesIsNot() {
        try (ServerUnderTest server = ServerUnderTest.start(Map.of("SWITCHBOARD_MAILBOX_PING_INTERVAL", "PT0.3S"))) {
            Enterprise enterprise = server.newEnterprise();
            Account owner = enterprise.newAccount();
            List<Terminal> terminals = owner.enrolsTerminals(2);
            try (Channel present = terminals.get(0).opensChannel();
                    SleepyReader vanished = SleepyReader.open(terminals.get(1))) {
                present.awaits("channel.caught-up");

                assertThat(vanished.drain())
                        .as("connected, caught up, and the pings that it leaves without an answer")
                        .isEqualTo(2 + 3);

                Terminal caller = enterprise.newAccount().enrolsTerminal();
                caller.dials(terminals.get(0).issuesIdentifier(Condition.maxCalls(1)));
                present.awaits("call.ringing");
            }
        }
    }
}
