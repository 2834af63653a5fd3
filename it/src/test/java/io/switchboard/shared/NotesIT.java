// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.harness.Caller;
import io.switchboard.harness.Condition;
import io.switchboard.harness.Enterprise;
import io.switchboard.harness.Identifier;
import io.switchboard.harness.Reply;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServer;
import io.switchboard.harness.Terminal;
import io.switchboard.harness.Together;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an enterprise keeps on its accounts, identifiers and calls for its own use, and how it finds them again. */
@ExtendWith(SharedServer.class)
class NotesIT {
    private final ServerUnderTest server;
    private final Stage stage;
    private final Enterprise house;

    NotesIT(ServerUnderTest server) {
        this.server = server;
        stage = new Stage(server);
        house = stage.house();
    }

    // --------------------------------------------------------------------------------------------------- accounts

    @Test
    void anAccountIsFoundByTheEnterprisesOwnIdForIt() {
        JsonNode made =
                account("Kunde 4711/ä", Map.of("tariff", "gold")).expect(201).json();
        account("4712", Map.of()).expect(201);
        assertThat(made.get("externalId").asText()).isEqualTo("Kunde 4711/ä");
        assertThat(made.at("/metadata/tariff").asText()).isEqualTo("gold");
        assertThat(items(house, "/accounts?externalId=Kunde%204711%2F%C3%A4")).containsExactly(made);
        assertThat(items(house, "/accounts?externalId=kunde")).isEmpty();
        assertThat(items(stage.elsewhere(), "/accounts?externalId=Kunde%204711%2F%C3%A4"))
                .isEmpty();
    }

    @Test
    void anExternalIdBelongsToOneAccountOfAnEnterprise() {
        account("4711", Map.of()).expect(201);
        account("4711", Map.of()).expect(409, "external-id-taken");
        String other = account("4712", Map.of()).expect(201).json().get("id").asText();
        edit(house, "/accounts/" + other, Map.of("externalId", "4711")).expect(409, "external-id-taken");
        edit(house, "/accounts/" + other, Map.of("externalId", "4712", "name", "same"))
                .expect(200);
        stage.elsewhere()
                .post("/accounts", Map.of("name", "Ada", "externalId", "4711"))
                .expect(201);
    }

    @Test
    void ofTwoAccountsThatTakeAnExternalIdAtOnceOneGetsIt() {
        try (Together together = new Together(2)) {
            var first = together.meanwhile(() -> account("at-once", Map.of()));
            var second = together.meanwhile(() -> account("at-once", Map.of()));
            assertThat(List.of(
                            Together.result(first).status(),
                            Together.result(second).status()))
                    .containsExactlyInAnyOrder(201, 409);
        }
        assertThat(items(house, "/accounts?externalId=at-once")).hasSize(1);
    }

    @Test
    void aPatchChangesSinglePairsAndTakesAwayByNull() {
        String path = "/accounts/"
                + account("4711", Map.of("a", "1", "b", "2"))
                        .expect(201)
                        .json()
                        .get("id")
                        .asText();
        Map<String, @Nullable String> pairs = new HashMap<>();
        pairs.put("a", null);
        pairs.put("c", "3");
        JsonNode edited =
                edit(house, path, Map.of("metadata", pairs)).expect(200).json();
        assertThat(edited.get("metadata").toString()).isEqualTo("{\"b\":\"2\",\"c\":\"3\"}");
        assertThat(edited.get("externalId").asText()).isEqualTo("4711");

        Map<String, @Nullable Object> nothing = new HashMap<>();
        nothing.put("externalId", null);
        nothing.put("metadata", null);
        JsonNode bare = edit(house, path, nothing).expect(200).json();
        assertThat(bare.has("externalId")).isFalse();
        assertThat(bare.get("metadata")).isEmpty();
        assertThat(house.reads(path)).isEqualTo(bare);
        account("4711", Map.of()).expect(201);
    }

    @Test
    void whatIsWrongWithAPairIsNamed() {
        assertThat(account("x", Map.of("good", "1", "b ad", "2"))
                        .expect(400, "invalid-request")
                        .json()
                        .at("/errors/0/pointer")
                        .asText())
                .startsWith("/metadata/");
    }

