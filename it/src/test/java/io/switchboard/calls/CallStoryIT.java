// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.harness.Account;
import io.switchboard.harness.Enterprise;
import io.switchboard.harness.Identifier;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServer;
import io.switchboard.harness.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A call as both sides live it, with every way that people can end it. */
@ExtendWith(SharedServer.class)
class CallStoryIT {
    private final Account owner;
    private final List<Terminal> rung;
    private final Terminal first;
    private final Terminal second;
    private final Terminal caller;
    private final Identifier identifier;

    CallStoryIT(ServerUnderTest server) {
        Enterprise enterprise = server.newEnterprise();
        owner = enterprise.newAccount();
        rung = owner.enrolsTerminals(2);
        first = rung.get(0);
        second = rung.get(1);
        caller = server.newEnterprise().newAccount().enrolsTerminal();
        identifier = first.issuesIdentifier();
    }

    @Test
    void aCallRingsEveryTerminalIsAnsweredByOneConnectedAndEnded() {
        String call = caller.dials(identifier);
        rung.forEach(terminal -> terminal.awaits("call.ringing", call));

        assertThat(state(first.answers(call))).isEqualTo("answered");
        assertThat(state(caller.awaits("call.answered", call).data())).isEqualTo("answered");
        second.awaits("call.answered-elsewhere", call);

        assertThat(state(caller.connects(call))).isEqualTo("answered");
        assertThat(state(first.connects(call))).isEqualTo("connected");
        caller.awaits("call.connected", call);

        assertThat(state(caller.hangsUp(call))).isEqualTo("ended");
        JsonNode ended = first.awaits("call.ended", call).data();
        assertThat(state(ended)).isEqualTo("ended");
        assertThat(ended.get("endReason").asText()).isEqualTo("hang-up");

        assertThat(first.hasHeardOf(call))
                .containsExactly("call.ringing", "call.answered", "call.connected", "call.ended");
        assertThat(second.hasHeardOf(call)).containsExactly("call.ringing", "call.answered-elsewhere");
        assertThat(caller.hasHeardOf(call)).containsExactly("call.answered", "call.connected", "call.ended");
    }

    @Test
    void theLegsTellTheOwnerWhatEachTerminalDoes() {
        String call = caller.dials(identifier);
        assertThat(legs(first.sees(call))).containsEntry(first.id(), "sent").containsEntry(second.id(), "sent");
        second.rings(call);
        assertThat(legs(first.sees(call))).containsEntry(second.id(), "acknowledged");
        first.answers(call);
        assertThat(legs(first.sees(call)))
                .containsEntry(first.id(), "answered")
                .containsEntry(second.id(), "answered-elsewhere");
    }

    @Test
    void theCallerLearnsNothingButTheLabelAndTheState() {
        String call = caller.dials(identifier);
        assertThat(names(caller.sees(call)))
                .containsExactlyInAnyOrder("id", "direction", "state", "label", "metadata", "placedAt", "ringUntil");
        first.answers(call);
        JsonNode told = caller.awaits("call.answered", call).data();
        assertThat(names(told))
                .containsExactlyInAnyOrder(
                        "id", "direction", "state", "label", "metadata", "placedAt", "ringUntil", "answeredAt");
        assertThat(told.get("direction").asText()).isEqualTo("outgoing");
        assertThat(told.get("label").asText()).isEqualTo("Door");
    }

    @Test
    void theOwnerLearnsAPseudonymThatIsStablePerIdentifierAndCaller() {
        String once = pseudonym(first.sees(caller.dials(identifier)));
        String again = pseudonym(first.sees(caller.dials(identifier)));
        String elsewhere = pseudonym(first.sees(caller.dials(first.issuesIdentifier())));
        assertThat(again).isEqualTo(once);
        assertThat(elsewhere).isNotEqualTo(once);
        assertThat(first.sees(caller.dials(identifier)).toString())
                .doesNotContain(caller.id(), caller.account().id());
    }

    @Test
    void onlyTheFirstAnswerWinsAndTheWinnerMaySayItAgain() {
        String call = caller.dials(identifier);
        first.answers(call);
        first.answers(call);
        second.tries("answer", call).expect(409, "answered-elsewhere");
        assertThat(first.hasHeardOf(call)).containsExactly("call.ringing", "call.answered");
    }

