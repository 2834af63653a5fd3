// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.harness.Condition;
import io.switchboard.harness.Enterprise;
import io.switchboard.harness.Identifier;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.Terminal;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Deadlines decide, not the janitor: on a server where it rests, nobody sees the difference. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RestingJanitorIT {
    private ServerUnderTest server;

    @BeforeAll
    void start() {
        server = ServerUnderTest.start(Map.of("SWITCHBOARD_JANITOR_INTERVAL", "PT10M"));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private record Scene(Terminal owner, Terminal caller) {}

    private Scene scene() {
        Enterprise enterprise = server.newEnterprise();
        return new Scene(
                enterprise.newAccount().enrolsTerminal(),
                enterprise.newAccount().enrolsTerminal());
    }

    @Test
    void whatWasMissedIsMissedAndCannotBeAnswered() {
        Scene scene = scene();
        String call = scene.caller.dials(scene.owner.issuesIdentifier());
        server.passes(Duration.ofSeconds(60));

        assertThat(scene.owner.stateOf(call)).isEqualTo("missed");
        JsonNode refused =
                scene.owner.tries("answer", call).expect(409, "illegal-move").json();
        assertThat(refused.get("state").asText()).isEqualTo("missed");
        assertThat(scene.caller.stateOf(call)).isEqualTo("ringing");

        server.passes(Duration.ofSeconds(60));
        assertThat(scene.caller.stateOf(call)).isEqualTo("missed");
    }

    @Test
    void theUseThatAMissedCallHeldIsFreeInEveryView() {
        Scene scene = scene();
        Identifier identifier = scene.owner.issuesIdentifier(Condition.maxCalls(1), Condition.countOnAnswered());
        scene.caller.dials(identifier);
        assertThat(scene.owner.sees(identifier).get("state").asText()).isEqualTo("exhausted");
        scene.caller.triesToDial(identifier.code()).expect(403, "call-refused");

        server.passes(Duration.ofSeconds(60));

        JsonNode seen = scene.owner.sees(identifier);
        assertThat(seen.get("state").asText()).isEqualTo("active");
        assertThat(seen.get("callsUsed").asInt()).isZero();
        JsonNode listed = scene.owner.reads("/virtual-identifiers").get("items").get(0);
        assertThat(listed.get("state").asText()).isEqualTo("active");
        String next = scene.caller.dials(identifier);
        scene.owner.answers(next);
        assertThat(scene.owner.sees(identifier).get("callsUsed").asInt()).isEqualTo(1);
        scene.caller.triesToDial(identifier.code()).expect(403, "call-refused");
    }

    @Test
    void anExpiredEventIsGone() {
        Scene scene = scene();
        scene.caller.dials(scene.owner.issuesIdentifier());
        server.passes(Duration.ofDays(30));
        JsonNode refused =
                scene.owner.get("/mailbox").expect(410, "events-purged").json();
        assertThat(refused.get("oldest").asLong()).isEqualTo(1);
        assertThat(scene.owner.reads("/mailbox?after=1").get("events")).isEmpty();
    }

    @Test
    void anExpiredIdentifierIsExpired() {
        Scene scene = scene();
        Identifier identifier = scene.owner.issuesIdentifier(Condition.validFor(Duration.ofMinutes(1)));
        server.passes(Duration.ofMinutes(1));

        assertThat(scene.owner.sees(identifier).get("state").asText()).isEqualTo("expired");
        scene.caller.triesToDial(identifier.code()).expect(403, "call-refused");
    }
}
