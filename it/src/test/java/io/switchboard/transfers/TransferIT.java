// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.harness.Account;
import io.switchboard.harness.Caller;
import io.switchboard.harness.Data;
import io.switchboard.harness.Enterprise;
import io.switchboard.harness.Event;
import io.switchboard.harness.OpenTransfers;
import io.switchboard.harness.Reply;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServer;
import io.switchboard.harness.Sql;
import io.switchboard.harness.StoredByHand;
import io.switchboard.harness.Terminal;
import io.switchboard.transfers.wire.IdentificationRule;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is declared, who is offered it, and how it ends without a delivery. */
@ExtendWith(SharedServer.class)
class TransferIT {
    private final ServerUnderTest server;
    private final Enterprise enterprise;
    private final Account receiver;
    private final Terminal sender;
    private final Terminal phone;
    private final Terminal tablet;
    private final Data data = Data.random(1000);

    TransferIT(ServerUnderTest server) {
        this.server = server;
        enterprise = server.newEnterprise();
        sender = enterprise.newAccount().enrolsTerminal();
        receiver = enterprise.newAccount();
        phone = receiver.enrolsTerminal();
        tablet = receiver.enrolsTerminal();
    }

    private JsonNode declared(Map<String, String> target) {
        return sender.post("/transfers", data.to(target)).expect(201).json();
    }

    private Map<String, String> account() {
        return Map.of("accountId", receiver.id());
    }

    private static String path(JsonNode transfer) {
        return "/transfers/" + transfer.get("id").asText();
    }

    @Test
    void everyTerminalOfAnAccountIsOfferedIt() {
        Reply reply = sender.post("/transfers", data.to(account())).expect(201);
        JsonNode transfer = reply.json();

        assertThat(reply.header("Location")).hasValue(server.address() + "/api/v1" + path(transfer));
        assertThat(transfer.get("direction").asText()).isEqualTo("outgoing");
        assertThat(transfer.get("state").asText()).isEqualTo("open");
        assertThat(transfer.get("content").asText()).isEqualTo("declared");
        assertThat(transfer.get("deliveries")).hasSize(2);
        assertThat(transfer.get("target"))
                .hasToString("{\"kind\":\"account\",\"accountId\":\"" + receiver.id() + "\"}");
        assertThat(sender.reads(path(transfer))).isEqualTo(transfer);
        for (Terminal terminal : List.of(phone, tablet)) {
            Event offered =
                    terminal.awaits("transfer.offered", transfer.get("id").asText());
            assertThat(offered.data()).isEqualTo(terminal.reads(path(transfer)));
            assertThat(offered.data().get("direction").asText()).isEqualTo("incoming");
            assertThat(offered.data().has("target")).isFalse();
            assertThat(offered.data().get("sourceAccountId").asText())
                    .isEqualTo(sender.account().id());
        }
    }

    @Test
    void oneTerminalAloneIsOfferedWhatIsForIt() {
        JsonNode transfer = declared(Map.of("terminalId", phone.id()));

        assertThat(transfer.get("deliveries")).hasSize(1);
        assertThat(transfer.get("target")).hasToString("{\"kind\":\"terminal\",\"terminalId\":\"" + phone.id() + "\"}");
        phone.awaits("transfer.offered", transfer.get("id").asText());
        tablet.post(path(transfer) + "/decline", Map.of("scope", "terminal")).expect(403, "forbidden");
    }

    @Test
    void whoSendsToItselfReachesItsOtherTerminals() {
        Terminal laptop = sender.account().enrolsTerminal();
        JsonNode transfer = declared(Map.of("accountId", sender.account().id()));

        assertThat(transfer.get("deliveries")).hasSize(1);
        Event offered = laptop.awaits("transfer.offered", transfer.get("id").asText());
        assertThat(offered.data().get("direction").asText()).isEqualTo("incoming");
        assertThat(sender.reads("/transfers").get("items")).hasSize(1);
        laptop.post(path(transfer) + "/decline").expect(200);
        assertThat(sender.reads(path(transfer)).get("state").asText()).isEqualTo("declined");
    }

