// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.harness.Condition;
import io.switchboard.harness.Enterprise;
import io.switchboard.harness.Identifier;
import io.switchboard.harness.LiveHeap;
import io.switchboard.harness.OnPostgresqlOnly;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SleepyReader;
import io.switchboard.harness.Terminal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * Readers that do not read cost the server no memory for what it could send them: it has one message of each under way and one batch
 * read. Measured where the database keeps nothing in the server's heap.
 */
@OnPostgresqlOnly
class SlowReadersMemoryIT {
    private static final int READERS = 20;

    /** The others read server-sent events. */
    private static final int WEB_SOCKETS = READERS / 2;

    private static final int CALLS = 120;

    /** Of a message that is being sent; Undertow makes one for each, and its I/O threads may still reach the last one they finished. */
    private static final String FRAME =
            "io.undertow.websockets.core.protocol.version07.WebSocket07TextFrameSinkChannel";

    /** The same of a stream. */
    private static final String SENDING = "io.switchboard.mailbox.rest.StreamOutlet$Sending";

    /** Two for each reader of a kind would be twice as many: far from it. */
    private static final int FEWER_THAN_TWO_EACH = WEB_SOCKETS + WEB_SOCKETS / 2;

    @Test
    void eachHasOneMessageUnderWayAndTheHeapHasNotWhatAwaitsThem() {
        try (ServerUnderTest server = ServerUnderTest.start(
                Map.of("SWITCHBOARD_MAILBOX_SEND_TIMEOUT", "PT5M", ServerUnderTest.SEND_BUFFER, "4096"))) {
            Enterprise enterprise = server.newEnterprise();
            // Each event names all terminals of the account: it is some kilobytes long.
            List<Terminal> readers = enterprise.newAccount().enrolsTerminals(READERS);
            Terminal caller = enterprise.newAccount().enrolsTerminal();
            Identifier identifier = readers.get(0).issuesIdentifier(Condition.maxCalls(CALLS + 1));
            for (int i = 0; i < CALLS; i++) {
                caller.cancels(caller.dials(identifier));
            }
            long awaiting = readers.get(0).mailbox().stream()
                            .mapToLong(event -> event.json().toString().length())
                            .sum()
                    * READERS;
            long before = LiveHeap.of(server).bytes();
            List<SleepyReader> asleep = new ArrayList<>();
            try {
                readers.subList(0, WEB_SOCKETS).forEach(reader -> asleep.add(SleepyReader.open(reader)));
                readers.subList(WEB_SOCKETS, READERS).forEach(reader -> asleep.add(SleepyReader.openStream(reader)));
                Awaitility.await("all are blocked, with one message under way each")
                        .during(Duration.ofSeconds(2))
                        .atMost(Duration.ofSeconds(45))
                        .pollInterval(Duration.ofMillis(500))
                        .until(
                                () -> LiveHeap.of(server),
                                heap -> Stream.of(FRAME, SENDING)
                                        .map(heap::instances)
                                        .allMatch(sent -> sent >= WEB_SOCKETS && sent < FEWER_THAN_TWO_EACH));
                assertThat(LiveHeap.of(server).bytes() - before).isLessThan(awaiting / 2);
            } finally {
                asleep.forEach(SleepyReader::close);
            }
        }
    }
}
