// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.harness.Condition;
import io.switchboard.harness.Identifier;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServer;
import io.switchboard.harness.Terminal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A terminal that is revoked while it rings. */
@ExtendWith(SharedServer.class)
class RevokedWhileRingingIT {
    private final ServerUnderTest server;
    private final Terminal phone;
    private final Terminal lost;
    private final Terminal caller;
    private final Identifier identifier;

    RevokedWhileRingingIT(ServerUnderTest server) {
        this.server = server;
        List<Terminal> owners = server.newEnterprise().newAccount().enrolsTerminals(2);
        phone = owners.get(0);
        lost = owners.get(1);
        caller = server.newEnterprise().newAccount().enrolsTerminal();
        identifier = phone.issuesIdentifier(Condition.maxCalls(3), Condition.countOnAnswered());
    }

    private void revokes(Terminal terminal) {
        phone.delete("/terminals/" + terminal.id()).expect(204);
    }

    private String leg(String call, Terminal terminal) {
        for (JsonNode leg : phone.sees(call).get("legs")) {
            if (leg.get("terminalId").asText().equals(terminal.id())) {
                return leg.get("state").asText();
            }
        }
        return "none";
    }

    @Test
    void itsLegEndsWithItAndTheOthersRingOn() {
        String call = caller.dials(identifier);
        String another = caller.dials(identifier);
        lost.rings(call);
        revokes(lost);
        for (String each : List.of(call, another)) {
            assertThat(leg(each, lost)).isEqualTo("stopped");
            assertThat(leg(each, phone)).isEqualTo("sent");
        }
        assertThat(phone.answers(call).get("state").asText()).isEqualTo("answered");
        assertThat(leg(call, lost)).isEqualTo("stopped");
    }

    @Test
    void whenAllThatIsLeftIsBusySoIsTheCallAndItsUseIsGivenBack() {
        String call = caller.dials(identifier);
        phone.rejects(call, "leg", "busy");
        assertThat(phone.stateOf(call)).isEqualTo("ringing");
        revokes(lost);
        assertThat(phone.awaits("call.busy", call).data().get("state").asText()).isEqualTo("busy");
        assertThat(phone.sees(identifier).get("callsUsed").asInt()).isZero();
        assertThat(caller.stateOf(call)).isEqualTo("ringing");
        assertThat(caller.hasHeardOf(call)).isEmpty();
    }

    @Test
    void aBusyTerminalAfterItMakesTheCallBusyToo() {
        String call = caller.dials(identifier);
        revokes(lost);
        assertThat(phone.rejects(call, "leg", "busy").get("state").asText()).isEqualTo("busy");
    }

    @Test
    void whenAllThatIsLeftHasDeclinedBothSidesAreTold() {
        String call = caller.dials(identifier);
        phone.rejects(call, "leg", "declined");
        revokes(lost);
        phone.awaits("call.rejected", call);
        assertThat(caller.awaits("call.rejected", call).data().get("state").asText())
                .isEqualTo("rejected");
    }

    @Test
    void whenNoTerminalIsLeftItRingsUntilItIsMissed() {
        String call = caller.dials(identifier);
        revokes(lost);
        revokes(phone);
        assertThat(caller.stateOf(call)).isEqualTo("ringing");
        Terminal anew = phone.account().enrolsTerminal();
        assertThat(anew.stateOf(call)).isEqualTo("ringing");
        server.passes(Duration.ofSeconds(61));
        assertThat(anew.stateOf(call)).isEqualTo("missed");
        assertThat(anew.sees(identifier).get("callsUsed").asInt()).isZero();
    }
}