    @Test
    void aTerminalThatComesLaterIsOfferedItToo() {
        JsonNode transfer = declared(account());
        Terminal later = receiver.enrolsTerminal();
        later.awaits("transfer.offered", transfer.get("id").asText());
        assertThat(sender.reads(path(transfer)).get("deliveries")).hasSize(3);

        enterprise.delete("/terminals/" + later.id()).expect(204);
        awaitsDeliveries("CANCELLED", later, 1);
        assertThat(sender.reads(path(transfer)).get("state").asText()).isEqualTo("open");
    }

    @Test
    void howeverManyAreOnTheirWayATerminalComesAndGoes() {
        OpenTransfers.copyUndisturbed(server, declared(account()).get("id").asText(), 320);
        Terminal later = receiver.enrolsTerminal();
        awaitsDeliveries("OFFERED", later, 321);
        assertThat(later.reads("/mailbox").get("events")).isNotEmpty();

        enterprise.delete("/terminals/" + phone.id()).expect(204);
        enterprise.delete("/terminals/" + later.id()).expect(204);
        awaitsDeliveries("CANCELLED", later, 321);
        awaitsDeliveries("CANCELLED", phone, 321);
        assertThat(changes(" and due_at < again_at")).isEqualTo("0");
        server.passes(Duration.ofMinutes(11));
        Awaitility.await("they are gone through once more, and for the last time")
                .atMost(Duration.ofSeconds(30))
                .until(() -> changes("").equals("0"));
    }

    /** How many terminals of the receiver have come or gone, which its transfers may not all know. */
    private String changes(String and) {
        return Sql.value(
                server,
                "select count(*) from transfer_terminal_change where account_id = '" + receiver.id() + "'" + and);
    }

    /** As of one whose transaction was under way when a terminal came, and one went: it has seen neither. */
    @Test
    void whatWasBeingDeclaredWhenTerminalsCameAndWentKnowsThemInTheEnd() {
        JsonNode transfer = declared(account());
        Terminal later = receiver.enrolsTerminal();
        later.awaits("transfer.offered", transfer.get("id").asText());
        enterprise.delete("/terminals/" + phone.id()).expect(204);
        awaitsDeliveries("CANCELLED", phone, 1);
        Awaitility.await("all that can be seen was gone through")
                .atMost(Duration.ofSeconds(30))
                .until(() -> changes(" and due_at < again_at").equals("0"));
        Sql.run(server, "delete from transfer_delivery where terminal_id = '" + later.id() + "'");
        Sql.run(
                server,
                "update transfer_delivery set state = 'OFFERED' where terminal_id = '" + phone.id()
                        + "' and state = 'CANCELLED'");

        server.passes(Duration.ofMinutes(11));
        awaitsDeliveries("OFFERED", later, 1);
        awaitsDeliveries("CANCELLED", phone, 1);
    }

    private void awaitsDeliveries(String state, Terminal terminal, int count) {
        String sql = "select count(*) from transfer_delivery where state = '" + state + "' and terminal_id = '"
                + terminal.id() + "'";
        Awaitility.await(count + " deliveries that are " + state)
                .atMost(Duration.ofSeconds(30))
                .until(() -> Sql.value(server, sql).equals(Integer.toString(count)));
    }

    @Test
    void aTerminalThatComesIsNotOfferedWhatItSendsItself() {
        Terminal laptop = sender.account().enrolsTerminal();
        JsonNode transfer = laptop.post(
                        "/transfers",
                        data.to(Map.of("accountId", sender.account().id())))
                .expect(201)
                .json();
        Terminal last = sender.account().enrolsTerminal();
        last.awaits("transfer.offered", transfer.get("id").asText());
        assertThat(laptop.reads(path(transfer)).get("deliveries")).hasSize(2);
    }

    @Test
    void nobodyElsewhereIsReachedAndWhoIsThereLooksLikeNobody() {
        Enterprise elsewhere = server.newEnterprise();
        Terminal stranger = elsewhere.newAccount().enrolsTerminal();
        Terminal gone = receiver.enrolsTerminal();
        enterprise.delete("/terminals/" + gone.id()).expect(204);
        String nobody = "019f0000-0000-7000-8000-000000000000";
        for (Map<String, String> target : List.of(
                Map.of("terminalId", stranger.id()),
                Map.of("accountId", stranger.account().id()),
                Map.of("terminalId", nobody),
                Map.of("accountId", nobody),
                Map.of("terminalId", gone.id()),
                Map.of("terminalId", sender.id()))) {
            sender.post("/transfers", data.to(target)).expect(422, "target-unknown");
        }
        stranger.get(path(declared(account()))).expect(404, "not-found");
    }

