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
import io.switchboard.harness.Sql;
import io.switchboard.harness.Terminal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Conditions beyond time and number: in which hours of the week, and who may call. */
@ExtendWith(SharedServer.class)
class ConditionsIT {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    private final ServerUnderTest server;
    private final Enterprise enterprise;
    private final Terminal owner;
    private final Terminal caller;

    ConditionsIT(ServerUnderTest server) {
        this.server = server;
        enterprise = server.newEnterprise();
        owner = enterprise.newAccount().enrolsTerminal();
        caller = server.newEnterprise().newAccount().enrolsTerminal();
    }

    // ------------------------------------------------------------------------------------------------ weekly hours

    /** From one minute to another of this week, in UTC. */
    private static Condition open(Instant from, Instant to) {
        ZonedDateTime begin = from.atZone(ZoneOffset.UTC);
        String day = begin.getDayOfWeek().name().toLowerCase(Locale.ROOT);
        return Condition.weeklyHours("UTC", day, TIME.format(begin), TIME.format(to.atZone(ZoneOffset.UTC)));
    }

    private Instant nextMinute() {
        return server.now().truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
    }

    private void passesUntil(Instant moment) {
        server.passes(Duration.between(server.now(), moment).plusMillis(1));
    }

    @Test
    void callsAreLetThroughInTheHoursOfTheWeekOnly() {
        Instant opens = nextMinute().plus(1, ChronoUnit.HOURS);
        Instant closes = opens.plus(10, ChronoUnit.MINUTES);
        Identifier identifier = owner.issuesIdentifier(open(opens, closes));
        caller.triesToDial(identifier.code()).expect(403, "call-refused");
        assertThat(cause(identifier)).isEqualTo("CLOSED_HOURS");
        assertThat(owner.sees(identifier).get("state").asText()).isEqualTo("active");

        passesUntil(opens);
        caller.cancels(caller.dials(identifier));
        passesUntil(closes);
        caller.triesToDial(identifier.code()).expect(403, "call-refused");
        assertThat(owner.hasHeardOf(identifier.id())).isEmpty();
    }

    @Test
    void whatRangWithinTheHoursMayBeAnsweredAfterThem() {
        Instant closes =
                server.now().plusSeconds(20).truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
        Identifier identifier = owner.issuesIdentifier(open(closes.minus(1, ChronoUnit.HOURS), closes));
        String call = caller.dials(identifier);
        server.passes(Duration.ofSeconds(30));
        owner.rings(call);
        if (server.now().isBefore(closes)) {
            passesUntil(closes);
        }
        caller.triesToDial(identifier.code()).expect(403, "call-refused");
        assertThat(owner.answers(call).get("state").asText()).isEqualTo("answered");
    }

    @Test
    void anEditThatClosesTheHourOfTheRingEndsTheCall() {
        Identifier identifier = owner.issuesIdentifier();
        String call = caller.dials(identifier);
        owner.edits(identifier, Condition.closedAt(server.now()));
        owner.tries("answer", call).expect(409, "identifier-closed");
        assertThat(owner.stateOf(call)).isEqualTo("failed");
        assertThat(caller.stateOf(call)).isEqualTo("ringing");
    }

    @Test
    void hoursAreShownEditedAndTakenAway() {
        Identifier identifier = owner.issuesIdentifier(Condition.closedAt(server.now()));
        JsonNode changed =
                owner.edits(identifier, Condition.weeklyHours("Asia/Kolkata", "sunday monday", "22:00", "02:00"));
        JsonNode hours = changed.at("/conditions/weeklyHours");
        assertThat(hours.toString())
                .isEqualTo("{\"zone\":\"Asia/Kolkata\",\"hours\":[{\"days\":[\"monday\",\"sunday\"],\"from\":\"22:00\","
                        + "\"to\":\"02:00\"}]}");
        assertThat(owner.edits(identifier, Condition.maxCalls(3)).at("/conditions/weeklyHours"))
                .isEqualTo(hours);
        JsonNode taken = owner.edits(identifier, Condition.none("weeklyHours"));
        assertThat(taken.get("conditions").has("weeklyHours")).isFalse();
        caller.dials(identifier);
    }

    @Test
    void hoursThatThereAreNotAreRefusedByName() {
        refused(Condition.weeklyHours("Europe/Atlantis", "monday", "09:00", "17:00"), "/conditions/weeklyHours/zone");
        refused(Condition.weeklyHours("+02:00", "monday", "09:00", "17:00"), "/conditions/weeklyHours/zone");
        refused(Condition.weeklyHours("UTC", "monday", "09:00", "09:00"), "/conditions/weeklyHours/hours/0/to");
        refused(Condition.weeklyHours("UTC", "monday", "24:00", "01:00"), "/conditions/weeklyHours/hours/0/from");
        refused(Condition.weeklyHours("UTC", "monday", "9:00", "10:00"), "/conditions/weeklyHours/hours/0/from");
        refused(Condition.weeklyHours("UTC", "monday", "09:00", "24:01"), "/conditions/weeklyHours/hours/0/to");
        refused(
                new Condition("weeklyHours", Map.of("zone", "UTC", "hours", List.of())),
                "/conditions/weeklyHours/hours");
    }

