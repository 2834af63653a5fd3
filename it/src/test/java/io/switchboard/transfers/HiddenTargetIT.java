// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.harness.Condition;
import io.switchboard.harness.Data;
import io.switchboard.harness.Identifier;
import io.switchboard.harness.Proving;
import io.switchboard.harness.Reply;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServer;
import io.switchboard.harness.Sql;
import io.switchboard.harness.StoredByHand;
import io.switchboard.harness.Terminal;
import io.switchboard.harness.Visible;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Data are sent to whoever is behind a code: its conditions hold, neither side learns who the other is, and no call is counted. */
@ExtendWith(SharedServer.class)
class HiddenTargetIT {
    private static final int SIZE = 100_000;

    private final ServerUnderTest server;
    private final Terminal owner;
    private final Terminal sender;
    private final Data data = Data.random(SIZE);

    HiddenTargetIT(ServerUnderTest server) {
        this.server = server;
        owner = server.newEnterprise().newAccount().enrolsTerminal();
        sender = server.newEnterprise().newAccount().enrolsTerminal();
    }

    private Reply sends(Terminal by, Map<String, Object> target) {
        return by.post(
                "/transfers",
                Map.of("identification", Data.json(data.code()), "size", SIZE, "name", "film.mp4", "target", target));
    }

    private Reply sends(Identifier identifier) {
        return sends(sender, Map.of("virtualIdentifier", identifier.code()));
    }

    private Reply sends(Identifier identifier, Map<String, Object> more) {
        Map<String, Object> target = new LinkedHashMap<>(more);
        target.put("virtualIdentifier", identifier.code());
        return sends(sender, target);
    }

    private static String path(JsonNode transfer) {
        return "/transfers/" + transfer.get("id").asText();
    }

    @Test
    void itIsDeliveredAndNeitherSideLearnsWhoTheOtherIs() {
        Identifier identifier = owner.issuesIdentifier(Condition.maxCalls(1));
        StoredByHand.store(server, sender.account().enterprise(), data);
        JsonNode sent = sends(identifier).expect(201).json();
        String path = path(sent);
        assertThat(sent.get("target")).hasToString("{\"kind\":\"virtual-identifier\"}");
        String proof = Proving.of(sent, server, sender.account().id(), "virtual-identifier", data);
        sender.post(path + "/proof", Map.of("proof", proof)).expect(200);

        JsonNode offered = owner.awaits("transfer.offered").data();
        assertThat(offered.get("sender").asText()).startsWith("caller-");
        assertThat(offered.get("virtualIdentifierId").asText()).isEqualTo(identifier.id());
        assertThat(owner.get(path + "/content").expect(200).body()).isEqualTo(data.bytes());
        owner.post(path + "/receipt", Map.of("identification", Data.json(data.code())))
                .expect(200);
        sender.awaits("transfer.received");

        for (String read : new String[] {path, "/transfers", "/mailbox"}) {
            assertThat(owner.get(read).expect(200).text())
                    .contains(sent.get("id").asText())
                    .doesNotContain(
                            sender.id(),
                            sender.account().id(),
                            sender.account().enterprise().id());
            assertThat(sender.get(read).expect(200).text())
                    .contains(sent.get("id").asText())
                    .doesNotContain(
                            owner.id(),
                            owner.account().id(),
                            owner.account().enterprise().id(),
                            identifier.id(),
                            identifier.code());
        }
        sender.dials(identifier);
    }

    @Test
    void theOwnerKnowsAgainWhoSendsAndMayBeShownWho() {
        Identifier identifier = owner.issuesIdentifier();
        JsonNode first = owner.reads(path(sends(identifier).expect(201).json()));
        JsonNode second = owner.reads(path(sends(identifier).expect(201).json()));
        JsonNode other =
                owner.reads(path(sends(owner.issuesIdentifier()).expect(201).json()));
        assertThat(first.get("sender")).isEqualTo(second.get("sender")).isNotEqualTo(other.get("sender"));
        assertThat(first.has("sourceAccountId")).isFalse();

        JsonNode open = owner.reads(path(
                sends(identifier, Map.of("discloseAccount", true)).expect(201).json()));
        assertThat(open.get("sourceAccountId").asText())
                .isEqualTo(sender.account().id());
        assertThat(open.get("sender")).isEqualTo(first.get("sender"));
    }