    @Test
    void aRejectionEndsItForBothSides() {
        String call = caller.dials(identifier);
        assertThat(state(second.rejects(call))).isEqualTo("rejected");
        caller.awaits("call.rejected", call);
        assertThat(first.hasHeardOf(call)).containsExactly("call.ringing", "call.rejected");
        assertThat(caller.stateOf(call)).isEqualTo("rejected");
        first.tries("answer", call).expect(409, "illegal-move");
    }

    @Test
    void aRejectionOfALegLeavesTheOthersRinging() {
        String call = caller.dials(identifier);
        assertThat(state(first.rejects(call, "leg", "declined"))).isEqualTo("ringing");
        assertThat(legs(second.sees(call)))
                .containsEntry(first.id(), "rejected")
                .containsEntry(second.id(), "sent");
        assertThat(caller.stateOf(call)).isEqualTo("ringing");
        second.answers(call);
        assertThat(legs(second.sees(call))).containsEntry(first.id(), "rejected");
    }

    @Test
    void theLastLegToBeRejectedRejectsTheCall() {
        String call = caller.dials(identifier);
        first.rejects(call, "leg", "declined");
        assertThat(state(second.rejects(call, "leg", "declined"))).isEqualTo("rejected");
        caller.awaits("call.rejected", call);
    }

    @Test
    void itIsBusyWhenEveryTerminalIsAndTheCallerIsNotTold() {
        String call = caller.dials(identifier);
        assertThat(state(first.rejects(call, "leg", "busy"))).isEqualTo("ringing");
        assertThat(state(second.rejects(call, "leg", "busy"))).isEqualTo("busy");
        assertThat(first.hasHeardOf(call)).containsExactly("call.ringing", "call.busy");
        assertThat(caller.stateOf(call)).isEqualTo("ringing");
        assertThat(caller.hasHeardOf(call)).isEmpty();
    }

    @Test
    void theCallerIsToldOfABusyOwnerWhenTheOwnerChoosesSo() {
        String call = caller.dials(identifier);
        assertThat(state(first.rejects(call, "call", "busy"))).isEqualTo("busy");
        caller.awaits("call.busy", call);
        assertThat(caller.stateOf(call)).isEqualTo("busy");
        assertThat(second.hasHeardOf(call)).containsExactly("call.ringing", "call.busy");
    }

    @Test
    void busyWithoutAScopeIsOfThisLegOnly() {
        String call = caller.dials(identifier);
        JsonNode rejected = first.post("/calls/" + call + "/rejection", Map.of("reason", "busy"))
                .expect(200)
                .json();
        assertThat(state(rejected)).isEqualTo("ringing");
        second.answers(call);
    }

    @Test
    void theCallerGivesUp() {
        String call = caller.dials(identifier);
        assertThat(state(caller.cancels(call))).isEqualTo("cancelled");
        first.awaits("call.cancelled", call);
        assertThat(caller.hasHeardOf(call)).containsExactly("call.cancelled");

        JsonNode refused =
                first.tries("answer", call).expect(409, "illegal-move").json();
        assertThat(state(refused)).isEqualTo("cancelled");
        assertThat(refused.get("allowed")).isEmpty();
    }

    @Test
    void oneSideHangsUpBeforeTheyAreConnected() {
        String call = caller.dials(identifier);
        first.answers(call);
        first.hangsUp(call);
        JsonNode ended = caller.awaits("call.ended", call).data();
        assertThat(ended.get("endReason").asText()).isEqualTo("hang-up");
        caller.tries("hang-up", call).expect(409, "illegal-move");
        caller.tries("connection", call).expect(409, "illegal-move");
    }

    @Test
    void whatRingsCanNeitherBeConnectedNorHungUp() {
        String call = caller.dials(identifier);
        JsonNode refused =
                caller.tries("hang-up", call).expect(409, "illegal-move").json();
        assertThat(state(refused)).isEqualTo("ringing");
        assertThat(refused.get("allowed")).isNotEmpty();
        first.tries("connection", call).expect(409, "illegal-move");
        assertThat(first.stateOf(call)).isEqualTo("ringing");
    }

