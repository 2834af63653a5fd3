// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls;

import io.switchboard.harness.Caller;
import io.switchboard.harness.Enterprise;
import io.switchboard.harness.Identifier;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServer;
import io.switchboard.harness.Size;
import io.switchboard.harness.Stopwatch;
import io.switchboard.harness.Terminal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What a clock tells of an answer, by statistics over many: nothing of why a call was refused, and nothing of whether somebody else has
 * what was asked for. Samples are taken one after the other, in an order by chance.
 */
@ExtendWith(SharedServer.class)
class TimingIT {
    private static final int SAMPLES = Size.of(20, 2_000);
    private static final int CAUSES = Size.of(4, 100);

    private final ServerUnderTest server;
    private final Terminal owner;
    private final Terminal caller;

    TimingIT(ServerUnderTest server) {
        this.server = server;
        owner = server.newEnterprise().newAccount().enrolsTerminal();
        caller = server.newEnterprise().newAccount().enrolsTerminal();
    }

    @Test
    void noCauseOfARefusalTakesLongerThanAnother() {
        Map<String, Runnable> kinds = new LinkedHashMap<>();
        RefusedTrials.of(server, owner, caller).entrySet().stream()
                .limit(CAUSES)
                .forEach(trial ->
                        kinds.put(trial.getKey(), () -> trial.getValue().get().expect(403, "call-refused")));

        assertAlike(kinds);
    }

    @Test
    void somebodyElsesTakesAsLongAsNobodys() {
        Enterprise stranger = server.newEnterprise();
        Identifier identifier = owner.issuesIdentifier();
        String call = caller.dials(identifier);
        Map<String, String> ofOthers = Map.of(
                "/accounts/", owner.account().id(),
                "/terminals/", owner.id(),
                "/virtual-identifiers/", identifier.id(),
                "/calls/", call);
        Terminal strangersTerminal = stranger.newAccount().enrolsTerminal();
        ofOthers.forEach((path, id) -> {
            Caller asking = path.equals("/accounts/") ? stranger : strangersTerminal;
            assertAlike(Map.of(
                    RefusedTrials.UNKNOWN,
                    () -> asking.get(path + UUID.randomUUID()).expect(404, "not-found"),
                    "somebody else's",
                    () -> asking.get(path + id).expect(404, "not-found")));
        });
    }

    private static void assertAlike(Map<String, Runnable> kinds) {
        Map<String, Supplier<Runnable>> prepared = new LinkedHashMap<>();
        kinds.forEach((kind, request) -> prepared.put(kind, () -> request));
        Stopwatch.tellsNothing(prepared, RefusedTrials.UNKNOWN, SAMPLES);
    }
}
