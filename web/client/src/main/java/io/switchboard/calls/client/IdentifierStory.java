// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.calls.wire.CallEventType;
import io.switchboard.calls.wire.CallId;
import io.switchboard.calls.wire.CallState;
import io.switchboard.calls.wire.CallView;
import io.switchboard.calls.wire.CallsRefusal;
import io.switchboard.calls.wire.ConditionsRequest;
import io.switchboard.calls.wire.CountOn;
import io.switchboard.calls.wire.IdentifierForm;
import io.switchboard.calls.wire.IdentifierState;
import io.switchboard.calls.wire.IssueIdentifierRequest;
import io.switchboard.calls.wire.PlaceCallRequest;
import io.switchboard.calls.wire.RejectCallRequest;
import io.switchboard.calls.wire.RejectReason;
import io.switchboard.calls.wire.RejectScope;
import io.switchboard.calls.wire.VirtualIdentifierView;
import io.switchboard.mailbox.client.DemoCast;
import io.switchboard.mailbox.client.DemoStage;
import io.switchboard.mailbox.client.DemoTerminal;
import io.switchboard.shared.client.ApiPath;
import io.switchboard.shared.client.CommandFailedException;
import io.switchboard.shared.client.Fields;
import io.switchboard.shared.client.ProblemException;
import io.switchboard.shared.client.Surroundings;
import io.switchboard.shared.client.Together;
import io.switchboard.shared.client.Versioned;
import io.switchboard.shared.wire.CloudEvent;
import io.switchboard.shared.wire.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

/** The story of one identifier, from its issue to its end. */
final class IdentifierStory {
    private static final String LABEL = "Sofa, viewing at four";
    private static final Duration VALIDITY = Duration.ofHours(1);
    private static final int CALLS = 2;
    private static final int MORE_CALLS = 5;

    private final DemoStage stage;
    private final IdentifierRoles cast;
    private final Surroundings surroundings;

    private IdentifierStory(DemoStage stage, IdentifierRoles cast, Surroundings surroundings) {
        this.stage = stage;
        this.cast = cast;
        this.surroundings = surroundings;
    }

    /** Plays all of it; throws at the first thing that is otherwise than told. */
    static void play(DemoStage stage, DemoCast cast) throws InterruptedException, ExecutionException {
        stage.act("Four terminals enrol at " + cast.server().server() + ".");
        IdentifierRoles roles = new IdentifierRoles(cast);
        stage.told("Ada's phone, tablet and laptop and Ben's phone made their keys and listen", true);
        new IdentifierStory(stage, roles, cast.server().surroundings()).play();
    }

    private void play() throws InterruptedException, ExecutionException {
        Identifiers identifiers = cast.identifiers();
        VirtualIdentifierView issued = issue();
        typo(issued);
        CallId first = ring(issued);
        DemoTerminal winner = race(first);
        talk(first, winner);
        compare(first, winner);
        reject(issued);
        Problem exhausted = exhaust(issued);
        pause(identifiers, issued, exhausted);
        end(identifiers, issued);
    }

    private VirtualIdentifierView issue() throws InterruptedException {
        stage.act("Ada sells a sofa and does not want to give her number away.");
        VirtualIdentifierView issued = cast.issue(new IssueIdentifierRequest(
                EnumSet.allOf(IdentifierForm.class),
                LABEL,
                new ConditionsRequest(null, null, VALIDITY, CALLS, CountOn.FORWARDED, null, null, null)));
        for (Map.Entry<IdentifierForm, String> code : issued.codes().entrySet()) {
            stage.say(code.getKey() + ": " + code.getValue());
        }
        stage.told(
                "Ada's phone issued one identifier in three forms, good for " + CALLS + " calls within the hour",
                issued.state() == IdentifierState.ACTIVE && issued.codes().size() == IdentifierForm.values().length);
        return issued;
    }