    @Test
    void anAccountIsFoundByAnAddressInWhateverFormItIsWritten() {
        List<Map<String, String>> addresses = List.of(
                Map.of("kind", "phone", "value", "+49 30 901820"),
                Map.of("kind", "social", "provider", "example", "value", "@ada"));
        JsonNode ada = house.post("/accounts", Map.of("name", "Ada", "addresses", addresses))
                .expect(201)
                .json();
        house.newAccount();
        for (String written : List.of("%2B4930901820", "%2B49%20(30)%20901-820", "ada", "@ada", "%20@ada%20")) {
            assertThat(items(house, "/accounts?address=" + written)).as(written).containsExactly(ada);
            assertThat(items(stage.elsewhere(), "/accounts?address=" + written)).isEmpty();
        }
        for (String other : List.of("%2B4930901821", "ad", "Ada", "example", "30901820")) {
            assertThat(items(house, "/accounts?address=" + other)).as(other).isEmpty();
        }
    }

    // ------------------------------------------------------------------------------------------------ identifiers

    @Test
    void identifiersAreFoundByTheOwnersOwnIdForThemAndByState() {
        Terminal door = stage.door();
        Identifier pending = Identifier.of(issue(Map.of("externalId", "door", "metadata", Map.of("flat", "3a"))));
        Identifier active = Identifier.of(issue(Map.of("externalId", "door")));
        Identifier paused = Identifier.of(issue(Map.of("externalId", "gate")));
        Identifier revoked = door.issuesIdentifier();
        Identifier exhausted = door.issuesIdentifier(Condition.maxCalls(1));
        Identifier expired = door.issuesIdentifier(Condition.validFor(Duration.ofSeconds(1)));
        door.pauses(paused);
        door.revokes(revoked);
        stage.visitor().dials(exhausted);
        server.passes(Duration.ofSeconds(2));

        assertThat(found("?externalId=door")).containsExactly(active.id(), pending.id());
        assertThat(found("?externalId=door&state=paused")).isEmpty();
        assertThat(found("?state=active&limit=1")).containsExactly(active.id(), pending.id());
        assertThat(found("?state=paused")).containsExactly(paused.id());
        assertThat(found("?state=revoked")).containsExactly(revoked.id());
        assertThat(found("?state=exhausted")).containsExactly(exhausted.id());
        assertThat(found("?state=expired")).containsExactly(expired.id());
        assertThat(found("?state=pending")).isEmpty();
        assertThat(stage.neighbours()
                        .reads("/virtual-identifiers?externalId=door")
                        .get("items"))
                .isEmpty();
        JsonNode edited = edit(door, pending.path(), Map.of("externalId", "gate", "metadata", Map.of("bell", "2")))
                .expect(200)
                .json();
        assertThat(edited.get("metadata").toString()).isEqualTo("{\"bell\":\"2\",\"flat\":\"3a\"}");
        assertThat(edited.get("label")).isEqualTo(pending.view().get("label"));
        assertThat(found("?externalId=gate")).containsExactly(paused.id(), pending.id());
    }

    private JsonNode issue(Map<String, ?> notes) {
        Map<String, Object> request = new HashMap<>(notes);
        request.put("forms", List.of("characters"));
        request.put("label", "Door");
        return stage.door().post("/virtual-identifiers", request).expect(201).json();
    }

    private List<String> found(String query) {
        return ids(stage.door(), "/virtual-identifiers" + query);
    }

    // ------------------------------------------------------------------------------------------------------ calls

    @Test
    void whatEachSideKeepsIsShownToItAlone() {
        Identifier identifier =
                Identifier.of(issue(Map.of("externalId", "owners-own", "metadata", Map.of("owners", "only"))));
        JsonNode placed = stage.visitor()
                .post(
                        "/calls",
                        Map.of(
                                "to", identifier.code(),
                                "externalId", "callers-own",
                                "metadata", Map.of("callers", "alone")))
                .expect(201)
                .json();
        String call = placed.get("id").asText();
        stage.door().awaits("call.ringing", call);
        stage.door().answers(call);
        stage.visitor().awaits("call.answered", call);

        assertThat(placed.get("externalId").asText()).isEqualTo("callers-own");
        assertThat(stage.visitor()
                        .reads("/calls/" + call)
                        .at("/metadata/callers")
                        .asText())
                .isEqualTo("alone");
        for (String ofCallers : List.of("callers-own", "alone")) {
            assertThat(everything(stage.door())).doesNotContain(ofCallers);
        }
        for (String ofOwners : List.of("owners-own", "only")) {
            assertThat(everything(stage.visitor())).doesNotContain(ofOwners);
            assertThat(everything(stage.door())).contains(ofOwners);
        }
    }