    @Test
    void theTargetDoesNotLearnThatTheServerKnowsTheContent() {
        StoredByHand.store(server, sender.account().enterprise(), data);
        JsonNode sent = sends(owner.issuesIdentifier()).expect(201).json();
        assertThat(sent.get("content").asText()).isEqualTo("proof-required");
        String path = path(sent);
        JsonNode offered = owner.awaits("transfer.offered").data();
        assertThat(offered.get("content").asText()).isEqualTo("declared");
        assertThat(owner.reads(path).get("content").asText()).isEqualTo("declared");
        Map<String, Object> receipt = Map.of("identification", Data.json(data.code()));
        for (Reply refused : List.of(owner.get(path + "/content"), owner.post(path + "/receipt", receipt))) {
            JsonNode problem = refused.expect(409, "illegal-move").json();
            assertThat(problem.get("state").asText()).isEqualTo("declared");
            assertThat(problem.get("allowed")).hasSize(3);
        }
        assertThat(sender.reads(path).get("content").asText()).isEqualTo("proof-required");
    }

    @Test
    void theSourceDoesNotLearnWhatTheTargetsEnterpriseHas() {
        StoredByHand.store(server, owner.account().enterprise(), data);
        JsonNode sent = sends(owner.issuesIdentifier()).expect(201).json();
        assertThat(sent.get("content").asText()).isEqualTo("declared");
        assertThat(sent.has("challenge")).isFalse();
        assertThat(sender.reads(path(sent)).get("content").asText()).isEqualTo("declared");
    }

    /** Whether one receipt is all of them tells how many terminals there are. */
    @Test
    void theSourceCannotWaitForAllReceipts() {
        for (String code : List.of(owner.issuesIdentifier().code(), Identifier.unknownCode())) {
            Map<String, Object> transfer = new LinkedHashMap<>(data.to(Map.of("virtualIdentifier", code)));
            transfer.put("completion", "all-receipts");
            Reply refused = sender.post("/transfers", transfer).expect(400, "invalid-request");
            assertThat(refused.json().at("/errors/0/pointer").asText()).isEqualTo("/completion");
        }
    }

    private String stored(Identifier identifier) {
        JsonNode sent = sends(identifier).expect(201).json();
        if (sent.has("challenge")) {
            String proof = Proving.of(sent, server, sender.account().id(), "virtual-identifier", data);
            sender.post(path(sent) + "/proof", Map.of("proof", proof)).expect(200);
        }
        return path(sent);
    }

    @Test
    void whatWasClosedBeforeAnybodyTookItIsNotFetched() {
        Identifier identifier = owner.issuesIdentifier();
        StoredByHand.store(server, sender.account().enterprise(), data);
        Terminal tablet = owner.account().enrolsTerminal();
        String taken = stored(identifier);
        String left = stored(identifier);
        owner.get(taken + "/content").expect(200);
        owner.pauses(identifier);

        sender.get(left + "/content").expect(403, "forbidden");
        assertThat(sender.reads(left).get("state").asText()).isEqualTo("open");
        tablet.get(left + "/content").expect(409, "transfer-closed");
        owner.get(left + "/content").expect(409, "illegal-move");
        assertThat(owner.reads(left).get("state").asText()).isEqualTo("declined");
        assertThat(sender.reads(left).get("state").asText()).isEqualTo("declined");
        sender.awaits("transfer.declined", left.substring("/transfers/".length()));

        assertThat(tablet.get(taken + "/content").expect(200).body()).isEqualTo(data.bytes());
        owner.post(taken + "/receipt", Map.of("identification", Data.json(data.code())))
                .expect(200);
    }

    /** The owner decides for itself, as whether to answer a call that rings. */
    @Test
    void whatHasComeIsFetchedAlsoAfterItsSenderIsBlockedOrItsTimeIsOver() {
        Identifier identifier = owner.issuesIdentifier(Condition.validFor(Duration.ofHours(1)));
        StoredByHand.store(server, sender.account().enterprise(), data);
        String sent = stored(identifier);
        owner.blocks(identifier, sender.dials(identifier));
        sends(identifier).expect(403, "transfer-refused");
        server.passes(Duration.ofHours(2));
        assertThat(owner.get(sent + "/content").expect(200).body()).isEqualTo(data.bytes());
    }

