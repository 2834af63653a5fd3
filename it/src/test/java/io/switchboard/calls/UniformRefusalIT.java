// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.harness.Identifier;
import io.switchboard.harness.Reply;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServer;
import io.switchboard.harness.Terminal;
import io.switchboard.harness.Visible;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A caller cannot tell why a call was not let through. */
@ExtendWith(SharedServer.class)
class UniformRefusalIT {
    private final ServerUnderTest server;
    private final Terminal owner;
    private final Terminal caller;

    UniformRefusalIT(ServerUnderTest server) {
        this.server = server;
        owner = server.newEnterprise().newAccount().enrolsTerminal();
        caller = server.newEnterprise().newAccount().enrolsTerminal();
    }

    @Test
    void everyCauseGivesTheSameAnswerByteForByte() {
        Map<String, Supplier<Reply>> trials = RefusedTrials.of(server, owner, caller);
        Visible unknown = Visible.of(caller.triesToDial(Identifier.unknownCode()));

        assertThat(unknown.status()).isEqualTo(403);
        assertThat(unknown.body()).contains("urn:switchboard:problem:call-refused");
        trials.forEach(
                (cause, trial) -> assertThat(Visible.of(trial.get())).as(cause).isEqualTo(unknown));
    }

    @Test
    void aRefusedCallLeavesNothingThatTheOwnerSees() {
        Identifier paused = owner.issuesIdentifier();
        owner.pauses(paused);
        int before = owner.mailbox().size();
        caller.triesToDial(paused.code()).expect(403, "call-refused");
        assertThat(owner.mailbox()).hasSize(before);
        assertThat(owner.reads("/calls").get("items")).isEmpty();
        assertThat(caller.reads("/calls").get("items")).isEmpty();
        assertThat(owner.sees(paused).get("callsUsed").asInt()).isZero();
    }

    @Test
    void aRefusalIsReplayedForItsKeyEvenWhenACallWouldNowBeLetThrough() {
        Identifier identifier = owner.issuesIdentifier();
        owner.pauses(identifier);
        Map<String, String> key = Map.of("Idempotency-Key", "the-same");
        Map<String, String> body = Map.of("to", identifier.code());
        Reply refused = caller.request("POST", "/calls", body, key).expect(403, "call-refused");
        owner.resumes(identifier);
        Reply again = caller.request("POST", "/calls", body, key).expect(403, "call-refused");
        assertThat(again.body()).isEqualTo(refused.body());
        assertThat(refused.header("Idempotency-Replayed")).isEmpty();
        assertThat(again.header("Idempotency-Replayed")).hasValue("true");
        caller.dials(identifier);
    }

    @Test
    void aMistypedCodeIsToldFromARefusal() {
        String code = owner.issuesIdentifier().code();
        char last = code.charAt(code.length() - 1);
        String mistyped = code.substring(0, code.length() - 1) + (last == '7' ? '8' : '7');
        caller.triesToDial(mistyped).expect(400, "code-mistyped");
        caller.triesToDial("hello").expect(400, "code-mistyped");
    }
}
