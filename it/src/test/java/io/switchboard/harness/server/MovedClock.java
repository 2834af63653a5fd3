// SPDX-License-Identifier: Apache-2.0
package io.switchboard.harness.server;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The system's clock, ahead by as much as tests have moved it. Ticks in microseconds like the clock that it stands for. It goes on by
 * itself, and never back: what was dated must stay in the past.
 */
@Alternative
@Priority(1000)
@ApplicationScoped
public class MovedClock extends Clock {
    /** The system property that says how far it is ahead when the server starts. */
    public static final String AHEAD_AT_START = "harness.clock.ahead";

    private static final AtomicReference<Duration> AHEAD =
            new AtomicReference<>(Duration.parse(System.getProperty(AHEAD_AT_START, "PT0S")));
    private static final Clock SYSTEM = Clock.tick(Clock.systemUTC(), Duration.ofNanos(1000));

    /** Moves it forward from now on, for the whole server. */
    public static void forward(Duration by) {
        AHEAD.accumulateAndGet(by, Duration::plus);
    }

    @Override
    public Instant instant() {
        return SYSTEM.instant().plus(AHEAD.get());
    }

    @Override
    public ZoneId getZone() {
        return SYSTEM.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.offset(SYSTEM.withZone(zone), AHEAD.get());
    }
}
