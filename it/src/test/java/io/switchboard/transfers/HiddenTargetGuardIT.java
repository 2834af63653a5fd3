// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.harness.Condition;
import io.switchboard.harness.Data;
import io.switchboard.harness.Identifier;
import io.switchboard.harness.Reply;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServerOnGuard;
import io.switchboard.harness.Terminal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who sends to a code is bounded and answered as who dials it: there is no second way to guess. */
@ExtendWith(SharedServerOnGuard.class)
class HiddenTargetGuardIT {
    private static final String PIN = "482913";
    private static final int PER_CODE = 10;
    private static final Duration HELD = Duration.ofMillis(250);

    private final ServerUnderTest server;
    private final Terminal owner;
    private final Terminal guesser;
    private final Data data = Data.random(100_000);

    HiddenTargetGuardIT(ServerUnderTest server) {
        this.server = server;
        owner = server.newEnterprise().newAccount().enrolsTerminal();
        guesser = server.newEnterprise().newAccount().enrolsTerminal();
    }

    private Reply sends(Terminal by, String code, @Nullable String pin) {
        Map<String, String> target = new HashMap<>(Map.of("virtualIdentifier", code));
        if (pin != null) {
            target.put("pin", pin);
        }
        return by.post("/transfers", data.to(target));
    }

    @Test
    void guessesAtAPinByTransfersAndByCallsAreCountedTogether() {
        Identifier guarded = owner.issuesIdentifier(Condition.pin(PIN));
        for (int i = 0; i < PER_CODE; i += 2) {
            sends(guesser, guarded.code(), String.format("%06d", i)).expect(403, "transfer-refused");
            guesser.triesToDial(guarded, String.format("%06d", i + 1)).expect(403, "call-refused");
        }

        Reply refused = sends(guesser, guarded.code(), PIN).expect(429, "too-many-attempts");
        guesser.triesToDial(guarded, PIN).expect(429, "too-many-attempts");
        Terminal honest = guesser.account().enterprise().newAccount().enrolsTerminal();
        sends(honest, guarded.code(), PIN).expect(201);
        long wait = Long.parseLong(refused.header("Retry-After").orElseThrow());
        server.passes(Duration.ofSeconds(wait));
        sends(guesser, guarded.code(), PIN).expect(201);
    }

    /** Whatever the cause: how long the server has looked is not to be seen. */
    @Test
    void aRefusalComesAtAFixedTimeAfterTheRequest() {
        Identifier paused = owner.issuesIdentifier();
        owner.pauses(paused);
        for (String code : List.of(paused.code(), Identifier.unknownCode())) {
            guesser.token();
            long begun = System.nanoTime();
            sends(guesser, code, null).expect(403, "transfer-refused");
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(HELD);
        }
    }
}
