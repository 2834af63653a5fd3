// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.harness.Account;
import io.switchboard.harness.Caller;
import io.switchboard.harness.Channel;
import io.switchboard.harness.Condition;
import io.switchboard.harness.Data;
import io.switchboard.harness.Enterprise;
import io.switchboard.harness.Hook;
import io.switchboard.harness.Identifier;
import io.switchboard.harness.Keypairs;
import io.switchboard.harness.Receiver;
import io.switchboard.harness.Reply;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServer;
import io.switchboard.harness.Sql;
import io.switchboard.harness.Terminal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An account is erased: nobody acts for it any more, what runs ends, and nothing personal is left in any table. */
@ExtendWith(SharedServer.class)
class ErasureIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Data DATA = Data.random(1000);

    private final ServerUnderTest server;
    private final Enterprise house;
    private final Terminal friend;

    ErasureIT(ServerUnderTest server) {
        this.server = server;
        house = server.newEnterprise();
        friend = server.newEnterprise().newAccount().enrolsTerminal();
    }

    // ------------------------------------------------------------------------------------------ nothing is left

    /** Everything that an account can have and do, each with a text that stands nowhere else. */
    private final class Life {
        final Map<String, String> texts = new LinkedHashMap<>();
        final Map<String, String> key =
                Map.of("Idempotency-Key", UUID.randomUUID().toString());
        final Map<String, Object> request;
        final Account ada;
        final Terminal phone;
        final Identifier identifier;
        final String incoming;
        final String outgoing;
        final String received;
        final String sent;

        Life() {
            for (String what : List.of("name", "handle", "externalId", "metadata", "terminal", "former terminal")) {
                text(what);
            }
            for (String what : List.of("label", "external id of identifier", "metadata of identifier")) {
                text(what);
            }
            for (String what : List.of("external id of call", "metadata of call", "label by the back end")) {
                text(what);
            }
            for (String what : List.of("file", "external id of transfer", "metadata of transfer")) {
                text(what);
            }
            texts.put("media type", "application/x-" + UUID.randomUUID());
            texts.put("phone", "+4930901" + ThreadLocalRandom.current().nextInt(20_000, 90_000));
            request = Map.of(
                    "name", text("name"),
                    "addresses",
                            List.of(
                                    Map.of("kind", "social", "provider", "example", "value", text("handle")),
                                    Map.of("kind", "phone", "value", text("phone"))),
                    "externalId", text("externalId"),
                    "metadata", Map.of("k", text("metadata")));
            ada = new Account(house, created().expect(201).json().get("id").asText());
            phone = ada.enrolsTerminal();
            renamed(phone, text("terminal"));
            Terminal lost = ada.enrolsTerminal();
            renamed(lost, text("former terminal"));
            phone.delete("/terminals/" + lost.id()).expect(204);
            ada.enrolmentCode();
            identifier = Identifier.of(phone.post(
                            "/virtual-identifiers",
                            Map.of(
                                    "forms", List.of("characters", "qr"),
                                    "label", text("label"),
                                    "externalId", text("external id of identifier"),
                                    "metadata", Map.of("k", text("metadata of identifier"))))
                    .expect(201)
                    .json());
            house.actsFor(ada)
                    .post(
                            "/virtual-identifiers",
                            Map.of("forms", List.of("digits"), "label", text("label by the back end")))
                    .expect(201);
            phone.issuesIdentifier(
                    Condition.pin("482913"), Condition.weeklyHours("Europe/Berlin", "monday", "09:00", "17:00"));
            received = sends(friend, identifier, Map.of("name", "of-a-friend.txt"));
            phone.post("/transfers/" + received + "/decline").expect(200);
            incoming = dialled().expect(201).json().get("id").asText();
            phone.answers(incoming);
            friend.awaits("call.answered", incoming);
            phone.blocks(identifier, incoming);
            outgoing = phone.post(
                            "/calls",
                            Map.of(
                                    "to", friend.issuesIdentifier().code(),
                                    "discloseAccount", true,
                                    "externalId", text("external id of call"),
                                    "metadata", Map.of("k", text("metadata of call"))))
                    .expect(201)
                    .json()
                    .get("id")
                    .asText();
            friend.answers(outgoing);
            sent = sends(
                    phone,
                    friend.issuesIdentifier(),
                    Map.of(
                            "name", text("file"),
                            "mediaType", text("media type"),
                            "externalId", text("external id of transfer"),
                            "metadata", Map.of("k", text("metadata of transfer"))));
            phone.request(
                            "POST",
                            "/transfers/" + sent + "/uploads",
                            DATA.bytes(),
                            Map.of(
                                    "Tus-Resumable", "1.0.0",
                                    "Upload-Length", Integer.toString(DATA.bytes().length),
                                    "Content-Type", "application/offset+octet-stream"))
                    .expect(201);
            friend.awaits("transfer.ready", sent);
            declined().expect(200);
            phone.triesToDial(Identifier.unknownCode()).expect(403, "call-refused");
            phone.ticket();
        }

        /** The same text for the same thing. */
        private String text(String what) {
            return texts.computeIfAbsent(what, unknown -> UUID.randomUUID() + "@trace");
        }

        Reply created() {
            return house.request("POST", "/accounts", request, key);
        }

        /** The answer that is stored under the key has what the file is called. */
        Reply declined() {
            return friend.request("POST", "/transfers/" + sent + "/decline", null, key);
        }

        Reply dialled() {
            return friend.request("POST", "/calls", Map.of("to", identifier.code()), key);
        }
    }

    @Test
    void nothingPersonalIsLeftInAnyTable() {
        Traces traces = new Traces(server);
        Life life = new Life();
        Map<String, ?> before = traces.of(life.texts);
        assertThat(before.keySet()).as("what is looked for is there before").isEqualTo(life.texts.keySet());
        assertThat(traces.of(life.texts).get("label"))
                .contains(
                        "virtual_identifier", "placed_call", "mailbox_event", "enterprise_event", "idempotency_claim");
        assertThat(traces.of(life.texts).get("file"))
                .contains("transfer", "mailbox_event", "enterprise_event", "idempotency_claim");
        assertThat(traces.of(life.texts).get("name"))
                .contains("account", "placed_call", "mailbox_event", "enterprise_event", "idempotency_claim");
        assertThat(sources(life.phone)).isNotEmpty().containsOnly("127.0.0.1");
        String ada = " = '" + life.ada.id() + "'";
        assertThat(traces.count("possession where account_id" + ada))
                .as("what it is known to have had")
                .isEqualTo(1);

        erased(life.ada);

        assertThat(traces.of(life.texts)).isEmpty();
        // Where its devices were is in the audit, and nobody can read it.
        assertThat(sources(life.phone)).isNotEmpty().containsOnly("");
        assertThat(Sql.rows(
                        server,
                        "select source_address from audit_entry where resource = '" + life.phone.id()
                                + "' and action = 'terminal.enrol'"))
                .containsExactly(Map.of("source_address", "null"));
        String phone = " = '" + life.phone.id() + "'";
        for (String gone : List.of(
                "personal_key where account_id" + ada,
                "account_address where account_id" + ada,
                "enrolment where account_id" + ada,
                "possession where account_id" + ada,
                "mailbox_event where terminal_id" + phone,
                "enterprise_event where type <> 'io.switchboard.account.erased' and account_id" + ada,
                "terminal where (sig_x <> '' or sig_y <> '' or enc_x <> '' or enc_y <> '') and account_id" + ada,
                "virtual_identifier where (weekly_hours is not null or pin_mac is not null) and account_id" + ada,
                "identifier_block b join virtual_identifier v on v.id = b.identifier_id where v.account_id" + ada,
                "identifier_code c join virtual_identifier v on v.id = c.identifier_id where v.account_id" + ada
                        + " and c.code_wrapped is not null")) {
            assertThat(traces.count(gone)).as(gone).isZero();
        }
        assertThat(traces.count("identifier_code where identifier_id = '" + life.identifier.id() + "'"))
                .as("that its codes were issued stays")
                .isEqualTo(2);
    }

    @Test
    void whatOthersHaveGoesOnWithoutIt() {
        Life life = new Life();
        assertThat(friend.sees(life.incoming).get("label").asText()).isEqualTo(life.texts.get("label"));
        assertThat(friend.sees(life.outgoing).has("callerAccount")).isTrue();

        erased(life.ada);

        JsonNode incoming = friend.sees(life.incoming);
        assertThat(incoming.get("state").asText()).isEqualTo("ended");
        assertThat(incoming.has("label")).isFalse();
        assertThat(friend.sees(life.outgoing).has("callerAccount")).isFalse();
        assertThat(friend.sees(life.outgoing).get("callerPseudonym").asText()).startsWith("caller-");
        JsonNode sent = friend.reads("/transfers/" + life.sent);
        assertThat(sent.get("state").asText()).isEqualTo("declined");
        assertThat(sent.has("name")).isFalse();
        assertThat(sent.has("mediaType")).isFalse();
        assertThat(sent.get("sender").asText()).startsWith("caller-");
        assertThat(friend.reads("/transfers/" + life.received).get("name").asText())
                .isEqualTo("of-a-friend.txt");
        JsonNode mailbox = friend.reads("/mailbox?after=0");
        assertThat(mailbox.get("events")).hasSizeGreaterThanOrEqualTo(4);
        assertThat(mailbox.toString()).doesNotContain("@trace", life.texts.get("media type"));
        assertThat(friend.account().enterprise().reads("/events").toString()).doesNotContain("@trace");
        // The answers of then are told to nobody any more, and what they answered is not done once more.
        life.dialled().expect(410, "erased");
        life.declined().expect(410, "erased");
        Reply again = life.created().expect(410, "erased");
        assertThat(again.header("Idempotency-Replayed")).contains("true");
        assertThat(house.reads("/accounts").get("items")).hasSize(1);
    }

    // ------------------------------------------------------------------------------------------- what runs, ends

    @Test
    void whatRunsEndsAndTheOtherSideIsTold() {
        Account ada = house.newAccount();
        Terminal phone = ada.enrolsTerminal();
        Identifier identifier = phone.issuesIdentifier();
        String answered = friend.dials(identifier);
        phone.answers(answered);
        String placed = phone.dials(friend.issuesIdentifier());
        friend.awaits("call.ringing", placed);
        String ringing = friend.dials(identifier);
        String incoming = sends(friend, identifier, Map.of());
        String outgoing = sends(phone, friend.issuesIdentifier(), Map.of());
        String toItself = phone.post("/transfers", transfer(Map.of("accountId", ada.id()), Map.of()))
                .expect(201)
                .json()
                .get("id")
                .asText();
        friend.awaits("transfer.offered", outgoing);

        erased(ada);

        friend.awaits("transfer.declined", incoming);
        friend.awaits("transfer.cancelled", outgoing);
        assertThat(Sql.value(
                        server,
                        "select count(*) from transfer where state = 'OPEN' and id in ('" + incoming + "', '" + outgoing
                                + "', '" + toItself + "')"))
                .isEqualTo("0");

        friend.awaits("call.ended", answered);
        friend.awaits("call.cancelled", placed);
        assertThat(friend.stateOf(placed)).isEqualTo("cancelled");
        // It tells no more than that nobody answers.
        assertThat(friend.stateOf(ringing)).isEqualTo("ringing");
        assertThat(friend.hasHeardOf(ringing)).isEmpty();
        friend.cancels(ringing);
        friend.triesToDial(identifier.code()).expect(403, "call-refused");
    }

    @Test
    void nobodyActsForItFromTheAnswerOn() {
        Account ada = house.newAccount();
        Terminal phone = ada.enrolsTerminal();
        String code = ada.enrolmentCode();
        Caller acting = house.actsFor(ada);
        acting.get("/calls").expect(200);
        try (Channel channel = phone.opensChannel()) {
            channel.awaits("channel.connected");

            assertThat(erasing(ada).json().get("state").asText()).isIn("erasing", "erased");

            phone.get("/terminals/me").expect(401, "unauthenticated");
            channel.awaitsClose();
        }
        acting.get("/calls").expect(404, "not-found");
        acting.post("/virtual-identifiers", Map.of("forms", List.of("qr"))).expect(404, "not-found");
        house.post("/accounts/" + ada.id() + "/enrolments").expect(409, "illegal-move");
        Terminal.enrolment(server, code, Keypairs.fresh(), Keypairs.fresh()).expect(403, "enrolment-refused");
        awaitErased(ada);
        house.get("/terminals/" + phone.id()).expect(404, "not-found");
    }

    // ------------------------------------------------------------------------------------------- what is seen of it

    @Test
    void anErasedAccountShowsItsStateAndNothingElse() {
        Life life = new Life();
        erased(life.ada);
        Reply reply = house.get("/accounts/" + life.ada.id()).expect(200);
        List<String> told = new ArrayList<>();
        reply.json().fieldNames().forEachRemaining(told::add);
        assertThat(told).containsExactlyInAnyOrder("id", "state", "addresses", "metadata", "createdAt");
        assertThat(reply.json().get("state").asText()).isEqualTo("erased");
        assertThat(reply.json().get("addresses")).isEmpty();
        assertThat(reply.json().get("metadata")).isEmpty();
        house.patch(
                        "/accounts/" + life.ada.id(),
                        Map.of("name", "Ada"),
                        reply.header("ETag").orElseThrow())
                .expect(409, "illegal-move");
        // The enterprise's own id for it, and its addresses, are free again.
        house.post("/accounts", life.request).expect(201);
    }

    @Test
    void theEnterpriseIsToldWhenNothingIsLeft() {
        try (Receiver receiver = Receiver.start()) {
            Hook.create(house, receiver.url() + "/erased", "account.*");
            Account ada = house.newAccount();
            erased(ada);
            assertThat(receiver.awaits("/erased", 1)).singleElement().satisfies(delivery -> {
                assertThat(delivery.event().type()).isEqualTo("account.erased");
                assertThat(delivery.event().subject()).isEqualTo(ada.id());
                assertThat(delivery.event().data().get("state").asText()).isEqualTo("erased");
            });
            assertThat(house.reads("/events?account=" + ada.id()).get("items")).hasSize(1);
        }
    }

    @Test
    void againIsHarmless() {
        Account ada = house.newAccount();
        Map<String, String> key = Map.of("Idempotency-Key", UUID.randomUUID().toString());
        String path = "/accounts/" + ada.id() + "/erasure";
        Reply first = house.request("POST", path, null, key).expect(200);
        awaitErased(ada);
        assertThat(house.request("POST", path, null, key).expect(200).text()).isEqualTo(first.text());
        assertThat(erasing(ada).json().get("state").asText()).isEqualTo("erased");
        List<String> actions = new ArrayList<>();
        house.readsAll(
                "/audit?resource=" + ada.id(),
                entry -> actions.add(entry.get("action").asText()));
        assertThat(actions).containsExactly("account.erased", "account.erase", "account.create");
    }

    // ------------------------------------------------------------------------------------------------ arrangement

    private static String sends(Terminal source, Identifier target, Map<String, Object> more) {
        return source.post("/transfers", transfer(Map.of("virtualIdentifier", target.code()), more))
                .expect(201)
                .json()
                .get("id")
                .asText();
    }

    private static Map<String, Object> transfer(Map<String, Object> target, Map<String, Object> more) {
        Map<String, Object> request = new LinkedHashMap<>(more);
        request.put("identification", Data.json(DATA.code()));
        request.put("size", DATA.bytes().length);
        request.put("target", target);
        return request;
    }

    private static void renamed(Terminal terminal, String name) {
        String path = "/terminals/" + terminal.id();
        String etag = terminal.get(path).expect(200).header("ETag").orElseThrow();
        terminal.patch(path, Map.of("name", name), etag).expect(200);
    }

    private Reply erasing(Account account) {
        return house.post("/accounts/" + account.id() + "/erasure").expect(200);
    }

    private void erased(Account account) {
        erasing(account);
        awaitErased(account);
    }

    private void awaitErased(Account account) {
        Awaitility.await("the janitor erases")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> house.reads("/accounts/" + account.id())
                        .get("state")
                        .asText()
                        .equals("erased"));
    }

    /** Where the terminal's requests came from, as the audit says now. */
    private List<String> sources(Terminal terminal) {
        List<String> sources = new ArrayList<>();
        house.readsAll(
                "/audit?actor=terminal:" + terminal.id(),
                entry -> sources.add(entry.path("sourceAddress").asText()));
        return sources;
    }
}