    private void typo(VirtualIdentifierView issued) throws InterruptedException {
        stage.act("Ben types the code from the advertisement, and swaps two symbols.");
        String typed = swapped(code(issued));
        Optional<TypingError> found = TypingError.in(typed);
        stage.say(typed + ": " + found.map(TypingError::message).orElse(""));
        stage.told("the slip was found on Ben's own phone; nothing was sent", found.isPresent());
    }

    private CallId ring(VirtualIdentifierView issued) throws InterruptedException {
        stage.act("Ben dials " + code(issued) + ".");
        CallView placed = calls(cast.bens()).place(PlaceCallRequest.calling(code(issued)));
        for (DemoTerminal terminal : cast.adas()) {
            terminal.await(CallEventType.RINGING, placed.id());
            calls(terminal).acknowledgeRing(placed.id());
            stage.told(terminal.name() + " rings", true);
        }
        stage.told("Ben sees the label and that it rings", LABEL.equals(placed.label()));
        return placed.id();
    }

    private DemoTerminal race(CallId call) throws InterruptedException, ExecutionException {
        stage.act("Ada's phone and tablet are both answered in the same moment.");
        List<DemoTerminal> racers = cast.adas().subList(0, 2);
        List<Callable<Boolean>> answers = new ArrayList<>();
        racers.forEach(racer -> answers.add(() -> answers(racer, call)));
        List<Boolean> won = Together.call(surroundings, answers);
        stage.told(
                "exactly one of them has the call",
                won.stream().filter(Boolean::booleanValue).count() == 1);
        DemoTerminal winner = racers.get(won.indexOf(true));
        for (DemoTerminal other : cast.adas()) {
            if (!other.equals(winner)) {
                other.await(CallEventType.ANSWERED_ELSEWHERE, call);
                stage.told(other.name() + " stops ringing: answered elsewhere", true);
            }
        }
        cast.bens().await(CallEventType.ANSWERED, call);
        stage.told("Ben sees that it was answered, not by which terminal", true);
        return winner;
    }

    private static boolean answers(DemoTerminal racer, CallId call) {
        try {
            return calls(racer).answer(call).state() == CallState.ANSWERED;
        } catch (ProblemException late) {
            if (late.code().equals(CallsRefusal.ANSWERED_ELSEWHERE.code())) {
                return false;
            }
            throw late;
        }
    }

    private void talk(CallId call, DemoTerminal winner) throws InterruptedException {
        stage.act("They talk.");
        calls(winner).connect(call);
        calls(cast.bens()).connect(call);
        winner.await(CallEventType.CONNECTED, call);
        cast.bens().await(CallEventType.CONNECTED, call);
        stage.told("both sides said so: the call is connected", true);
        calls(cast.bens()).hangUp(call);
        CallView ended = call(winner.await(CallEventType.ENDED, call));
        stage.told("Ben hung up, and " + winner.name() + " knows", ended.state() == CallState.ENDED);
    }

    private void compare(CallId call, DemoTerminal winner) throws InterruptedException {
        stage.act("What does each of them know of the other now? The same call, as the server tells it:");
        JsonNode callers = raw(cast.bens(), call);
        JsonNode owners = raw(winner, call);
        stage.sideBySide("Ben, who called", callers, "Ada, who was called", owners);
        Stream<String> secrets = Stream.concat(
                Stream.of(
                        cast.ada().id().toString(),
                        cast.ada().addresses().get(0).value()),
                cast.adas().stream()
                        .map(terminal -> terminal.session().identity().id().toString()));
        stage.told("nothing that Ben got holds Ada's account, address or terminals", holdsNone(callers, secrets));
        Stream<String> bens = Stream.of(
                cast.ben().id().toString(),
                cast.ben().addresses().get(0).value(),
                cast.bens().session().identity().id().toString());
        stage.told("nothing that Ada got holds Ben's", holdsNone(owners, bens));
    }

    private void reject(VirtualIdentifierView issued) throws InterruptedException {
        stage.act("Ben calls again; Ada is at dinner.");
        CallView placed = calls(cast.bens()).place(PlaceCallRequest.calling(code(issued)));
        DemoTerminal laptop = cast.adas().get(2);
        laptop.await(CallEventType.RINGING, placed.id());
        calls(laptop).reject(placed.id(), new RejectCallRequest(RejectScope.CALL, RejectReason.DECLINED));
        CallView seen = call(cast.bens().await(CallEventType.REJECTED, placed.id()));
        stage.told("Ada's laptop rejected the call, and Ben sees that", seen.state() == CallState.REJECTED);
    }

