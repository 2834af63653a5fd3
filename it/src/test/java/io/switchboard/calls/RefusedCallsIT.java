// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an enterprise reads of the calls to its identifiers that were not let through. */
@ExtendWith(SharedServer.class)
class RefusedCallsIT {
    private final ServerUnderTest server;
    private final Enterprise enterprise;
    private final Terminal owner;
    private final Terminal caller;

    RefusedCallsIT(ServerUnderTest server) {
        this.server = server;
        enterprise = server.newEnterprise();
        owner = enterprise.newAccount().enrolsTerminal();
        caller = server.newEnterprise().newAccount().enrolsTerminal();
    }

    private Identifier paused() {
        Identifier identifier = owner.issuesIdentifier();
        owner.pauses(identifier);
        return identifier;
    }

    private List<JsonNode> refused(String query) {
        List<JsonNode> all = new ArrayList<>();
        enterprise.readsAll("/refused-calls" + query, all::add);
        return all;
    }

    @Test
    void theEnterpriseReadsTheCauseAndOfTheCallerThePseudonymAlone() {
        Identifier identifier = owner.issuesIdentifier();
        String call = caller.dials(identifier);
        owner.pauses(identifier);
        Instant before = server.now();
        caller.triesToDial(identifier.code()).expect(403, "call-refused");

        JsonNode refused = refused("").get(0);
        assertThat(refused.get("cause").asText()).isEqualTo("paused");
        assertThat(refused.get("virtualIdentifierId").asText()).isEqualTo(identifier.id());
        assertThat(refused.get("callerPseudonym")).isEqualTo(owner.sees(call).get("callerPseudonym"));
        assertThat(Instant.parse(refused.get("refusedAt").asText())).isBetween(before.minusMillis(1), server.now());
        assertThat(refused).hasSize(5);
        assertThat(refused.toString())
                .doesNotContain(
                        caller.id(),
                        caller.account().id(),
                        caller.account().enterprise().id(),
                        identifier.code());
    }

    @Test
    void everyCauseIsNamed() {
        Identifier guarded = owner.issuesIdentifier(Condition.pin("482913"));
        caller.triesToDial(guarded, "000000").expect(403, "call-refused");
        caller.triesToDial(owner.issuesIdentifier(Condition.allowCallers(owner.account()))
                        .code())
                .expect(403, "call-refused");
        caller.triesToDial(
                        owner.issuesIdentifier(Condition.closedAt(server.now())).code())
                .expect(403, "call-refused");
        owner.triesToDial(owner.issuesIdentifier().code()).expect(403, "call-refused");
        Identifier blocking = owner.issuesIdentifier();
        owner.blocks(blocking, caller.dials(blocking));
        caller.triesToDial(blocking.code()).expect(403, "call-refused");
        caller.triesToDial("00000-00000-0").expect(403, "call-refused");
        assertThat(refused(""))
                .extracting(refused -> refused.get("cause").asText())
                .containsExactly("blocked", "self", "closed-hours", "not-allowed", "wrong-pin");
    }

    @Test
    void theyAreFilteredAndReadInPages() {
        Identifier one = paused();
        Identifier another = owner.issuesIdentifier(Condition.pin("482913"));
        for (int i = 0; i < 3; i++) {
            caller.triesToDial(one.code()).expect(403);
        }
        Instant later = server.now().plusMillis(1);
        server.passes(Duration.ofMillis(5));
        caller.triesToDial(another.code()).expect(403);
        assertThat(refused("")).hasSize(4);
        assertThat(refused("?identifier=" + one.id())).hasSize(3);
        assertThat(refused("?cause=wrong-pin")).hasSize(1);
        assertThat(refused("?cause=blocked")).isEmpty();
        assertThat(refused("?since=" + later)).hasSize(1);
        assertThat(refused("?since=" + later + "&cause=paused&identifier=" + one.id()))
                .isEmpty();
        JsonNode page = enterprise.reads("/refused-calls?limit=3");
        assertThat(page.get("items")).hasSize(3);
        assertThat(enterprise
                        .reads("/refused-calls?limit=3&cursor="
                                + page.get("next").asText())
                        .get("items"))
                .hasSize(1);
    }

    /** One request reads a thousand rows; the caller goes on. */
    @Test
    void aCauseThatIsRareIsFoundBehindManyOthersAPageAfterTheOther() {
        Identifier guarded = owner.issuesIdentifier(Condition.pin("482913"));
        caller.triesToDial(guarded, "000000").expect(403, "call-refused");
        Instant at = server.now().plusMillis(1);
        assertThat(Sql.refusal(
                        server,
                        "insert into refused_call (id, identifier_id, owner_enterprise_id, caller_account_id, cause, at) select "
                                + Sql.id(at) + ", cast('" + guarded.id() + "' as uuid), cast('" + enterprise.id()
                                + "' as uuid), cast('" + caller.account().id()
                                + "' as uuid), 'PAUSED', timestamp with time zone '" + at + "' from " + Sql.numbers()
                                + " where n < 1100"))
                .isEmpty();

        JsonNode first = enterprise.reads("/refused-calls?cause=wrong-pin");

        assertThat(first.get("items")).isEmpty();
        assertThat(first.has("next")).isTrue();
        assertThat(refused("?cause=wrong-pin")).hasSize(1);
        assertThat(enterprise.reads("/refused-calls?limit=10&cause=paused").get("items"))
                .hasSize(10);
    }

    @Test
    void anotherEnterpriseSeesNothingOfIt() {
        Identifier identifier = paused();
        caller.triesToDial(identifier.code()).expect(403);
        Enterprise callers = caller.account().enterprise();
        assertThat(callers.reads("/refused-calls").get("items")).isEmpty();
        assertThat(callers.reads("/refused-calls?identifier=" + identifier.id()).get("items"))
                .isEmpty();
    }

    /** Made older by hand: moving the server's clock by months would end what other tests have begun. */
    @Test
    void theyAreForgottenAfterTheirTime() {
        Identifier identifier = paused();
        caller.triesToDial(identifier.code()).expect(403);
        caller.triesToDial(identifier.code()).expect(403);
        String oldest = refused("").get(1).get("id").asText();
        assertThat(Sql.refusal(
                        server,
                        "update refused_call set at = timestamp '2020-01-01 00:00:00' where id = '" + oldest + "'"))
                .isEmpty();
        Awaitility.await("the janitor")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(refused(""))
                        .hasSize(1)
                        .noneMatch(left -> left.get("id").asText().equals(oldest)));
    }
}
