// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.harness.Channel;
import io.switchboard.harness.Data;
import io.switchboard.harness.Enterprise;
import io.switchboard.harness.EventStream;
import io.switchboard.harness.Proving;
import io.switchboard.harness.Reply;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServerOnGuard;
import io.switchboard.harness.Sql;
import io.switchboard.harness.StoredByHand;
import io.switchboard.harness.Terminal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Data are sent to whoever holds a channel from an IP address and has agreed to be found so, in an enterprise that lets it: an address is
 * compared with what connections come from, and never connected to.
 */
@ExtendWith(SharedServerOnGuard.class)
class AddressTargetIT {
    private static final int SIZE = 100_000;
    private static final String HOME = "203.0.113.7";
    private static final String OTHER = "2001:db8::7";

    private final ServerUnderTest server;
    private final Enterprise enterprise;
    private final Terminal sender;
    private final Terminal phone;
    private final Data data = Data.random(SIZE);

    AddressTargetIT(ServerUnderTest server) {
        this.server = server;
        enterprise = server.newEnterprise();
        sender = enterprise.newAccount().enrolsTerminal();
        phone = enterprise.newAccount().enrolsTerminal();
    }

    @BeforeEach
    void allow() {
        allows(enterprise, true);
    }

    private static void allows(Enterprise enterprise, boolean allowed) {
        String tag =
                enterprise.get("/transfer-settings").expect(200).header("ETag").orElseThrow();
        Reply edited = enterprise
                .patch("/transfer-settings", Map.of("addressTargets", allowed), tag)
                .expect(200);
        assertThat(edited.json().get("addressTargets").asBoolean()).isEqualTo(allowed);
    }

    private Channel opens(Terminal terminal, String address, String query) {
        return Channel.open(server, query, headers(terminal, address), "cloudevents.json");
    }

    private Channel isFoundAt(Terminal terminal, String address) {
        Channel channel = opens(terminal, address, "findable=true");
        channel.awaits("channel.caught-up");
        return channel;
    }

    private static Map<String, String> headers(Terminal terminal, String address) {
        return Map.of("Authorization", "Bearer " + terminal.token(), "X-Forwarded-For", address);
    }

    private Reply sends(String address) {
        return sender.post("/transfers", data.to(Map.of("address", address)));
    }

    private static String path(JsonNode transfer) {
        return "/transfers/" + transfer.get("id").asText();
    }

    @Test
    void whoHasAgreedIsFoundByItsAddressAndTheSourceDoesNotLearnWhoItIs() {
        StoredByHand.store(server, enterprise, data);
        try (Channel channel = isFoundAt(phone, HOME)) {
            assertThat(channel.events().get(0).data().get("address").asText()).isEqualTo(HOME);
            JsonNode sent = sends("::ffff:203.0.113.7").expect(201).json();
            assertThat(sent.get("target")).hasToString("{\"kind\":\"address\"}");
            String proof = Proving.of(sent, server, sender.account().id(), "address", data);
            sender.post(path(sent) + "/proof", Map.of("proof", proof)).expect(200);
            phone.awaits("transfer.ready", sent.get("id").asText());
            assertThat(phone.get(path(sent) + "/content").expect(200).body()).isEqualTo(data.bytes());
            phone.post(path(sent) + "/receipt", Map.of("identification", Data.json(data.code())))
                    .expect(200);
            sender.awaits("transfer.received", sent.get("id").asText());
            for (String read : List.of(path(sent), "/transfers", "/mailbox")) {
                assertThat(sender.get(read).expect(200).text())
                        .contains(sent.get("id").asText())
                        .doesNotContain(phone.id(), phone.account().id());
            }
            assertThat(phone.reads(path(sent)).get("sourceAccountId").asText())
                    .isEqualTo(sender.account().id());
        }
    }

    @Test
    void ofAnAccountTheOneTerminalAloneIsSentTo() {
        Terminal tablet = phone.account().enrolsTerminal();
        try (Channel channel = isFoundAt(phone, OTHER)) {
            assertThat(channel).isNotNull();
            JsonNode sent = sends("2001:DB8:0:0::7").expect(201).json();
            phone.awaits("transfer.offered", sent.get("id").asText());
            assertThat(tablet.hasHeardOf(sent.get("id").asText())).isEmpty();
        }
    }

    @Test
    void anEnterpriseThatHasNotSaidSoSendsToNoAddress() {
        allows(enterprise, false);
        try (Channel channel = isFoundAt(phone, HOME)) {
            assertThat(channel).isNotNull();
            sends(HOME).expect(403, "addresses-off");
        }
    }

