// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.harness.Caller;
import io.switchboard.harness.Data;
import io.switchboard.harness.Endpoint;
import io.switchboard.harness.Enterprise;
import io.switchboard.harness.Identifier;
import io.switchboard.harness.Reply;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServer;
import io.switchboard.shared.rest.Callers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every list, read page by page: each row once, in one order, by links that come to an end. */
@ExtendWith(SharedServer.class)
class ListsIT {
    private static final int ROWS = 5;
    /** The administrator's: nobody has one of their own. */
    private static final Set<String> OF_THE_SERVER = Set.of("/enterprises", "/signing-keys");

    private static final AtomicLong BLOCKED = new AtomicLong();
    private static final Pattern NEXT = Pattern.compile("<([^>]+)>;\\s*rel=\"next\"");

    private final ServerUnderTest server;

    ListsIT(ServerUnderTest server) {
        this.server = server;
    }

    /** What adds a row to each list, which is at this path; a new list needs one here. */
    private static Map<String, BiConsumer<Stage, String>> rows() {
        Map<String, BiConsumer<Stage, String>> rows = new LinkedHashMap<>();
        rows.put("GET /enterprises", (stage, path) -> stage.server().newEnterprise());
        rows.put(
                "GET /signing-keys",
                (stage, path) -> stage.server().admin().post(path).expect(201));
        rows.put(
                "GET /enterprises/{id}/api-clients",
                (stage, path) -> stage.house().newClient("act"));
        rows.put("GET /accounts", (stage, path) -> stage.house().newAccount());
        rows.put("GET /terminals", (stage, path) -> stage.owner().enrolsTerminal());
        rows.put("GET /virtual-identifiers", (stage, path) -> stage.door().issuesIdentifier());
        rows.put("GET /virtual-identifiers/{id}/blocks", ListsIT::block);
        rows.put("GET /calls", (stage, path) -> stage.ringingCall());
        rows.put(
                "GET /transfers",
                (stage, path) -> stage.door()
                        .post(path, Data.random(10).to(stage.receiver()))
                        .expect(201));
        rows.put("GET /refused-calls", (stage, path) -> refuse(stage));
        rows.put("GET /events", (stage, path) -> stage.ringingCall());
        rows.put("GET /webhooks", (stage, path) -> stage.newWebhook());
        rows.put(
                "GET /webhooks/{id}/deliveries",
                (stage, path) ->
                        stage.house().post(path.replace("deliveries", "test")).expect(200));
        rows.put("GET /audit", (stage, path) -> stage.house().newAccount());
        return rows;
    }

    /** Rising, as ids do: the newest is the greatest. */
    private static void block(Stage stage, String path) {
        String pseudonym = String.format(Locale.ROOT, "caller-%016d", BLOCKED.incrementAndGet());
        stage.door().post(path, Map.of("pseudonym", pseudonym)).expect(200);
    }

    private static void refuse(Stage stage) {
        Identifier paused = stage.door().issuesIdentifier();
        stage.door().pauses(paused);
        stage.visitor().triesToDial(paused.code()).expect(403, "call-refused");
    }

    private static Stream<Endpoint> lists() {
        return Endpoint.all().stream().filter(Endpoint::isList);
    }

    private static Callers kind(Endpoint endpoint) {
        return endpoint.callers().contains(Callers.MANAGER)
                ? Callers.MANAGER
                : endpoint.callers().iterator().next();
    }

    private Sample filled(Endpoint endpoint) {
        BiConsumer<Stage, String> row = rows().get(endpoint.name());
        assertThat(row).as("what adds a row to " + endpoint.name()).isNotNull();
        Stage stage = new Stage(server);
        Samples.Sample sample = Samples.of(endpoint, stage, kind(endpoint));
        stage.door();
        stage.phone();
        for (int i = 0; i < ROWS; i++) {
            row.accept(stage, sample.path());
        }
        return new Sample(sample.by(), sample.path());
    }

    private record Sample(Caller by, String path) {}

    @Test
    void everyListIsTriedHere() {
        assertThat(lists().map(Endpoint::name)).containsExactlyInAnyOrderElementsOf(rows().keySet());
    }

