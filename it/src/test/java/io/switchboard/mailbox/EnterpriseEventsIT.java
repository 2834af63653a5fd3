// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.harness.Account;
import io.switchboard.harness.Caller;
import io.switchboard.harness.Condition;
import io.switchboard.harness.Enterprise;
import io.switchboard.harness.Identifier;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServer;
import io.switchboard.harness.Sql;
import io.switchboard.harness.Terminal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an enterprise reads of its accounts' events: each once, as the account may see it, and nothing of anybody else's. */
@ExtendWith(SharedServer.class)
class EnterpriseEventsIT {
    private final ServerUnderTest server;
    private final Enterprise house;
    private final Enterprise guests;
    private final Account owner;
    private final Account guest;

    EnterpriseEventsIT(ServerUnderTest server) {
        this.server = server;
        house = server.newEnterprise();
        guests = server.newEnterprise();
        owner = house.newAccount();
        guest = guests.newAccount();
    }

    @Test
    void eachEventOfAnAccountIsThereOnceHoweverManyTerminalsItHas() {
        Terminal door = owner.enrolsTerminals(3).get(0);
        Terminal visitor = guest.enrolsTerminals(2).get(0);
        String call = visitor.dials(door.issuesIdentifier());
        door.rings(call);
        door.answers(call);
        visitor.hangsUp(call);

        assertThat(types(house)).containsExactly("call.ringing", "call.answered", "call.ended");
        assertThat(types(guests)).containsExactly("call.answered", "call.ended");
    }

    @Test
    void anEventIsWhatTheAccountsTerminalsSee() {
        Terminal door = owner.enrolsTerminal();
        String call = guest.enrolsTerminal().dials(door.issuesIdentifier());
        JsonNode heard = door.awaits("call.ringing", call).json();
        JsonNode read = house.reads("/events").at("/items/0");

        for (String same : List.of("specversion", "type", "source", "subject", "datacontenttype", "data")) {
            assertThat(read.get(same)).as(same).isEqualTo(heard.get(same));
        }
        assertThat(read.get("account").asText()).isEqualTo(owner.id());
        assertThat(read.has("sequence")).isFalse();
        assertThat(read.get("id").asText())
                .matches("[0-9a-f-]{36}")
                .isNotEqualTo(heard.get("id").asText());
    }

    @Test
    void anAccountWithoutTerminalsIsHeardOfToo() {
        Caller acting = house.actsFor(owner);
        Identifier identifier =
                Identifier.of(acting.post("/virtual-identifiers", Map.of("forms", List.of("characters")))
                        .expect(201)
                        .json());
        acting.post(identifier.path() + "/pause").expect(200);
        assertThat(types(house)).containsExactly("virtual-identifier.changed");
    }

    @Test
    void whatIsRolledBackIsNotTold() {
        Terminal door = owner.enrolsTerminal();
        String call = guest.enrolsTerminal().dials(door.issuesIdentifier());
        door.tries("hang-up", call).expect(409, "illegal-move");
        assertThat(types(house)).containsExactly("call.ringing");
    }

    @Test
    void theListIsFilteredByTypeAccountAndTime() {
        Account other = house.newAccount();
        Terminal door = owner.enrolsTerminal();
        Terminal back = other.enrolsTerminal();
        Terminal visitor = guest.enrolsTerminal();
        Identifier front = door.issuesIdentifier();
        visitor.cancels(visitor.dials(front));
        server.passes(Duration.ofSeconds(2));
        Instant later = server.now();
        visitor.dials(back.issuesIdentifier());
        door.pauses(front);

        assertThat(types(house, "?type=call.ringing")).containsExactly("call.ringing", "call.ringing");
        assertThat(types(house, "?type=io.switchboard.call.cancelled")).containsExactly("call.cancelled");
        assertThat(types(house, "?type=call.*")).containsExactly("call.ringing", "call.cancelled", "call.ringing");
        assertThat(types(house, "?type=cal.*")).isEmpty();
        assertThat(types(house, "?type=*")).hasSize(4);
        assertThat(types(house, "?account=" + other.id())).containsExactly("call.ringing");
        assertThat(types(house, "?account=" + guest.id())).isEmpty();
        assertThat(types(house, "?since=" + later)).containsExactly("call.ringing", "virtual-identifier.changed");
        assertThat(types(house, "?since=" + later + "&type=call.*&account=" + owner.id()))
                .isEmpty();
    }

    @Test
    void theListHasPages() {
        Terminal door = owner.enrolsTerminal();
        Identifier identifier = door.issuesIdentifier();
        for (int i = 0; i < 3; i++) {
            door.pauses(identifier);
            door.resumes(identifier);
        }
        List<String> whole = ids("/events");
        assertThat(whole).hasSize(6).doesNotHaveDuplicates();
        List<String> paged = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = house.reads("/events?limit=4&type=virtual-identifier.*" + cursor);
            page.get("items").forEach(item -> paged.add(item.get("id").asText()));
            cursor = page.has("next") ? "&cursor=" + page.get("next").asText() : "";
        } while (!cursor.isEmpty());
        assertThat(paged).isEqualTo(whole);
    }

    /** One request reads a thousand rows; the caller goes on. */
    @Test
    void aTypeThatIsRareIsFoundBehindManyOthersAPageAfterTheOther() {
        Terminal door = owner.enrolsTerminal();
        door.pauses(door.issuesIdentifier());
        Instant at = server.now().plusMillis(1);
        assertThat(Sql.refusal(
                        server,
                        "insert into enterprise_event (id, enterprise_id, type, subject, occurred_at, data, expires_at) select "
                                + Sql.id(at) + ", cast('" + house.id()
                                + "' as uuid), 'io.switchboard.call.ringing', 'x', timestamp with time zone '" + at
                                + "', '{}', timestamp with time zone '" + at.plus(Duration.ofHours(1)) + "' from "
                                + Sql.numbers() + " where n < 1100"))
                .isEmpty();

        JsonNode first = house.reads("/events?type=virtual-identifier.*");
        JsonNode second = house.reads(
                "/events?type=virtual-identifier.*&cursor=" + first.get("next").asText());

        assertThat(first.get("items")).isEmpty();
        assertThat(second.get("items")).hasSize(1);
        assertThat(second.has("next")).isFalse();
        assertThat(house.reads("/events?limit=10&type=call.*").get("items")).hasSize(10);
    }

    @Test
    void anEventIsForgottenAfterThirtyDays() {
        Terminal door = owner.enrolsTerminal();
        door.pauses(door.issuesIdentifier(Condition.validFor(Duration.ofDays(300))));
        assertThat(types(house)).hasSize(1);
        server.passes(Duration.ofDays(30));
        assertThat(types(house)).isEmpty();
        Awaitility.await("the janitor")
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> Sql.value(
                                server,
                                "select count(*) from enterprise_event where enterprise_id = '" + house.id() + "'"),
                        "0"::equals);
    }

    /** Oldest first. */
    private static List<String> types(Enterprise enterprise) {
        return types(enterprise, "");
    }

    private static List<String> types(Enterprise enterprise, String query) {
        List<String> types = new ArrayList<>();
        enterprise
                .reads("/events" + query)
                .get("items")
                .forEach(item -> types.add(item.get("type").asText().replace("io.switchboard.", "")));
        Collections.reverse(types);
        return types;
    }

    private List<String> ids(String path) {
        List<String> ids = new ArrayList<>();
        house.reads(path).get("items").forEach(item -> ids.add(item.get("id").asText()));
        return ids;
    }
}