    @Test
    void whoHasNotAgreedIsNotFoundAndItsAddressIsNotKept() {
        try (Channel channel = opens(phone, HOME, "findable=false")) {
            channel.awaits("channel.caught-up");
            assertThat(channel.events().get(0).data().has("address")).isFalse();
            sends(HOME).expect(422, "target-unknown");
        }
        assertThat(kept(phone)).isEmpty();
        assertThat(sender.reads("/transfers").get("items")).isEmpty();
    }

    private List<Map<String, String>> kept(Terminal terminal) {
        return Sql.rows(server, "select address from findable_channel where terminal_id = '" + terminal.id() + "'");
    }

    @Test
    void whatIsClosedRevokedOrDisplacedIsNotFound() {
        isFoundAt(phone, HOME).close();
        Awaitility.await("closed")
                .atMost(Duration.ofSeconds(15))
                .until(() -> kept(phone).isEmpty());
        sends(HOME).expect(422, "target-unknown");
        try (Channel first = isFoundAt(phone, HOME);
                Channel second = opens(phone, OTHER, "")) {
            second.awaits("channel.caught-up");
            sends(HOME).expect(422, "target-unknown");
            sends(OTHER).expect(422, "target-unknown");
            assertThat(first.awaitsClose()).isEqualTo(4409);
        }
        try (Channel channel = isFoundAt(phone, HOME)) {
            assertThat(channel).isNotNull();
            phone.delete("/terminals/" + phone.id()).expect(204);
            sends(HOME).expect(422, "target-unknown");
        }
    }

    @Test
    void whoSharesAnAddressIsNotToldApart() {
        Terminal tablet = phone.account().enrolsTerminal();
        try (Channel one = isFoundAt(phone, HOME);
                Channel own = isFoundAt(sender, HOME)) {
            assertThat(List.of(one, own)).doesNotContainNull();
            sends(HOME).expect(201);
            try (Channel two = isFoundAt(tablet, HOME)) {
                assertThat(two).isNotNull();
                sends(HOME).expect(422, "target-ambiguous");
            }
        }
    }

    @Test
    void nobodyIsFoundByAnotherEnterprise() {
        Terminal stranger = server.newEnterprise().newAccount().enrolsTerminal();
        allows(stranger.account().enterprise(), true);
        try (Channel channel = isFoundAt(phone, HOME)) {
            assertThat(channel).isNotNull();
            stranger.post("/transfers", data.to(Map.of("address", HOME))).expect(422, "target-unknown");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost", "example.org", "203.0.113", "203.0.113.7:80", "http://203.0.113.7", "0x7f000001", ""
            })
    void whatIsNoAddressInFiguresIsSaidSo(String typed) {
        sends(typed).expect(400, "invalid-request");
    }

    @Test
    void anAddressIsFoundOverAStreamAsWell() {
        phone.get("/mailbox/stream?findable=maybe").expect(400, "invalid-request");
        phone.get("/mailbox/stream?findable=true&findable=false").expect(400, "invalid-request");
        try (EventStream stream = EventStream.open(server, "findable=true", headers(phone, HOME))) {
            stream.awaits("channel.caught-up");
            sends(HOME).expect(201);
        }
        try (Channel channel = opens(phone, HOME, "findable=maybe")) {
            assertThat(channel.awaitsClose()).isEqualTo(1003);
        }
    }

    /** A node that has died says nothing any more of its channels. */
    @Test
    void whatNobodySaysToBeOpenIsForgotten() {
        UUID lost = UUID.randomUUID();
        Sql.run(
                server,
                "insert into findable_channel (terminal_id, enterprise_id, epoch, address, expires_at) values ('" + lost
                        + "', '" + enterprise.id() + "', 1, '" + HOME
                        + "', timestamp with time zone '2020-01-01 00:00:00+00')");
        Awaitility.await("forgotten")
                .atMost(Duration.ofSeconds(15))
                .until(() -> Sql.rows(server, "select 1 from findable_channel where terminal_id = '" + lost + "'")
                        .isEmpty());
        try (Channel channel = isFoundAt(phone, HOME)) {
            assertThat(channel).isNotNull();
            Sql.run(
                    server,
                    "update findable_channel set expires_at = timestamp with time zone '2020-01-01 00:00:00+00'"
                            + " where terminal_id = '" + phone.id() + "'");
            sends(HOME).expect(422, "target-unknown");
        }
    }
}
