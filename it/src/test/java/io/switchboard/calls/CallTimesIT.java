// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.harness.Identifier;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServer;
import io.switchboard.harness.Terminal;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What time does to a call: 60 seconds of ringing, 120 for the caller, 30 to connect. */
@ExtendWith(SharedServer.class)
class CallTimesIT {
    private final ServerUnderTest server;
    private final Terminal owner;
    private final Terminal caller;
    private final Identifier identifier;

    CallTimesIT(ServerUnderTest server) {
        this.server = server;
        owner = server.newEnterprise().newAccount().enrolsTerminal();
        caller = server.newEnterprise().newAccount().enrolsTerminal();
        identifier = owner.issuesIdentifier();
    }

    @Test
    void aCallThatNobodyAnswersIsMissedAndTheCallerIsToldAtAFixedTime() {
        String call = caller.dials(identifier);
        JsonNode placed = caller.sees(call);
        assertThat(time(placed, "ringUntil")).isEqualTo(time(placed, "placedAt").plusSeconds(120));

        passes(60);
        assertThat(owner.stateOf(call)).isEqualTo("missed");
        owner.awaits("call.missed", call);
        JsonNode missed = owner.sees(call);
        assertThat(time(missed, "endedAt")).isEqualTo(time(missed, "placedAt").plusSeconds(60));
        assertThat(caller.sees(call)).as("the caller's view").isEqualTo(placed);
        assertThat(caller.hasHeardOf(call)).isEmpty();

        passes(60);
        assertThat(caller.stateOf(call)).isEqualTo("missed");
        JsonNode told = caller.awaits("call.missed", call).data();
        assertThat(time(told, "endedAt")).isEqualTo(time(told, "placedAt").plusSeconds(120));
        assertThat(owner.hasHeardOf(call)).containsExactly("call.ringing", "call.missed");
    }

    @Test
    void whatWasMissedCannotBeAnsweredHoweverLateTheJanitorIs() {
        String call = caller.dials(identifier);
        passes(60);
        JsonNode refused =
                owner.tries("answer", call).expect(409, "illegal-move").json();
        assertThat(refused.get("state").asText()).isEqualTo("missed");
        owner.tries("ring-acknowledgement", call).expect(409, "illegal-move");
    }

    @Test
    void theCallerMayGiveUpWhatTheOwnerHasMissedBefore() {
        String call = caller.dials(identifier);
        passes(60);
        owner.awaits("call.missed", call);
        assertThat(caller.cancels(call).get("state").asText()).isEqualTo("cancelled");
        caller.awaits("call.cancelled", call);
        assertThat(owner.hasHeardOf(call)).containsExactly("call.ringing", "call.missed");
        assertThat(owner.stateOf(call)).isEqualTo("missed");
        passes(60);
        assertThat(caller.stateOf(call)).isEqualTo("cancelled");
    }

    @Test
    void aBusyCallLooksLikeOneThatNobodyAnswers() {
        String call = caller.dials(identifier);
        owner.rejects(call, "leg", "busy");
        passes(119);
        assertThat(caller.hasHeardOf(call)).isEmpty();
        passes(2);
        JsonNode told = caller.awaits("call.missed", call).data();
        assertThat(time(told, "endedAt")).isEqualTo(time(told, "placedAt").plusSeconds(120));
        assertThat(told.has("endReason")).isFalse();
    }

    @Test
    void theFirstRingAcknowledgementStartsTheTimerAnew() {
        Terminal other = owner.account().enrolsTerminal();
        String call = caller.dials(identifier);
        passes(45);
        owner.rings(call);
        passes(45);
        assertThat(owner.stateOf(call)).isEqualTo("ringing");
        Instant until = time(owner.sees(call), "ringUntil");
        other.rings(call);
        owner.rings(call);
        assertThat(time(owner.sees(call), "ringUntil")).as("again").isEqualTo(until);
        passes(20);
        assertThat(owner.stateOf(call)).isEqualTo("missed");
        assertThat(caller.stateOf(call)).isEqualTo("ringing");
    }

    @Test
    void whatIsAnsweredButNotConnectedFails() {
        String call = caller.dials(identifier);
        owner.answers(call);
        caller.connects(call);
        passes(30);
        assertThat(caller.stateOf(call)).isEqualTo("failed");
        owner.tries("connection", call).expect(409, "illegal-move");
        JsonNode failed = owner.awaits("call.failed", call).data();
        assertThat(failed.get("endReason").asText()).isEqualTo("not-connected");
        assertThat(caller.awaits("call.failed", call).data().get("endReason").asText())
                .isEqualTo("not-connected");
    }

    @Test
    void aConnectedCallHasNoDeadline() {
        String call = caller.dials(identifier);
        owner.answers(call);
        caller.connects(call);
        owner.connects(call);
        passes(3600);
        assertThat(caller.stateOf(call)).isEqualTo("connected");
        owner.hangsUp(call);
    }

    private void passes(int seconds) {
        server.passes(Duration.ofSeconds(seconds));
    }

    private static Instant time(JsonNode view, String name) {
        return Instant.parse(view.get(name).asText());
    }
}
