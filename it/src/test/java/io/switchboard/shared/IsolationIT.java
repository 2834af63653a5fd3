// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.switchboard.harness.Caller;
import io.switchboard.harness.Endpoint;
import io.switchboard.harness.Reply;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServer;
import io.switchboard.harness.Terminal;
import io.switchboard.harness.Visible;
import io.switchboard.shared.Samples.Sample;
import io.switchboard.shared.rest.Callers;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** The table endpoint × caller, read from the product: whoever may not, cannot, and learns nothing. */
@ExtendWith(SharedServer.class)
class IsolationIT {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final String ACTS_FOR = "Switchboard-Account";
    private static final Duration LIFE_OF_A_TOKEN = Duration.ofMinutes(10);

    private final ServerUnderTest server;
    private final Stage stage;

    IsolationIT(ServerUnderTest server) {
        this.server = server;
        stage = new Stage(server);
    }

    @Test
    void everyEndpointHasASampleRequest() {
        assertThat(Samples.names())
                .containsExactlyInAnyOrderElementsOf(
                        Endpoint.all().stream().map(Endpoint::name).toList());
    }

    @TestFactory
    Stream<DynamicTest> whoeverMayIsLetIn() {
        return Endpoint.all().stream()
                .flatMap(endpoint -> endpoint.callers().stream()
                        .map(kind -> dynamicTest(endpoint.name() + " by " + kind, () -> letsIn(endpoint, kind))));
    }

    private void letsIn(Endpoint endpoint, Callers kind) {
        Sample sample = Samples.of(endpoint, stage, kind);
        Reply reply = sample.sentBy(sample.by(), endpoint);
        assertThat(reply.status()).as(reply.text()).isBetween(200, 299);
    }

    @TestFactory
    Stream<DynamicTest> aTokenThatDoesNotHoldOpensNothing() {
        Map<String, String> tokens = BadTokens.of(stage);
        return guarded()
                .map(endpoint -> dynamicTest(endpoint.name(), () -> {
                    Sample sample = sample(endpoint);
                    tokens.forEach((what, header) -> refusesUnauthenticated(endpoint, sample, what, header));
                }));
    }

    @Test
    void anExpiredTokenOpensNothing() {
        Map<String, String> tokens = Map.of(
                "the admin client's", bearer(server.admin()),
                "a client's", bearer(stage.house()),
                "a terminal's", bearer(stage.door()));
        Map<Endpoint, Sample> samples = new LinkedHashMap<>();
        guarded().forEach(endpoint -> samples.put(endpoint, sample(endpoint)));
        server.passes(LIFE_OF_A_TOKEN.plusSeconds(1));
        samples.forEach((endpoint, sample) ->
                tokens.forEach((whose, header) -> refusesUnauthenticated(endpoint, sample, whose, header)));
    }

    @Test
    void aRevokedTerminalsTokenOpensNothing() {
        Terminal lost = stage.owner().enrolsTerminal();
        String token = bearer(lost);
        stage.phone().delete("/terminals/" + lost.id()).expect(204);
        guarded()
                .forEach(endpoint -> refusesUnauthenticated(endpoint, sample(endpoint), "a revoked terminal's", token));
    }

    private static void refusesUnauthenticated(Endpoint endpoint, Sample sample, String what, String header) {
        Reply reply = sample.sentBy(sample.by(), endpoint, Map.of("Authorization", header));
        assertThat(outcome(reply))
                .as(endpoint.name() + " with " + what + " token")
                .isEqualTo(refusal(endpoint, "401", "unauthenticated"));
        assertThat(reply.header("WWW-Authenticate")).hasValue("Bearer");
    }

    @TestFactory
    Stream<DynamicTest> whoeverIsOfAnotherKindIsForbidden() {
        List<Known> known = everyKind();
        return guarded()
                .map(endpoint -> dynamicTest(endpoint.name(), () -> {
                    Sample sample = sample(endpoint);
                    known.stream()
                            .filter(caller -> caller.is().stream().noneMatch(endpoint.callers()::contains))
                            .forEach(caller -> assertThat(caller.asks(endpoint, sample))
                                    .as(caller.name())
                                    .isEqualTo(refusal(endpoint, "403", "forbidden")));
                }));
    }

    /** Somebody with a good token; the account that it wants to act for, or nothing. */
    private record Known(String name, Caller caller, String actingFor, Set<Callers> is) {
        String asks(Endpoint endpoint, Sample sample) {
            return outcome(sample.sentBy(caller, endpoint, Map.of(ACTS_FOR, actingFor)));
        }
    }