    @Test
    void itsConditionsHold() {
        Identifier guarded = owner.issuesIdentifier(Condition.pin("482913"));
        sends(guarded, Map.of("pin", "482913")).expect(201);
        Identifier chosen = owner.issuesIdentifier(Condition.allowCallers(sender.account()));
        sends(chosen).expect(403, "transfer-refused");
        sends(chosen, Map.of("discloseAccount", true)).expect(201);
    }

    @Test
    void everyCauseOfARefusalGivesTheSameAnswerByteForByte() {
        Visible unknown = Visible.of(sends(sender, Map.of("virtualIdentifier", Identifier.unknownCode())));
        assertThat(unknown.status()).isEqualTo(403);
        assertThat(unknown.body()).contains("urn:switchboard:problem:transfer-refused");

        Map<String, Identifier> closed = new LinkedHashMap<>();
        Identifier revoked = owner.issuesIdentifier();
        owner.revokes(revoked);
        closed.put("revoked", revoked);
        Identifier paused = owner.issuesIdentifier();
        owner.pauses(paused);
        closed.put("paused", paused);
        Identifier exhausted = owner.issuesIdentifier(Condition.maxCalls(1));
        sender.dials(exhausted);
        closed.put("exhausted", exhausted);
        Identifier blocking = owner.issuesIdentifier();
        owner.blocks(blocking, sender.dials(blocking));
        closed.put("blocked", blocking);
        closed.put("without its PIN", owner.issuesIdentifier(Condition.pin("482913")));
        closed.put("the sender's own", sender.issuesIdentifier());
        Identifier expired = owner.issuesIdentifier(Condition.validFor(Duration.ofSeconds(1)));
        server.passes(Duration.ofSeconds(2));
        closed.put("expired", expired);
        closed.forEach((cause, identifier) ->
                assertThat(Visible.of(sends(identifier))).as(cause).isEqualTo(unknown));
        assertThat(owner.hasHeardOf(paused.id())).doesNotContain("transfer.offered");
    }

    /** Otherwise an enterprise without room asks for one code after the other, and nobody hears of it. */
    @Test
    void whoHasNoRoomDoesNotLearnWhetherACodeIsOpen() {
        Identifier open = owner.issuesIdentifier();
        Identifier paused = owner.issuesIdentifier();
        owner.pauses(paused);
        sends(open).expect(201);
        String ofEnterprise =
                " where enterprise_id = '" + sender.account().enterprise().id() + "'";
        String ofAccount = " where account_id = '" + sender.account().id() + "'";
        Map<String, String> withoutRoom = Map.of(
                "update storage_use set logical = 1099511627776" + ofEnterprise,
                "quota-exceeded",
                "update transfer_share set logical = 549755813888" + ofAccount,
                "quota-exceeded",
                "update transfer_share set transfers = 1000" + ofAccount,
                "too-many-transfers");
        withoutRoom.forEach((statement, code) -> {
            Sql.run(server, "update storage_use set logical = 1000000" + ofEnterprise);
            Sql.run(server, "update transfer_share set logical = 1000000, transfers = 1" + ofAccount);
            Sql.run(server, statement);
            Visible toTheOpen = Visible.of(sends(open));
            assertThat(toTheOpen.body()).contains("urn:switchboard:problem:" + code);
            assertThat(Visible.of(sends(paused))).isEqualTo(toTheOpen);
            assertThat(Visible.of(sends(sender, Map.of("virtualIdentifier", Identifier.unknownCode()))))
                    .isEqualTo(toTheOpen);
        });
    }

    @Test
    void theOwnersEnterpriseSeesWhyItWasRefused() {
        Identifier paused = owner.issuesIdentifier();
        owner.pauses(paused);
        sends(paused).expect(403, "transfer-refused");
        assertThat(owner.account()
                        .enterprise()
                        .reads("/refused-calls?identifier=" + paused.id())
                        .at("/items/0/cause")
                        .asText())
                .isEqualTo("paused");
    }

    @Test
    void aMistypedCodeIsToldFromARefusal() {
        Reply mistyped = sends(sender, Map.of("virtualIdentifier", "abc")).expect(400, "code-mistyped");
        assertThat(mistyped.json().at("/errors/0/pointer").asText()).isEqualTo("/target/virtualIdentifier");
        sends(sender, Map.of("accountId", owner.account().id(), "pin", "482913"))
                .expect(400, "invalid-request");
    }
}
