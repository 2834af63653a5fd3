// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.harness.Condition;
import io.switchboard.harness.Enterprise;
import io.switchboard.harness.Identifier;
import io.switchboard.harness.Reply;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServer;
import io.switchboard.harness.Terminal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an owner does with an identifier, and what its conditions do to calls. */
@ExtendWith(SharedServer.class)
class IdentifierIT {
    private static final Duration MOMENT = Duration.ofSeconds(5);
    private static final String MERGE_PATCH = "application/merge-patch+json";

    private final ServerUnderTest server;
    private final Enterprise enterprise;
    private final Terminal owner;
    private final Terminal caller;

    IdentifierIT(ServerUnderTest server) {
        this.server = server;
        enterprise = server.newEnterprise();
        owner = enterprise.newAccount().enrolsTerminal();
        caller = server.newEnterprise().newAccount().enrolsTerminal();
    }

    @Test
    void everyFormReachesTheSameIdentifier() {
        Identifier identifier = owner.issuesIdentifier(List.of("qr", "characters", "digits"));
        assertThat(identifier.code("qr")).startsWith(server.address() + "/c/");
        for (String form : List.of("qr", "characters", "digits")) {
            String call = caller.dials(identifier.code(form));
            assertThat(owner.sees(call).get("virtualIdentifierId").asText()).isEqualTo(identifier.id());
        }
        caller.dials(identifier.code().toLowerCase(java.util.Locale.ROOT).replace("-", " "));
        assertThat(owner.sees(identifier).get("callsUsed").asInt()).isEqualTo(4);
    }

