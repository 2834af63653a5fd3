// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.mailbox.client.Transport;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatchCommandTest {
    @ParameterizedTest
    @CsvSource({"0, 1", "130, 1", "1000, 1", "1001, 2", "9400, 10"})
    void whoWatchesIsToldInWholeSecondsWhenTheNextAttemptIs(long milliseconds, long seconds) {
        assertThat(WatchCommand.notConnected("the connection broke", Duration.ofMillis(milliseconds)))
                .isEqualTo("Not connected, trying again in " + seconds + " s: the connection broke");
    }

    @Test
    void whoWatchesIsToldByWhichWayOnceAndAgainWhenThatChangesOrWasInterrupted() {
        WatchCommand.Connections connections = new WatchCommand.Connections();

        assertThat(connections.connected(Transport.WEBSOCKET))
                .hasValue("Connected by WebSocket. Watching; Ctrl-C ends it.");
        assertThat(connections.connected(Transport.WEBSOCKET)).isEmpty();
        connections.interrupted();
        assertThat(connections.connected(Transport.WEBSOCKET)).hasValue("Connected again, by WebSocket.");
        assertThat(connections.connected(Transport.SSE)).hasValue("Connected again, by server-sent events.");
        assertThat(connections.connected(Transport.SSE)).isEmpty();
        assertThat(connections.connected(Transport.LONG_POLL)).hasValue("Connected again, by long poll.");
    }

    @Test
    void aServerThatIsBackIsWaitedForTenSecondsAtMost() {
        assertThat(WatchCommand.BACKOFF.most()).isEqualTo(Duration.ofSeconds(10));
    }
}