    private List<Known> everyKind() {
        Caller admin = server.admin();
        Caller manages = stage.house().newClient("manage");
        Caller acts = stage.house().newClient("act");
        String own = stage.owner().id();
        Set<Callers> nothing = EnumSet.noneOf(Callers.class);
        return List.of(
                new Known("the admin client", admin, "", EnumSet.of(Callers.ADMIN)),
                new Known("the admin client, acting", admin, own, nothing),
                new Known("a client with the scope manage", manages, "", EnumSet.of(Callers.MANAGER)),
                new Known("the same, acting", manages, own, nothing),
                new Known("the same, acting for nobody", manages, randomId(), nothing),
                new Known("a client with the scope act, not acting", acts, "", nothing),
                new Known("the same, acting", acts, own, EnumSet.of(Callers.ACTING)),
                new Known("a terminal", stage.door(), "", EnumSet.of(Callers.TERMINAL)),
                new Known(
                        "a terminal that acts for its neighbour",
                        stage.door(),
                        stage.neighbour().id(),
                        nothing),
                new Known("a terminal that acts for nobody", stage.door(), randomId(), nothing));
    }

    @TestFactory
    Stream<DynamicTest> nobodyActsForAnAccountElsewhere() {
        return guarded()
                .map(endpoint -> dynamicTest(endpoint.name(), () -> {
                    Sample sample = sample(endpoint);
                    Visible unknown = Visible.of(sample.sentBy(stage.house(), endpoint, Map.of(ACTS_FOR, randomId())));
                    isNotFound(endpoint, unknown);
                    for (String account :
                            List.of(stage.outsider().id(), stage.guest().id(), "nonsense", "1-1-1-1-1")) {
                        assertThat(Visible.of(sample.sentBy(stage.house(), endpoint, Map.of(ACTS_FOR, account))))
                                .as(account)
                                .isEqualTo(unknown);
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> somebodyElsesIsLikeNobodys() {
        return guarded()
                .filter(Endpoint::hasId)
                .flatMap(endpoint -> endpoint.callers().stream()
                        .map(kind -> dynamicTest(endpoint.name() + " by " + kind, () -> hides(endpoint, kind))));
    }

    /** And that it was hidden from everybody else has not hurt it: in the end its own caller gets it. */
    private void hides(Endpoint endpoint, Callers kind) {
        Sample sample = Samples.of(endpoint, stage, kind);
        Sample nobodys = sample.withPath(ID.matcher(sample.path()).replaceAll(id -> randomId()));
        Visible unknown = Visible.of(nobodys.sentBy(sample.by(), endpoint));
        isNotFound(endpoint, unknown);
        stage.strangers(kind).forEach((name, stranger) -> {
            assertThat(Visible.of(nobodys.sentBy(stranger, endpoint))).as(name).isEqualTo(unknown);
            assertThat(Visible.of(sample.sentBy(stranger, endpoint))).as(name).isEqualTo(unknown);
        });
        Reply own = sample.sentBy(sample.by(), endpoint);
        assertThat(own.status()).as(own.text()).isBetween(200, 299);
    }

    @Test
    void anEnrolmentBelongsToOneAccount() {
        Endpoint endpoint = Endpoint.all().stream()
                .filter(candidate -> candidate.path().endsWith("/{enrolmentId}/qr"))
                .findFirst()
                .orElseThrow();
        Sample own = Samples.of(endpoint, stage, Callers.MANAGER);
        Sample neighbours = own.withPath(
                own.path().replace(stage.owner().id(), stage.neighbour().id()));
        Sample nobodys = own.withPath("/accounts/" + stage.owner().id() + "/enrolments/" + randomId() + "/qr");
        assertThat(Visible.of(neighbours.sentBy(stage.house(), endpoint)))
                .isEqualTo(Visible.of(nobodys.sentBy(stage.house(), endpoint)));
        assertThat(neighbours.sentBy(stage.house(), endpoint).code()).isEqualTo("not-found");
    }

    @TestFactory
    Stream<DynamicTest> listsHoldNothingOfOthers() {
        Set<String> owners = Set.of(
                stage.house().id(),
                stage.owner().id(),
                stage.door().id(),
                stage.phone().id(),
                stage.identifier().id(),
                stage.ringingCall(),
                stage.answeredCall());
        return guarded()
                .filter(endpoint -> endpoint.method().equals("GET") && !endpoint.hasId())
                .flatMap(endpoint -> endpoint.callers().stream()
                        .flatMap(kind -> stage.strangers(kind).entrySet().stream()
                                .map(stranger -> dynamicTest(
                                        endpoint.name() + " by " + stranger.getKey(),
                                        () -> assertThat(stranger.getValue()
                                                        .get(endpoint.path())
                                                        .expect(200)
                                                        .text())
                                                .doesNotContain(owners)))));
    }

    // ------------------------------------------------------------------- one terminal of an account is not another

    @Test
    void aTerminalThatWasNotRungHasNoPartInTheCall() {
        String call = stage.ringingCall();
        Terminal late = stage.owner().enrolsTerminal();
        for (String move : List.of("ring-acknowledgement", "answer", "rejection")) {
            late.tries(move, call).expect(403, "forbidden");
        }
        assertThat(stage.door().stateOf(call)).isEqualTo("ringing");
    }

    @Test
    void onlyThePlacingTerminalMovesTheCallersSide() {
        String call = stage.ringingCall();
        stage.visitorsOther().tries("cancellation", call).expect(403, "forbidden");
        stage.door().answers(call);
        stage.visitorsOther().tries("connection", call).expect(403, "forbidden");
        stage.visitorsOther().tries("hang-up", call).expect(403, "forbidden");
        assertThat(stage.visitor().stateOf(call)).isEqualTo("answered");
    }

    @Test
    void onlyTheAnsweringTerminalMovesTheOwnersSide() {
        String call = stage.answeredCall();
        stage.phone().tries("connection", call).expect(403, "forbidden");
        stage.phone().tries("hang-up", call).expect(403, "forbidden");
        assertThat(stage.door().stateOf(call)).isEqualTo("answered");
    }

    @Test
    void eachSideMakesItsOwnMovesOnly() {
        String call = stage.ringingCall();
        for (String move : List.of("ring-acknowledgement", "answer", "rejection")) {
            stage.visitor().tries(move, call).expect(403, "forbidden");
        }
        stage.door().tries("cancellation", call).expect(403, "forbidden");
        assertThat(stage.door().stateOf(call)).isEqualTo("ringing");
    }

    @Test
    void aTerminalReadsAndAcknowledgesItsOwnMailboxOnly() {
        stage.ringingCall();
        long last = stage.door().mailbox().size();
        stage.door().acknowledges(last);
        assertThat(stage.door().reads("/mailbox").get("acknowledged").asLong()).isEqualTo(last);
        assertThat(stage.phone().reads("/mailbox").get("acknowledged").asLong()).isZero();
    }

    // ------------------------------------------------------------------------------ the two sides of a call

    @Test
    void neitherSideLearnsWhoTheOtherIs() {
        var identifier = stage.identifier();
        String call = stage.visitor().dials(identifier);
        stage.door().answers(call);
        stage.door().connects(call);
        stage.visitor().connects(call);
        stage.visitor().hangsUp(call);
        Set<String> owners = Set.of(
                stage.house().id(),
                stage.owner().id(),
                stage.door().id(),
                stage.phone().id(),
                identifier.id());
        Set<String> guests = Set.of(
                stage.guest().enterprise().id(),
                stage.guest().id(),
                stage.visitor().id(),
                stage.visitorsOther().id());
        stage.visitor().awaits("call.ended", call);
        stage.door().awaits("call.ended", call);
        for (String path : List.of("/calls/" + call, "/calls", "/mailbox")) {
            assertThat(stage.visitor().get(path).expect(200).text())
                    .contains(call)
                    .doesNotContain(owners);
            assertThat(stage.door().get(path).expect(200).text()).contains(call).doesNotContain(guests);
        }
    }

    // ------------------------------------------------------------------------------------------------ arrangement

    private static String outcome(Reply reply) {
        return reply.status() + " " + reply.code();
    }

    /** An answer to {@code HEAD} has no body to say more in. */
    private static String refusal(Endpoint endpoint, String status, String code) {
        return status + " " + (isHead(endpoint) ? "" : code);
    }

    private static void isNotFound(Endpoint endpoint, Visible answer) {
        assertThat(answer.status()).isEqualTo(404);
        if (isHead(endpoint)) {
            assertThat(answer.body()).isEmpty();
        } else {
            assertThat(answer.body()).contains("urn:switchboard:problem:not-found");
        }
    }

    private static boolean isHead(Endpoint endpoint) {
        return endpoint.method().equals("HEAD");
    }

    private static Stream<Endpoint> guarded() {
        return Endpoint.all().stream().filter(endpoint -> !endpoint.isForAnyone());
    }

    private Sample sample(Endpoint endpoint) {
        return Samples.of(endpoint, stage, endpoint.callers().iterator().next());
    }

    private static String bearer(Caller caller) {
        return "Bearer " + caller.token();
    }

    private static String randomId() {
        return UUID.randomUUID().toString();
    }
}
