// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.harness.Account;
import io.switchboard.harness.Channel;
import io.switchboard.harness.Condition;
import io.switchboard.harness.Enterprise;
import io.switchboard.harness.Event;
import io.switchboard.harness.EventStream;
import io.switchboard.harness.Identifier;
import io.switchboard.harness.OnceForAllDatabases;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.Size;
import io.switchboard.harness.SleepyReader;
import io.switchboard.harness.Terminal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A reader that has stopped reading costs the server a channel, not memory, and loses nothing. */
@OnceForAllDatabases
class SlowReaderIT {
    private static final Duration SEND_TIMEOUT = Duration.ofSeconds(2);
    /** Many, because each event names them all: what fills the kernel's buffers is bytes. */
    private static final int TERMINALS = 20;

    @Test
    void whoDoesNotReadIsDisconnectedAndResumesWithoutALoss() {
        try (ServerUnderTest server = ServerUnderTest.start(Map.of(
                "SWITCHBOARD_MAILBOX_SEND_TIMEOUT", SEND_TIMEOUT.toString(), ServerUnderTest.SEND_BUFFER, "65536"))) {
            Enterprise enterprise = server.newEnterprise();
            Account owner = enterprise.newAccount();
            List<Terminal> terminals = owner.enrolsTerminals(TERMINALS);
            Terminal reader = terminals.get(0);
            Terminal streaming = terminals.get(1);
            Terminal caller = enterprise.newAccount().enrolsTerminal();
            int calls = Size.of(150, 1500);
            Identifier identifier = reader.issuesIdentifier(Condition.maxCalls(calls + 1));
            for (int i = 0; i < calls; i++) {
                caller.cancels(caller.dials(identifier));
            }

            try (SleepyReader asleep = SleepyReader.open(reader);
                    SleepyReader stream = SleepyReader.openStream(streaming)) {
                asleep.sleepsFor(SEND_TIMEOUT.plusSeconds(3));
                assertThat(asleep.drain())
                        .as("events that were on their way when the server gave up")
                        .isBetween(1L, 2L * calls - 1);
                assertThat(stream.drainStream())
                        .as("events of the stream that were on their way when the server gave up")
                        .isBetween(1L, 2L * calls - 1);
            }
            try (EventStream stream = streaming.opensStream("")) {
                stream.awaits("channel.caught-up");
                assertThat(stream.frames().stream()
                                .map(frame -> frame.event().sequence())
                                .filter(sequence -> sequence > 0))
                        .containsExactlyElementsOf(
                                LongStream.rangeClosed(1, 2L * calls).boxed().toList());
            }

            try (Channel channel = reader.opensChannel()) {
                channel.awaits("channel.caught-up");
                assertThat(channel.events())
                        .extracting(Event::sequence)
                        .filteredOn(sequence -> sequence > 0)
                        .containsExactlyElementsOf(
                                LongStream.rangeClosed(1, 2L * calls).boxed().toList());
            }
        }
    }
}
