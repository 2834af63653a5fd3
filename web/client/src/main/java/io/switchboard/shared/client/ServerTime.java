// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.client;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * The server's time as far as it is known: this machine's until an answer proves that wrong. Corrected only when an assertion was
 * refused, because answers travel and HTTP dates have whole seconds.
 */
final class ServerTime {
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    private final Clock clock;
    private volatile Duration ahead = Duration.ZERO;

    ServerTime(Clock clock) {
        this.clock = clock;
    }

    Instant now() {
        return clock.instant().plus(ahead);
    }

    /**
     * Compares with the date of an answer that has just come.
     *
     * @return whether the time was wrong, and is now another
     */
    boolean correctedBy(Answer answer) {
        return answer.date()
                .map(date -> Duration.between(clock.instant(), date))
                .filter(found -> found.minus(ahead).abs().compareTo(TOLERANCE) > 0)
                .map(found -> {
                    ahead = found;
                    return true;
                })
                .orElse(false);
    }
}