    @Test
    void whatCannotBeSentIsRefused() {
        Map<String, Object> right = data.to(account());
        sender.post("/transfers", with(right, "size", 1L << 50)).expect(422, "transfer-too-large");
        sender.post("/transfers", with(right, "size", -1)).expect(400, "invalid-request");
        sender.post("/transfers", with(right, "name", "../x")).expect(400, "invalid-request");
        sender.post("/transfers", with(right, "mediaType", "video")).expect(400, "invalid-request");
        sender.post("/transfers", with(right, "target", Map.of())).expect(400, "invalid-request");
        sender.post("/transfers", with(right, "target", Map.of("address", "198.51.100.1")))
                .expect(403, "addresses-off");
        sender.post(
                        "/transfers",
                        with(right, "identification", Map.of("algorithm", "sha-256", "digest", "ab".repeat(64))))
                .expect(400, "invalid-request");
        sender.post("/transfers", with(right, "identification", Data.json(data.by(IdentificationRule.SHA_512))))
                .expect(422, "wrong-rule");
        assertThat(sender.reads("/transfers").get("items")).isEmpty();
    }

    private static Map<String, Object> with(Map<String, Object> right, String name, Object value) {
        Map<String, Object> other = new HashMap<>(right);
        other.put(name, value);
        return other;
    }

    @Test
    void anEnterpriseChoosesItsRule() {
        Reply before = enterprise.get("/transfer-settings").expect(200);
        assertThat(before.json().get("algorithm").asText()).isEqualTo("sha-256");
        enterprise
                .patch(
                        "/transfer-settings",
                        Map.of("algorithm", "sha-512"),
                        before.header("ETag").orElseThrow())
                .expect(200);
        Map<String, Object> other =
                with(data.to(account()), "identification", Data.json(data.by(IdentificationRule.SHA_512)));
        sender.post("/transfers", other).expect(201);
        sender.post("/transfers", data.to(account())).expect(422, "wrong-rule");
    }

    @Test
    void whatIsStoredIsFoundUnderTheCodeThatItWasStoredWith() {
        Data before = Data.random(100_000);
        StoredByHand.store(server, enterprise, before);
        sets("algorithm", "sha-512");
        Map<String, Object> sent = before.to(account());
        assertThat(sender.post("/transfers", sent)
                        .expect(201)
                        .json()
                        .get("content")
                        .asText())
                .isEqualTo("proof-required");
        sender.post("/transfers", with(sent, "size", 100_001)).expect(422, "wrong-rule");
        Map<String, Object> otherwise = with(sent, "identification", Data.json(before.by(IdentificationRule.SHA_512)));
        assertThat(sender.post("/transfers", otherwise)
                        .expect(201)
                        .json()
                        .get("content")
                        .asText())
                .as("by a code that nobody has stored it with")
                .isEqualTo("declared");
        sets("algorithm", "sha-256");
        assertThat(sender.post("/transfers", sent)
                        .expect(201)
                        .json()
                        .get("content")
                        .asText())
                .isEqualTo("proof-required");
    }

    @Test
    void theSourceTakesItBack() {
        JsonNode transfer = declared(account());
        phone.post(path(transfer) + "/cancellation").expect(403, "forbidden");
        JsonNode cancelled =
                sender.post(path(transfer) + "/cancellation").expect(200).json();
        assertThat(cancelled.get("state").asText()).isEqualTo("cancelled");
        assertThat(cancelled.get("failure").asText()).isEqualTo("cancelled");
        phone.awaits("transfer.cancelled", transfer.get("id").asText());
        sender.post(path(transfer) + "/cancellation").expect(409, "illegal-move");
        phone.post(path(transfer) + "/decline").expect(409, "illegal-move");
    }

