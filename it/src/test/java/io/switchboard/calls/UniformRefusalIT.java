// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.calls.wire.IdentifierCode;
import io.switchboard.harness.Condition;
import io.switchboard.harness.Identifier;
import io.switchboard.harness.Reply;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServer;
import io.switchboard.harness.Terminal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
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
        Identifier revoked = owner.issuesIdentifier();
        owner.revokes(revoked);
        Identifier paused = owner.issuesIdentifier();
        owner.pauses(paused);
        Identifier expired = owner.issuesIdentifier(Condition.validFor(Duration.ofSeconds(1)));
        server.passes(Duration.ofSeconds(2));
        Identifier exhausted = owner.issuesIdentifier(Condition.maxCalls(1));
        caller.dials(exhausted);
        Identifier notYetValid = owner.issuesIdentifier(
                Condition.notBefore(server.now().plusSeconds(3600)), Condition.validFor(Duration.ofHours(1)));
        Identifier closed = owner.issuesIdentifier(Condition.closedAt(server.now()));
        Identifier guarded = owner.issuesIdentifier(Condition.pin("482913"));
        Identifier chosen = owner.issuesIdentifier(Condition.allowCallers(owner.account()));
        Identifier allowed = owner.issuesIdentifier(Condition.allowCallers(caller.account()));
        Identifier blocking = owner.issuesIdentifier();
        owner.blocks(blocking, caller.dials(blocking));
        Identifier own = caller.issuesIdentifier();

        Answer unknown = Answer.of(caller.triesToDial(randomCode()));
        assertThat(unknown.status()).isEqualTo(403);
        assertThat(unknown.body()).contains("urn:switchboard:problem:call-refused");
        Map<String, Identifier> causes = new LinkedHashMap<>(Map.of(
                "revoked", revoked,
                "paused", paused,
                "expired", expired,
                "exhausted", exhausted,
                "not yet valid", notYetValid,
                "outside of its hours", closed,
                "without its PIN", guarded,
                "not allowed", chosen,
                "allowed, and not disclosing", allowed,
                "the caller's own", own));
        causes.put("blocked", blocking);
        causes.forEach((cause, identifier) -> assertThat(Answer.of(caller.triesToDial(identifier.code())))
                .as(cause)
                .isEqualTo(unknown));
        assertThat(Answer.of(caller.triesToDial(guarded, "482914")))
                .as("a wrong PIN")
                .isEqualTo(unknown);
        assertThat(Answer.of(caller.triesToDialOpenly(chosen)))
                .as("not allowed, and disclosing")
                .isEqualTo(unknown);
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

    private static String randomCode() {
        return IdentifierCode.characters(ThreadLocalRandom.current()
                        .ints(IdentifierCode.CHARACTERS, 0, 32)
                        .toArray())
                .grouped();
    }

    /** All that can be told from an answer, less what differs from request to request. */
    private record Answer(int status, Map<String, List<String>> headers, String body) {
        static Answer of(Reply reply) {
            Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            headers.putAll(reply.headers().map());
            headers.remove("Request-Id");
            headers.remove("Date");
            return new Answer(reply.status(), headers, reply.text());
        }
    }
}