    private static String everything(Terminal terminal) {
        List<String> all = new ArrayList<>();
        for (String path : List.of("/calls", "/mailbox?after=0", "/virtual-identifiers")) {
            all.add(terminal.get(path).expect(200).text());
        }
        return String.join("\n", all);
    }

    @Test
    void callsAreFoundByWhatIsKnownOfThem() {
        Terminal visitor = stage.visitor();
        Terminal door = stage.door();
        Identifier one = door.issuesIdentifier();
        Identifier other = door.issuesIdentifier();
        String missed = visitor.dials(one);
        server.passes(Duration.ofMinutes(3));
        Instant between = server.now();
        String ended = visitor.dials(one);
        door.answers(ended);
        door.tries("hang-up", ended).expect(200);
        String ringing = visitor.post("/calls", Map.of("to", other.code(), "externalId", "order-1"))
                .expect(201)
                .json()
                .get("id")
                .asText();

        assertThat(ids(door, "/calls")).containsExactly(ringing, ended, missed);
        assertThat(ids(door, "/calls?state=ringing")).containsExactly(ringing);
        assertThat(ids(door, "/calls?state=missed")).containsExactly(missed);
        assertThat(ids(door, "/calls?state=ended")).containsExactly(ended);
        assertThat(ids(door, "/calls?state=ended&limit=1")).containsExactly(ended);
        assertThat(ids(door, "/calls?direction=outgoing&state=ended")).isEmpty();
        assertThat(ids(visitor, "/calls?direction=outgoing&state=ended")).containsExactly(ended);
        assertThat(ids(door, "/calls?virtualIdentifierId=" + one.id())).containsExactly(ended, missed);
        assertThat(ids(door, "/calls?virtualIdentifierId=" + other.id())).containsExactly(ringing);
        assertThat(ids(visitor, "/calls?virtualIdentifierId=" + one.id())).isEmpty();
        assertThat(ids(door, "/calls?since=" + between)).containsExactly(ringing, ended);
        assertThat(ids(door, "/calls?until=" + between)).containsExactly(missed);
        assertThat(ids(door, "/calls?since=" + between + "&until=" + between)).isEmpty();
        assertThat(ids(visitor, "/calls?externalId=order-1")).containsExactly(ringing);
        assertThat(ids(door, "/calls?externalId=order-1")).isEmpty();
    }

    /** A deadline that nobody has carried out yet decides the state all the same. */
    @Test
    void aStateIsWhatItIsNowAlsoBeforeAJanitorComes() {
        String call = stage.visitor().dials(stage.identifier());
        server.passes(Duration.ofMinutes(2).plusSeconds(1));
        assertThat(ids(stage.door(), "/calls?state=missed")).containsExactly(call);
        assertThat(ids(stage.door(), "/calls?state=ringing")).isEmpty();
        assertThat(ids(stage.visitor(), "/calls?state=missed")).containsExactly(call);
    }

    // ------------------------------------------------------------------------------------------------ arrangement

    private Reply account(String externalId, Map<String, String> metadata) {
        return house.post("/accounts", Map.of("name", "Ada", "externalId", externalId, "metadata", metadata));
    }

    private static Reply edit(Caller by, String path, Map<String, ?> patch) {
        return by.patch(path, patch, by.get(path).expect(200).header("ETag").orElseThrow());
    }

    private static List<JsonNode> items(Caller by, String path) {
        List<JsonNode> items = new ArrayList<>();
        by.readsAll(path, items::add);
        return items;
    }

    /** Page by page, of the size that the query says. */
    private static List<String> ids(Caller by, String path) {
        List<String> ids = new ArrayList<>();
        String next = "";
        do {
            JsonNode page = by.reads(path + next);
            ids.addAll(page.get("items").findValuesAsText("id"));
            String cursor = page.path("next").asText("");
            next = cursor.isEmpty() ? "" : (path.contains("?") ? "&" : "?") + "cursor=" + cursor;
        } while (!next.isEmpty());
        return ids;
    }
}