    @Test
    void theTargetSaysNoForItselfOrForOneTerminal() {
        JsonNode transfer = declared(account());
        sender.post(path(transfer) + "/decline").expect(403, "forbidden");
        phone.post(path(transfer) + "/decline", Map.of("scope", "terminal")).expect(200);
        assertThat(sender.reads(path(transfer)).get("state").asText()).isEqualTo("open");
        Caller client = enterprise.actsFor(receiver);
        assertThat(client.post(path(transfer) + "/decline")
                        .expect(200)
                        .json()
                        .get("state")
                        .asText())
                .isEqualTo("declined");
        sender.awaits("transfer.declined", transfer.get("id").asText());
    }

    @Test
    void nothingIsReceivedBeforeItIsThere() {
        JsonNode transfer = declared(account());
        phone.post(path(transfer) + "/receipt", Map.of("identification", Data.json(data.code())))
                .expect(409, "illegal-move");
        phone.post(
                        path(transfer) + "/receipt",
                        Map.of("identification", Data.json(Data.random(10).code())))
                .expect(409, "receipt-mismatch");
    }

    @Test
    void anEnterpriseHasARoomOfItsOwnAndGetsItBack() {
        JsonNode first = declared(account());
        Sql.run(
                server,
                "update storage_use set logical = logical + 1099511627776 - 2500 where enterprise_id = '"
                        + enterprise.id() + "'");
        JsonNode second = declared(account());
        sender.post("/transfers", data.to(account())).expect(507, "quota-exceeded");
        sender.post(path(first) + "/cancellation").expect(200);
        phone.post(path(second) + "/decline").expect(200);
        declared(account());
        declared(account());
        sender.post("/transfers", data.to(account())).expect(507, "quota-exceeded");
    }

    @Test
    void noAccountTakesTheWholeRoomOfItsEnterprise() {
        declared(account());
        Sql.run(server, "update transfer_share set logical = logical + 549755813888 - 2500" + ofSender());
        JsonNode last = declared(account());
        Reply refused = sender.post("/transfers", data.to(account())).expect(507, "quota-exceeded");
        assertThat(refused.json().get("detail").asText()).contains("50 percent");
        Terminal other = enterprise.newAccount().enrolsTerminal();
        other.post("/transfers", data.to(account())).expect(201);

        sender.post(path(last) + "/cancellation").expect(200);
        JsonNode room = declared(account());
        sets("accountShare", 51);
        declared(account());
        sets("accountShare", 1);
        sender.post(path(room) + "/cancellation").expect(200);
        sender.post("/transfers", data.to(account())).expect(507, "quota-exceeded");
        other.post("/transfers", data.to(account())).expect(201);
    }

    @Test
    void anAccountHasNotAnyNumberOfOpenTransfers() {
        JsonNode first = declared(account());
        Sql.run(server, "update transfer_share set transfers = transfers + 998" + ofSender());
        declared(account());
        sender.post("/transfers", data.to(account())).expect(409, "too-many-transfers");
        phone.post(path(first) + "/decline").expect(200);
        declared(account());
        sender.post("/transfers", data.to(account())).expect(409, "too-many-transfers");
        sets("openTransfers", 1001);
        declared(account());
        sender.post("/transfers", data.to(account())).expect(409, "too-many-transfers");
    }

    private String ofSender() {
        return " where account_id = '" + sender.account().id() + "'";
    }

    private void sets(String name, Object value) {
        String tag =
                enterprise.get("/transfer-settings").expect(200).header("ETag").orElseThrow();
        Reply edited =
                enterprise.patch("/transfer-settings", Map.of(name, value), tag).expect(200);
        assertThat(edited.json().get(name).asText()).isEqualTo(value.toString());
    }

    @Test
    void itExpires() {
        JsonNode transfer = declared(account());
        server.passes(Duration.ofDays(8));
        for (Terminal terminal : List.of(sender, phone, tablet)) {
            terminal.awaits("transfer.expired", transfer.get("id").asText());
            assertThat(terminal.reads(path(transfer)).get("state").asText()).isEqualTo("expired");
        }
        assertThat(sender.reads("/transfers?state=open").get("items")).isEmpty();
        assertThat(sender.reads("/transfers?state=expired&direction=outgoing").get("items"))
                .hasSize(1);
    }
}