    // --------------------------------------------------------------------------------------------------------- PIN

    @Test
    void onlyWhoKnowsThePinGetsThrough() {
        Identifier identifier = owner.issuesIdentifier(Condition.pin("482913"));
        assertThat(identifier.view().at("/conditions/pinRequired").asBoolean()).isTrue();
        caller.triesToDial(identifier.code()).expect(403, "call-refused");
        assertThat(cause(identifier)).isEqualTo("WRONG_PIN");
        caller.triesToDial(identifier, "482914").expect(403, "call-refused");
        assertThat(cause(identifier)).isEqualTo("WRONG_PIN");
        caller.triesToDial(identifier, "4829130").expect(403, "call-refused");
        assertThat(owner.mailbox()).isEmpty();

        assertThat(owner.stateOf(caller.dials(identifier, "482913"))).isEqualTo("ringing");
    }

    @Test
    void aPinIsNeverShownAndStaysUntilItIsNamed() {
        Identifier identifier = owner.issuesIdentifier(Condition.pin("73910482"));
        for (JsonNode view : List.of(
                identifier.view(),
                owner.sees(identifier),
                owner.edits(identifier, Condition.maxCalls(20)),
                owner.patch(identifier.path(), Map.of("label", "Gate"), etag(identifier))
                        .expect(200)
                        .json())) {
            assertThat(view.toString()).doesNotContain("73910482").doesNotContain("pinMac");
            assertThat(view.at("/conditions/pinRequired").asBoolean()).isTrue();
        }
        caller.dials(identifier, "73910482");

        owner.edits(identifier, Condition.pin("555000111222"));
        caller.triesToDial(identifier, "73910482").expect(403, "call-refused");
        caller.dials(identifier, "555000111222");

        assertThat(owner.edits(identifier, Condition.none("pin"))
                        .at("/conditions/pinRequired")
                        .asBoolean())
                .isFalse();
        caller.dials(identifier);
    }

    @Test
    void takingAllConditionsAwayTakesThePinAway() {
        Identifier identifier = owner.issuesIdentifier(Condition.pin("482913"));
        owner.request(
                        "PATCH",
                        identifier.path(),
                        "{\"conditions\":null}",
                        Map.of("Content-Type", "application/merge-patch+json", "If-Match", etag(identifier)))
                .expect(200);
        caller.dials(identifier);
    }

    @Test
    void theSamePinAgainChangesNothing() {
        Identifier identifier = owner.issuesIdentifier(Condition.pin("482913"));
        String before = etag(identifier);
        owner.edits(identifier, Condition.pin("482913"));
        assertThat(etag(identifier)).isEqualTo(before);
        owner.edits(identifier, Condition.pin("482914"));
        assertThat(etag(identifier)).isNotEqualTo(before);
    }

    @Test
    void aNewPinDoesNotTouchACallThatRings() {
        Identifier identifier = owner.issuesIdentifier(Condition.pin("482913"));
        String call = caller.dials(identifier, "482913");
        owner.edits(identifier, Condition.pin("111222"));
        assertThat(owner.answers(call).get("state").asText()).isEqualTo("answered");
    }

    @Test
    void whatIsNoPinIsRefusedBeforeAnythingIsLookedUp() {
        for (String pin : List.of("", "12345", "1234567890123", "12345a", "123 456", "１２３４５６")) {
            refused(Condition.pin(pin), "/conditions/pin");
            JsonNode problem = caller.post("/calls", Map.of("to", "00000-00000-0", "pin", pin))
                    .expect(400, "invalid-request")
                    .json();
            assertThat(problem.at("/errors/0/pointer").asText()).isEqualTo("/pin");
            assertThat(pin.isEmpty() || !problem.toString().contains(pin))
                    .as(problem.toString())
                    .isTrue();
        }
    }

    /** The same digits for two identifiers are kept as two values, so that a thief cannot compare. */
    @Test
    void aPinIsKeptAsAMacOfItsIdentifierAlone() {
        Identifier one = owner.issuesIdentifier(Condition.pin("482913"));
        Identifier other = owner.issuesIdentifier(Condition.pin("482913"));
        assertThat(Sql.rows(
                        server,
                        "select distinct pin_mac from virtual_identifier where id in ('" + one.id() + "', '"
                                + other.id() + "')"))
                .hasSize(2);
    }

    // ------------------------------------------------------------------------------------------------ who may call