    @TestFactory
    Stream<DynamicTest> thePagesOfAListCoverEveryRowOnceAndEnd() {
        return lists().map(endpoint -> dynamicTest(endpoint.name(), () -> {
            Sample list = filled(endpoint);
            List<String> expected = ids(list.by().reads(list.path() + "?limit=200"));
            // The administrator's list has whatever the other tests have made: some of its pages are enough.
            boolean toTheEnd = !endpoint.path().equals("/enterprises");
            List<String> read = new ArrayList<>();
            String path = list.path() + "?limit=2";
            while (path != null && (toTheEnd || read.size() < ROWS)) {
                Reply page = list.by().get(path).expect(200);
                read.addAll(ids(page.json()));
                path = next(page);
            }
            assertThat(read).doesNotHaveDuplicates().isSortedAccordingTo(Comparator.reverseOrder());
            assertThat(read).containsSubsequence(toTheEnd ? expected : expected.subList(0, ROWS));
            assertThat(read).hasSizeGreaterThanOrEqualTo(ROWS);
        }));
    }

    private static List<String> ids(JsonNode page) {
        List<String> ids = new ArrayList<>();
        page.get("items")
                .forEach(item ->
                        ids.add(item.path("id").asText(item.path("pseudonym").asText())));
        return ids;
    }

    /** The link says what the body says, and begins with the public URL. */
    private @Nullable String next(Reply page) {
        String cursor = page.json().path("next").asText("");
        String link = page.header("Link").orElse("");
        if (cursor.isEmpty()) {
            assertThat(link).isEmpty();
            return null;
        }
        Matcher matcher = NEXT.matcher(link);
        assertThat(matcher.find()).as(link).isTrue();
        String address = matcher.group(1);
        assertThat(address).startsWith(server.address() + "/api/v1/").contains("limit=2", "cursor=" + cursor);
        return address.substring((server.address() + "/api/v1").length());
    }

    @TestFactory
    Stream<DynamicTest> aPageHasAsManyItemsAsAreAskedForWithinBounds() {
        return lists().map(endpoint -> dynamicTest(endpoint.name(), () -> {
            Sample list = filled(endpoint);
            assertThat(list.by().reads(list.path() + "?limit=1").get("items")).hasSize(1);
            assertThat(list.by().reads(list.path() + "?limit=200").get("items")).hasSizeGreaterThan(1);
            for (String limit : List.of("0", "201", "-1", "x")) {
                list.by().get(list.path() + "?limit=" + limit).expect(400, "invalid-request");
            }
        }));
    }

    /** A cursor is a place and no permission: wherever it comes from, a list shows its own rows only. */
    @TestFactory
    Stream<DynamicTest> aForeignCursorShowsNothingForeign() {
        return lists().map(endpoint -> dynamicTest(endpoint.name(), () -> {
            Sample list = filled(endpoint);
            Sample foreign = filled(endpoint);
            List<String> others = ids(foreign.by().reads(foreign.path() + "?limit=200"));
            String cursor =
                    foreign.by().reads(foreign.path() + "?limit=1").get("next").asText();
            for (String somebodys :
                    List.of(cursor, UUID.randomUUID().toString(), "ffffffff-ffff-ffff-ffff-ffffffffffff")) {
                List<String> shown = ids(list.by().reads(list.path() + "?limit=" + ROWS + "&cursor=" + somebodys));
                if (!OF_THE_SERVER.contains(endpoint.path())) {
                    assertThat(shown).as(somebodys).doesNotContainAnyElementsOf(others);
                }
            }
        }));
    }

    // ---------------------------------------------------------------------------------------------------- filters

    @Test
    void enterprisesAreFoundByTheBeginningOfTheirNamesInWhateverCase() {
        String mark = UUID.randomUUID().toString();
        String name = "Straße " + mark + " Nord";
        String id = server.admin()
                .post("/enterprises", Map.of("name", name))
                .expect(201)
                .json()
                .get("id")
                .asText();
        assertThat(enterprises("stra%C3%9Fe%20" + mark)).containsExactly(id);
        assertThat(enterprises("STRA%C3%9Fe%20" + mark + "%20NORD")).containsExactly(id);
        assertThat(enterprises(mark)).isEmpty();
        assertThat(enterprises("Stra%C3%9Fe%20" + mark + "%25")).isEmpty();
    }

    private List<String> enterprises(String prefix) {
        return ids(server.admin(), "/enterprises?name=" + prefix);
    }

    @Test
    void terminalsAreFoundByState() {
        Stage stage = new Stage(server);
        stage.phone().delete("/terminals/" + stage.phone().id()).expect(204);
        assertThat(ids(stage.door(), "/terminals?state=active"))
                .containsExactly(stage.door().id());
        Enterprise house = stage.house();
        assertThat(ids(house.actsFor(stage.owner()), "/terminals?state=revoked"))
                .containsExactly(stage.phone().id());
    }

    private static List<String> ids(Caller by, String path) {
        List<String> ids = new ArrayList<>();
        by.readsAll(path, item -> ids.add(item.get("id").asText()));
        return ids;
    }
}