    private Problem exhaust(VirtualIdentifierView issued) throws InterruptedException {
        stage.act("Ben calls a third time. The identifier was good for two.");
        Problem refused = refused(issued);
        stage.told("the call was not let through, and no terminal of Ada's heard of it", ringsAtMost(CALLS));
        return refused;
    }

    private void pause(Identifiers identifiers, VirtualIdentifierView issued, Problem before)
            throws InterruptedException {
        stage.act("Ada allows " + MORE_CALLS + " calls, and pauses the identifier for the night.");
        Versioned<VirtualIdentifierView> read = identifiers.get(issued.id());
        VirtualIdentifierView more = identifiers
                .edit(read, IdentifierEdit.NOTHING.maxCalls(MORE_CALLS))
                .value();
        stage.told("with more calls it is active again", more.state() == IdentifierState.ACTIVE);
        stage.told("then it is paused", identifiers.pause(issued.id()).state() == IdentifierState.PAUSED);
        Problem refused = refused(issued);
        stage.sideBySide("Ben's answer when it was exhausted", before, "Ben's answer when it was paused", refused);
        stage.told("Ben cannot tell one refusal from the other", refused.equals(before));
        stage.told(
                "in the morning Ada resumes it", identifiers.resume(issued.id()).state() == IdentifierState.ACTIVE);
    }

    private void end(Identifiers identifiers, VirtualIdentifierView issued) throws InterruptedException {
        stage.act("The sofa is sold.");
        identifiers.revoke(issued.id());
        stage.told(
                "the identifier is revoked, for good",
                identifiers.get(issued.id()).value().state() == IdentifierState.REVOKED);
        stage.told(
                "Ada's terminals rang for the two calls that were let through, and for no other", ringsAtMost(CALLS));
        stage.told("a call is refused as ever", refused(issued).code().equals(CallsRefusal.CALL_REFUSED.code()));
    }

    /** Dials, and expects the one answer to every call that is not let through. */
    private Problem refused(VirtualIdentifierView issued) {
        try {
            CallView placed = calls(cast.bens()).place(PlaceCallRequest.calling(code(issued)));
            throw new CommandFailedException("Otherwise than told: the call " + placed.id() + " was let through.");
        } catch (ProblemException refused) {
            if (refused.code().equals(CallsRefusal.CALL_REFUSED.code())) {
                return refused.problem();
            }
            throw refused;
        }
    }

    private boolean ringsAtMost(int calls) {
        return cast.adas().stream().allMatch(terminal -> terminal.heardOf(CallEventType.RINGING) <= calls);
    }

    private static Calls calls(DemoTerminal terminal) {
        return Calls.of(terminal.session());
    }

    private static CallView call(CloudEvent event) {
        return CallEvents.call(event)
                .orElseThrow(() -> new CommandFailedException("An event of a call cannot be read: " + event.type()));
    }

    private static JsonNode raw(DemoTerminal terminal, CallId call) {
        return terminal.session().session().get(ApiPath.of("calls").slash(call), JsonNode.class);
    }

    private static boolean holdsNone(JsonNode message, Stream<String> secrets) {
        String text = message.toString();
        return secrets.noneMatch(text::contains);
    }

    private static String code(VirtualIdentifierView issued) {
        return Fields.required(issued.codes().get(IdentifierForm.CHARACTERS), "the code in characters");
    }

    /** The same code with two different neighbours swapped. */
    private static String swapped(String code) {
        for (int i = 0; i + 1 < code.length(); i++) {
            char one = code.charAt(i);
            char other = code.charAt(i + 1);
            if (one != other && one != '-' && other != '-') {
                return code.substring(0, i) + other + one + code.substring(i + 2);
            }
        }
        return code.substring(1);
    }
}
