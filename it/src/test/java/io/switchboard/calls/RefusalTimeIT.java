// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.harness.Enterprise;
import io.switchboard.harness.Identifier;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServerOnGuard;
import io.switchboard.harness.Terminal;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * When a refused call is answered. What the clock of this machine can show without guessing how busy the machine is: never before the
 * first moment, for no cause, and in time for it when the machine has a moment.
 */
@ExtendWith(SharedServerOnGuard.class)
class RefusalTimeIT {
    private static final Duration PERIOD = Duration.ofMillis(250);
    /** However busy the machine: an answer that misses its time has the next, and so on. */
    private static final Duration LATEST = Duration.ofSeconds(10);

    private static final int TRIES = 10;

    private final ServerUnderTest server;
    private final Enterprise callers;
    private final Terminal owner;

    RefusalTimeIT(ServerUnderTest server) {
        this.server = server;
        callers = server.newEnterprise();
        owner = server.newEnterprise().newAccount().enrolsTerminal();
    }

    @Test
    void everyCauseIsAnsweredAtTheSameTimeAfterTheArrival() {
        Terminal caller = callers.newAccount().enrolsTerminal();
        RefusedTrials.of(server, owner, caller).forEach((cause, trial) -> {
            assertThat(quickest(() -> trial.get().expect(403, "call-refused")))
                    .as(cause)
                    .isBetween(PERIOD, LATEST);
            // The caller may try so often and no more.
            server.passes(Duration.ofMinutes(10));
        });
    }

    @Test
    void aRefusalThatIsToldAgainIsHeldBackToo() {
        Terminal caller = callers.newAccount().enrolsTerminal();
        Identifier paused = owner.issuesIdentifier();
        owner.pauses(paused);
        Runnable dial = () -> caller.request(
                        "POST", "/calls", Map.of("to", paused.code()), Map.of("Idempotency-Key", "one-and-the-same"))
                .expect(403, "call-refused");
        dial.run();

        assertThat(quickest(dial)).isBetween(PERIOD, LATEST);
    }

    /** How long it takes, the first time that the machine has the moment to be quick; no time before may be shorter. */
    private static Duration quickest(Runnable request) {
        Duration best = Duration.ofDays(1);
        for (int i = 0; i < TRIES && best.compareTo(PERIOD.multipliedBy(2)) >= 0; i++) {
            long begun = System.nanoTime();
            request.run();
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            best = took.compareTo(best) < 0 ? took : best;
        }
        return best;
    }
}