    @Test
    void eachSideMayDoItsOwnPartOnly() {
        String call = caller.dials(identifier);
        Terminal sibling = caller.account().enrolsTerminal();
        Terminal newcomer = owner.enrolsTerminal();
        Terminal stranger = caller.account().enterprise().newAccount().enrolsTerminal();

        caller.tries("answer", call).expect(403, "forbidden");
        caller.tries("rejection", call).expect(403, "forbidden");
        first.tries("cancellation", call).expect(403, "forbidden");
        sibling.tries("cancellation", call).expect(403, "forbidden");
        newcomer.tries("answer", call).expect(403, "forbidden");
        for (String move : List.of("answer", "rejection", "cancellation", "connection", "hang-up")) {
            stranger.tries(move, call).expect(404, "not-found");
        }
        stranger.get("/calls/" + call).expect(404, "not-found");
        first.answers(call);
        second.tries("connection", call).expect(403, "forbidden");
        second.tries("hang-up", call).expect(403, "forbidden");
        assertThat(first.stateOf(call)).isEqualTo("answered");
    }

    @Test
    void anAccountWithoutTerminalsIsRungToo() {
        Account alone = owner.enterprise().newAccount();
        Identifier unattended = Identifier.of(owner.enterprise()
                .actsFor(alone)
                .post("/virtual-identifiers", Map.of("forms", List.of("characters")))
                .expect(201)
                .json());
        String call = caller.dials(unattended);
        assertThat(caller.stateOf(call)).isEqualTo("ringing");
        Terminal late = alone.enrolsTerminal();
        assertThat(late.stateOf(call)).isEqualTo("ringing");
        late.tries("answer", call).expect(403, "forbidden");
    }

    @Test
    void anApiClientActsForEitherAccount() {
        var ownersBackEnd = owner.enterprise().actsFor(owner);
        var callersBackEnd = caller.account().enterprise().actsFor(caller.account());
        String call = callersBackEnd
                .post("/calls", Map.of("to", identifier.code()))
                .expect(201)
                .json()
                .get("id")
                .asText();
        ownersBackEnd.post("/calls/" + call + "/answer").expect(200);
        ownersBackEnd.post("/calls/" + call + "/answer").expect(409, "answered-elsewhere");
        rung.forEach(terminal -> terminal.awaits("call.answered-elsewhere", call));
        callersBackEnd.post("/calls/" + call + "/connection").expect(200);
        assertThat(state(ownersBackEnd.post("/calls/" + call + "/connection").json()))
                .isEqualTo("connected");
        callersBackEnd.post("/calls/" + call + "/hang-up").expect(200);
    }

    @Test
    void eachSideListsItsOwnCallsNewestFirst() {
        List<String> placed = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            placed.add(0, caller.dials(identifier));
        }
        assertThat(ids(caller.reads("/calls"))).containsExactlyElementsOf(placed);
        assertThat(ids(first.reads("/calls?direction=incoming"))).containsExactlyElementsOf(placed);
        assertThat(ids(first.reads("/calls?direction=outgoing"))).isEmpty();

        JsonNode page = caller.reads("/calls?limit=2");
        assertThat(ids(page)).containsExactlyElementsOf(placed.subList(0, 2));
        assertThat(ids(caller.reads("/calls?limit=2&cursor=" + page.get("next").asText())))
                .containsExactly(placed.get(2));
    }

    private static String state(JsonNode view) {
        return view.get("state").asText();
    }

    private static String pseudonym(JsonNode view) {
        return view.get("callerPseudonym").asText();
    }

    private static List<String> names(JsonNode view) {
        List<String> names = new ArrayList<>();
        view.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static List<String> ids(JsonNode page) {
        return page.get("items").findValuesAsText("id");
    }

    private static Map<String, String> legs(JsonNode view) {
        Map<String, String> legs = new java.util.HashMap<>();
        view.get("legs").forEach(leg -> legs.put(leg.get("terminalId").asText(), state(leg)));
        return legs;
    }
}