    @Test
    void aReplayGivesTheSameCodesByteForByte() {
        Map<String, String> key = Map.of("Idempotency-Key", "issue");
        Map<String, Object> request = Map.of("forms", List.of("qr", "digits", "characters"));
        Reply first =
                owner.request("POST", "/virtual-identifiers", request, key).expect(201);
        Reply again =
                owner.request("POST", "/virtual-identifiers", request, key).expect(201);
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.header("ETag")).isEqualTo(first.header("ETag")).isPresent();
        assertThat(owner.reads("/virtual-identifiers").get("items")).hasSize(1);
    }

    @Test
    void theEnterprisesDefaultsFillInWhatIsNotSaid() {
        JsonNode served = owner.issuesIdentifier().view();
        assertThat(served.at("/conditions/maxCalls").asInt()).isEqualTo(10);
        assertThat(validity(served)).isCloseTo(Duration.ofHours(24), MOMENT);

        String etag =
                enterprise.get("/call-settings").expect(200).header("ETag").orElseThrow();
        enterprise
                .patch(
                        "/call-settings",
                        Map.of("defaultValidity", "PT2H", "defaultMaxCalls", 3, "defaultCountOn", "answered"),
                        etag)
                .expect(200);
        enterprise.patch("/call-settings", Map.of("defaultMaxCalls", 4), etag).expect(412, "stale");
        JsonNode now = owner.issuesIdentifier().view();
        assertThat(now.at("/conditions/maxCalls").asInt()).isEqualTo(3);
        assertThat(now.at("/conditions/countOn").asText()).isEqualTo("answered");
        assertThat(validity(now)).isCloseTo(Duration.ofHours(2), MOMENT);
    }

    @Test
    void aConditionOfALaterVersionIsRefusedNotIgnored() {
        owner.post("/virtual-identifiers", Map.of("forms", List.of("qr"), "conditions", Map.of("approval", true)))
                .expect(400, "invalid-request");
    }

    @Test
    void aPausedOneLetsNoCallThroughUntilItIsResumed() {
        Identifier identifier = owner.issuesIdentifier();
        owner.pauses(identifier);
        assertThat(state(identifier)).isEqualTo("paused");
        caller.triesToDial(identifier.code()).expect(403, "call-refused");
        owner.post(identifier.path() + "/pause").expect(409, "illegal-move");
        owner.resumes(identifier);
        caller.dials(identifier);
    }

    @Test
    void theOtherTerminalsAreToldOfAChange() {
        Terminal other = owner.account().enrolsTerminal();
        Identifier identifier = owner.issuesIdentifier();
        owner.pauses(identifier);
        JsonNode told =
                other.awaits("virtual-identifier.changed", identifier.id()).data();
        assertThat(told.get("state").asText()).isEqualTo("paused");
    }

    @Test
    void anEditNeedsTheVersionThatWasRead() {
        Identifier identifier = owner.issuesIdentifier();
        String read = etag(identifier);
        Map<String, Object> patch = Map.of("label", "Gate");
        owner.request("PATCH", identifier.path(), patch, Map.of("Content-Type", MERGE_PATCH))
                .expect(428, "precondition-required");
        Reply edited = owner.patch(identifier.path(), patch, read).expect(200);
        assertThat(edited.json().get("label").asText()).isEqualTo("Gate");
        assertThat(edited.header("ETag")).hasValue(etag(identifier)).isNotEqualTo(java.util.Optional.of(read));
        owner.patch(identifier.path(), patch, read).expect(412, "stale");
        owner.patch(identifier.path(), Map.of("lable", "Gate"), etag(identifier))
                .expect(400, "invalid-request");
        owner.request(
                        "PATCH",
                        identifier.path(),
                        "{\"label\":null}",
                        Map.of("Content-Type", MERGE_PATCH, "If-Match", etag(identifier)))
                .expect(200);
        assertThat(owner.sees(identifier).has("label")).isFalse();
    }

    @Test
    void aRevokedOneIsGoneForGood() {
        Identifier identifier = owner.issuesIdentifier();
        owner.revokes(identifier);
        JsonNode tombstone = owner.sees(identifier);
        assertThat(tombstone.get("state").asText()).isEqualTo("revoked");
        assertThat(tombstone.path("codes")).isEmpty();
        assertThat(tombstone.has("revokedAt")).isTrue();
        owner.revokes(identifier);
        owner.post(identifier.path() + "/resume").expect(409, "illegal-move");
        owner.patch(identifier.path(), Map.of("label", "Gate"), etag(identifier))
                .expect(409, "illegal-move");
        caller.triesToDial(identifier.code()).expect(403, "call-refused");
    }

    @Test
    void anotherAccountsIdentifierIsNotFound() {
        Identifier identifier = owner.issuesIdentifier();
        Terminal neighbour = enterprise.newAccount().enrolsTerminal();
        neighbour.get(identifier.path()).expect(404, "not-found");
        neighbour.post(identifier.path() + "/pause").expect(404, "not-found");
        neighbour.delete(identifier.path()).expect(404, "not-found");
        neighbour.patch(identifier.path(), Map.of(), "\"0\"").expect(404, "not-found");
        assertThat(state(identifier)).isEqualTo("active");
    }

    @Test
    void whatWasClosedWhileItRangCannotBeAnswered() {
        Identifier identifier = owner.issuesIdentifier();
        String call = caller.dials(identifier);
        owner.pauses(identifier);
        owner.tries("answer", call).expect(409, "identifier-closed");
        JsonNode failed = owner.awaits("call.failed", call).data();
        assertThat(failed.get("endReason").asText()).isEqualTo("identifier-closed");
        assertThat(caller.stateOf(call)).isEqualTo("ringing");
        assertThat(caller.hasHeardOf(call)).isEmpty();
        owner.tries("answer", call).expect(409, "illegal-move");
    }

    @Test
    void aCallThatWasAnsweredGoesOnWhenItsIdentifierIsRevoked() {
        Identifier identifier = owner.issuesIdentifier();
        String call = caller.dials(identifier);
        owner.answers(call);
        owner.revokes(identifier);
        caller.connects(call);
        assertThat(owner.connects(call).get("state").asText()).isEqualTo("connected");
    }

    @Test
    void anExpiredOneIsRevivedByAnEdit() {
        Identifier identifier = owner.issuesIdentifier(Condition.validFor(Duration.ofMinutes(1)));
        server.passes(Duration.ofMinutes(1));
        assertThat(state(identifier)).isEqualTo("expired");
        caller.triesToDial(identifier.code()).expect(403, "call-refused");
        owner.awaits("virtual-identifier.expired", identifier.id());
        JsonNode edited =
                owner.edits(identifier, Condition.validUntil(server.now().plusSeconds(600)));
        assertThat(edited.get("state").asText()).isEqualTo("active");
        caller.dials(identifier);
    }

    @Test
    void anExpiredOneCanBeLabelledAnewWithoutBeingRevived() {
        Identifier identifier = owner.issuesIdentifier(Condition.validFor(Duration.ofMinutes(1)));
        server.passes(Duration.ofMinutes(1));
        owner.awaits("virtual-identifier.expired", identifier.id());
        Reply read = owner.get("/virtual-identifiers/" + identifier.id()).expect(200);
        JsonNode edited = owner.patch(
                        "/virtual-identifiers/" + identifier.id(),
                        Map.of("label", "over"),
                        read.header("ETag").orElseThrow())
                .expect(200)
                .json();
        assertThat(edited.get("label").asText()).isEqualTo("over");
        assertThat(edited.get("state").asText()).isEqualTo("expired");
    }

    @Test
    void anEditOfAnExpiredOneThatChangesNothingLeavesItsVersion() {
        Identifier identifier = owner.issuesIdentifier(Condition.validFor(Duration.ofMinutes(1)));
        server.passes(Duration.ofMinutes(1));
        owner.awaits("virtual-identifier.expired", identifier.id());
        Reply read = owner.get("/virtual-identifiers/" + identifier.id()).expect(200);
        String version = read.header("ETag").orElseThrow();
        Reply edited = owner.patch("/virtual-identifiers/" + identifier.id(), Map.of(), version)
                .expect(200);
        assertThat(edited.header("ETag")).contains(version);
    }

    @Test
    void onePendingOpensAtItsTime() {
        Identifier identifier = owner.issuesIdentifier(
                Condition.notBefore(server.now().plusSeconds(60)), Condition.validFor(Duration.ofHours(1)));
        assertThat(state(identifier)).isEqualTo("pending");
        caller.triesToDial(identifier.code()).expect(403, "call-refused");
        server.passes(Duration.ofSeconds(60));
        caller.dials(identifier);
    }

    @Test
    void whereAnswersCountItIsExhaustedByTheLastAnswerAndSaysSoOnce() {
        Identifier identifier = owner.issuesIdentifier(Condition.maxCalls(2), Condition.countOnAnswered());
        String first = caller.dials(identifier);
        String second = caller.dials(identifier);
        owner.answers(first);
        caller.cancels(second);
        owner.awaits("call.cancelled", second);
        assertThat(owner.hasHeardOf(identifier.id())).isEmpty();

        String third = caller.dials(identifier);
        owner.answers(third);
        owner.answers(third);
        owner.awaits("call.answered", third);
        assertThat(owner.hasHeardOf(identifier.id())).containsExactly("virtual-identifier.exhausted");
    }

    @Test
    void anEditThatChangesNothingIsToldToNobody() {
        Identifier identifier = owner.issuesIdentifier();
        String path = "/virtual-identifiers/" + identifier.id();
        String tag = owner.get(path).expect(200).header("ETag").orElseThrow();
        assertThat(owner.patch(path, Map.of(), tag).expect(200).header("ETag")).hasValue(tag);
        assertThat(owner.hasHeardOf(identifier.id())).isEmpty();
    }

    @Test
    void aStaleEditIsStaleWhateverElseIsWrongWithIt() {
        Identifier identifier = owner.issuesIdentifier();
        String path = "/virtual-identifiers/" + identifier.id();
        String tag = owner.get(path).expect(200).header("ETag").orElseThrow();
        owner.patch(path, Map.of("label", "new"), tag).expect(200);
        owner.patch(path, Map.of("label", 7), tag).expect(412, "stale");
        owner.patch(path, Map.of("label", "ahead"), "\"99\"").expect(412, "stale");
        assertThat(owner.patch(path, Map.of("label", "blind"), "*")
                        .expect(412, "stale")
                        .json()
                        .get("detail")
                        .asText())
                .contains("If-Match: * is not taken");
    }

    @Test
    void anExhaustedOneIsRevivedByAnEdit() {
        Identifier identifier = owner.issuesIdentifier(Condition.maxCalls(2));
        caller.dials(identifier);
        assertThat(state(identifier)).isEqualTo("active");
        caller.dials(identifier);
        owner.awaits("virtual-identifier.exhausted", identifier.id());
        assertThat(state(identifier)).isEqualTo("exhausted");
        caller.triesToDial(identifier.code()).expect(403, "call-refused");
        owner.edits(identifier, Condition.maxCalls(3));
        caller.dials(identifier);
        caller.triesToDial(identifier.code()).expect(403, "call-refused");
    }

    @Test
    void aForwardedCallCountsWhateverBecomesOfIt() {
        Identifier identifier = owner.issuesIdentifier(Condition.maxCalls(1));
        caller.cancels(caller.dials(identifier));
        assertThat(used(identifier)).isEqualTo(1);
        caller.triesToDial(identifier.code()).expect(403, "call-refused");
    }

    @Test
    void whereAnswersCountARingingCallHoldsAUseAndGivesItBackOnce() {
        Identifier identifier = owner.issuesIdentifier(Condition.maxCalls(1), Condition.countOnAnswered());
        String cancelled = caller.dials(identifier);
        assertThat(used(identifier)).isEqualTo(1);
        caller.triesToDial(identifier.code()).expect(403, "call-refused");
        caller.cancels(cancelled);
        assertThat(used(identifier)).isZero();
        caller.tries("cancellation", cancelled).expect(409, "illegal-move");
        assertThat(used(identifier)).isZero();

        owner.rejects(caller.dials(identifier));
        assertThat(used(identifier)).isZero();

        String missed = caller.dials(identifier);
        server.passes(Duration.ofSeconds(61));
        owner.awaits("call.missed", missed);
        assertThat(used(identifier)).isZero();

        String answered = caller.dials(identifier);
        owner.answers(answered);
        owner.hangsUp(answered);
        assertThat(used(identifier)).isEqualTo(1);
        caller.triesToDial(identifier.code()).expect(403, "call-refused");
    }

    private String state(Identifier identifier) {
        return owner.sees(identifier).get("state").asText();
    }

    private int used(Identifier identifier) {
        return owner.sees(identifier).get("callsUsed").asInt();
    }

    private String etag(Identifier identifier) {
        return owner.get(identifier.path()).expect(200).header("ETag").orElseThrow();
    }

    private static Duration validity(JsonNode view) {
        return Duration.between(
                Instant.parse(view.get("createdAt").asText()),
                Instant.parse(view.at("/conditions/validUntil").asText()));
    }
}