    @Test
    void onlyWhoIsAllowedAndSaysWhoItIsGetsThrough() {
        Terminal stranger = enterprise.newAccount().enrolsTerminal();
        Identifier identifier = owner.issuesIdentifier(Condition.allowCallers(caller.account()));
        assertThat(identifier.view().at("/conditions/allowCallers/0").asText())
                .isEqualTo(caller.account().id());
        caller.triesToDial(identifier.code()).expect(403, "call-refused");
        assertThat(cause(identifier)).isEqualTo("NOT_ALLOWED");
        stranger.triesToDialOpenly(identifier).expect(403, "call-refused");
        assertThat(cause(identifier)).isEqualTo("NOT_ALLOWED");
        assertThat(owner.mailbox()).isEmpty();
        caller.dialsOpenly(identifier);

        owner.edits(identifier, Condition.none("allowCallers"));
        stranger.dials(identifier);
    }

    @Test
    void theListOfTheAllowedIsEditedAsAWholeAndDoesNotTouchACallThatRings() {
        Identifier identifier = owner.issuesIdentifier(Condition.allowCallers(caller.account(), owner.account()));
        String call = caller.dialsOpenly(identifier);
        JsonNode edited = owner.edits(identifier, Condition.allowCallers(owner.account()));
        assertThat(edited.at("/conditions/allowCallers")).hasSize(1);
        assertThat(owner.edits(identifier, Condition.maxCalls(3)).at("/conditions/allowCallers"))
                .hasSize(1);
        caller.triesToDialOpenly(identifier).expect(403, "call-refused");
        assertThat(owner.answers(call).get("state").asText()).isEqualTo("answered");
    }

    @Test
    void whatIsNoListOfAccountsIsRefused() {
        refused(new Condition("allowCallers", List.of()), "/conditions/allowCallers");
        refused(
                new Condition(
                        "allowCallers", Collections.nCopies(201, owner.account().id())),
                "/conditions/allowCallers");
        refused(new Condition("allowCallers", List.of("nobody")), "/conditions/allowCallers/0");
    }

    @Test
    void whoAgreesIsSeenByTheOwnerAndKnowsIt() {
        Identifier identifier = owner.issuesIdentifier();
        Reply placed = caller.triesToDialOpenly(identifier).expect(201);
        String call = placed.json().get("id").asText();
        assertThat(placed.json().get("accountDisclosed").asBoolean()).isTrue();
        assertThat(placed.json().has("callerAccount")).isFalse();
        JsonNode account = caller.account()
                .enterprise()
                .reads("/accounts/" + caller.account().id());
        for (JsonNode seen : List.of(
                owner.sees(call),
                owner.reads("/calls").at("/items/0"),
                owner.awaits("call.ringing", call).data())) {
            JsonNode who = seen.get("callerAccount");
            assertThat(who.get("id")).isEqualTo(account.get("id"));
            assertThat(who.get("name")).isEqualTo(account.get("name"));
            assertThat(who.get("addresses")).isEqualTo(account.get("addresses"));
            assertThat(who).hasSize(3);
            assertThat(seen.has("accountDisclosed")).isFalse();
            assertThat(seen.has("callerPseudonym")).isTrue();
        }
    }

    @Test
    void whoDoesNotAgreeIsNotSeen() {
        Identifier identifier = owner.issuesIdentifier();
        for (Map<String, Object> request : List.<Map<String, Object>>of(
                Map.of("to", identifier.code()), Map.of("to", identifier.code(), "discloseAccount", false))) {
            JsonNode placed = caller.post("/calls", request).expect(201).json();
            String call = placed.get("id").asText();
            assertThat(placed.has("accountDisclosed")).isFalse();
            assertThat(owner.sees(call).has("callerAccount")).isFalse();
            assertThat(owner.awaits("call.ringing", call).data().has("callerAccount"))
                    .isFalse();
        }
    }

    /** What the caller agreed to show is what it was at the time; what it changes later is not the owner's to see. */
    @Test
    void whatIsDisclosedIsTheAccountAsItWasWhenTheCallWasPlaced() {
        String call = caller.dialsOpenly(owner.issuesIdentifier());
        JsonNode before = owner.sees(call).get("callerAccount");
        Enterprise callers = caller.account().enterprise();
        String path = "/accounts/" + caller.account().id();
        callers.patch(
                        path,
                        Map.of("name", "Somebody else"),
                        callers.get(path).expect(200).header("ETag").orElseThrow())
                .expect(200);
        assertThat(owner.sees(call).get("callerAccount")).isEqualTo(before);
    }

    // --------------------------------------------------------------------------------------------------- what is seen

    private String etag(Identifier identifier) {
        return owner.get(identifier.path()).expect(200).header("ETag").orElseThrow();
    }

    private void refused(Condition condition, String pointer) {
        JsonNode problem = owner.post(
                        "/virtual-identifiers",
                        Map.of("forms", List.of("characters"), "conditions", Condition.together(condition)))
                .expect(400, "invalid-request")
                .json();
        assertThat(problem.get("errors"))
                .extracting(error -> error.get("pointer").asText())
                .containsExactly(pointer);
    }

    /** Why the last call to it was refused. */
    private String cause(Identifier identifier) {
        return Sql.rows(
                        server,
                        "select cause from refused_call where identifier_id = '" + identifier.id()
                                + "' order by id desc")
                .get(0)
                .getOrDefault("cause", "none");
    }
}
