// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.client;

import static org.assertj.core.api.Assertions.assertThat;

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
    void aServerThatIsBackIsWaitedForTenSecondsAtMost() {
        assertThat(WatchCommand.BACKOFF.most()).isEqualTo(Duration.ofSeconds(10));
    }
}
