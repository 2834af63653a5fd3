// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.harness.Account;
import io.switchboard.harness.Caller;
import io.switchboard.harness.Data;
import io.switchboard.harness.Enterprise;
import io.switchboard.harness.Proving;
import io.switchboard.harness.Reply;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServer;
import io.switchboard.harness.Sql;
import io.switchboard.harness.StoredByHand;
import io.switchboard.harness.Terminal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is stored is fetched by the terminals that it is offered to, whole or in ranges, and stays as long as somebody needs it. */
@ExtendWith(SharedServer.class)
class DeliveryIT {
    private static final int SIZE = 300_000;

    private final ServerUnderTest server;
    private final Enterprise enterprise;
    private final Account receiver;
    private final Terminal sender;
    private final Terminal phone;
    private final Data data = Data.random(SIZE);

    DeliveryIT(ServerUnderTest server) {
        this.server = server;
        enterprise = server.newEnterprise();
        sender = enterprise.newAccount().enrolsTerminal();
        receiver = enterprise.newAccount();
        phone = receiver.enrolsTerminal();
    }

    /** Something that the receiver is sent, and the server has; its path. */
    private String sent() {
        return sent(data.to(Map.of("accountId", receiver.id())));
    }

    private String sent(Map<String, Object> asked) {
        StoredByHand.store(server, enterprise, data);
        JsonNode transfer = sender.post("/transfers", asked).expect(201).json();
        String path = "/transfers/" + transfer.get("id").asText();
        String proof = Proving.of(transfer, server, sender.account().id(), receiver.id(), data);
        sender.post(path + "/proof", Map.of("proof", proof)).expect(200);
        return path;
    }

    @Test
    void whoAsksForAllReceiptsIsToldAfterTheLast() {
        Terminal tablet = receiver.enrolsTerminal();
        Map<String, Object> asked = new HashMap<>(data.to(Map.of("accountId", receiver.id())));
        asked.put("completion", "all-receipts");
        String path = sent(asked);
        String id = path.substring("/transfers/".length());
        receives(tablet, path);
        assertThat(sender.reads(path).get("state").asText()).isEqualTo("open");
        assertThat(sender.hasHeardOf(id)).doesNotContain("transfer.received");
        receives(phone, path);
        assertThat(sender.reads(path).get("state").asText()).isEqualTo("received");
        sender.awaits("transfer.received", id);
        assertThat(sender.hasHeardOf(id)).containsOnlyOnce("transfer.received");
    }

    private void receives(Terminal terminal, String path) {
        terminal.post(path + "/receipt", Map.of("identification", Data.json(data.code())))
                .expect(200);
    }

    private static Reply fetches(Caller by, String path, Map<String, String> headers) {
        return by.request("GET", path + "/content", null, headers);
    }

    private String tag() {
        return "\"sha-256:" + data.code().digest() + "\"";
    }

    @Test
    void itIsFetchedWholeWithItsDigest() {
        String path = sent();
        Reply whole = phone.get(path + "/content").expect(200);
        assertThat(whole.body()).isEqualTo(data.bytes());
        assertThat(whole.header("ETag")).hasValue(tag());
        assertThat(whole.header("Accept-Ranges")).hasValue("bytes");
        assertThat(whole.header("Content-Length")).hasValue(Integer.toString(SIZE));
        assertThat(whole.header("Repr-Digest"))
                .hasValue("sha-256=:"
                        + Base64.getEncoder()
                                .encodeToString(
                                        HexFormat.of().parseHex(data.code().digest()))
                        + ":");
        assertThat(whole.header("Content-Type")).hasValue("application/octet-stream");
        assertThat(whole.header("Content-Disposition")).hasValue("attachment");
        assertThat(sender.reads(path).get("deliveries").get(0).get("state").asText())
                .isEqualTo("fetching");
    }

    @Test
    void rangesAreWhatRfc9110Says() {
        String path = sent();
        range(path, "bytes=0-0", 0, 1);
        range(path, "bytes=100-", 100, SIZE);
        range(path, "bytes=" + (SIZE - 1) + "-", SIZE - 1, SIZE);
        range(path, "bytes=10-99999999", 10, SIZE);
        range(path, "bytes=-5", SIZE - 5, SIZE);
        range(path, "bytes=-99999999", 0, SIZE);
        for (String passedOver : new String[] {"bytes=5-2", "bytes=0-1,3-4", "lines=1-2", "bytes=-", "x"}) {
            assertThat(fetches(phone, path, Map.of("Range", passedOver))
                            .expect(200)
                            .body())
                    .hasSize(SIZE);
        }
        for (String nowhere : new String[] {"bytes=" + SIZE + "-", "bytes=-0"}) {
            Reply refused = fetches(phone, path, Map.of("Range", nowhere)).expect(416, "range-not-satisfiable");
            assertThat(refused.header("Content-Range")).hasValue("bytes */" + SIZE);
        }
    }

    private void range(String path, String asked, int from, int to) {
        Reply part = fetches(phone, path, Map.of("Range", asked)).expect(206);
        assertThat(part.body()).as(asked).isEqualTo(Arrays.copyOfRange(data.bytes(), from, to));
        assertThat(part.header("Content-Range")).hasValue("bytes " + from + "-" + (to - 1) + "/" + SIZE);
    }

    @Test
    void whoGoesOnWithAnotherVersionGetsAll() {
        String path = sent();
        fetches(phone, path, Map.of("Range", "bytes=5-", "If-Range", tag())).expect(206);
        fetches(phone, path, Map.of("Range", "bytes=5-", "If-Range", "\"other\""))
                .expect(200);
    }

    @Test
    void nobodyElseFetchesIt() {
        String path = sent();
        Terminal neighbour = enterprise.newAccount().enrolsTerminal();
        neighbour.get(path + "/content").expect(404, "not-found");
        server.newEnterprise()
                .newAccount()
                .enrolsTerminal()
                .get(path + "/content")
                .expect(404, "not-found");
        sender.get(path + "/content").expect(403, "forbidden");
        enterprise.actsFor(receiver).get(path + "/content").expect(403, "forbidden");
    }

    @Test
    void nothingIsFetchedThatIsNotThereOrOver() {
        JsonNode transfer = sender.post("/transfers", data.to(Map.of("accountId", receiver.id())))
                .expect(201)
                .json();
        phone.get("/transfers/" + transfer.get("id").asText() + "/content").expect(409, "illegal-move");

        String cancelled = sent();
        phone.get(cancelled + "/content").expect(200);
        sender.post(cancelled + "/cancellation").expect(200);
        phone.get(cancelled + "/content").expect(409, "illegal-move");
    }

    @Test
    void itIsKeptWhileSomebodyNeedsItAndDeletedAfterTheGraceTime() {
        String first = sent();
        String content = Sql.value(server, "select id from content where enterprise_id = '" + enterprise.id() + "'");
        assertThat(files()).anyMatch(file -> file.contains(content));
        assertThat(physical()).isEqualTo(SIZE);
        phone.post(first + "/receipt", Map.of("identification", Data.json(data.code())))
                .expect(200);
        server.passes(Duration.ofDays(29));
        assertThat(sender.post("/transfers", data.to(Map.of("accountId", receiver.id())))
                        .expect(201)
                        .json()
                        .get("content")
                        .asText())
                .isEqualTo("proof-required");
        server.passes(Duration.ofDays(31));
        Awaitility.await("the content is gone")
                .atMost(Duration.ofSeconds(20))
                .until(() -> Sql.value(
                                server, "select count(*) from content where enterprise_id = '" + enterprise.id() + "'")
                        .equals("0"));
        assertThat(files()).noneMatch(file -> file.contains(content));
        assertThat(physical()).as("the enterprise has its room again").isZero();
        assertThat(sender.post("/transfers", data.to(Map.of("accountId", receiver.id())))
                        .expect(201)
                        .json()
                        .get("content")
                        .asText())
                .isEqualTo("declared");
    }

    /** How many bytes the enterprise has in the store, as its limit counts them. */
    private long physical() {
        return Long.parseLong(
                Sql.value(server, "select physical from storage_use where enterprise_id = '" + enterprise.id() + "'"));
    }

    /** Also of one that was uploaded: what is left of the upload goes before. */
    @Test
    void itsRecordIsKeptForATimeAndThenForgotten() {
        Sending uploaded = Sending.of(enterprise, 100_000);
        uploaded.sendsRest(uploaded.begins(), 0);
        String old = uploaded.path();
        uploaded.source().post(old + "/cancellation").expect(200);
        server.passes(Duration.ofDays(50));
        String recent = sent();
        phone.post(recent + "/receipt", Map.of("identification", Data.json(data.code())))
                .expect(200);
        server.passes(Duration.ofDays(41));

        Awaitility.await("it is forgotten")
                .atMost(Duration.ofSeconds(20))
                .until(() -> uploaded.source().get(old).status() == 404);
        uploaded.target().get(old).expect(404, "not-found");
        assertThat(uploaded.source().reads("/transfers").get("items")).isEmpty();
        assertThat(Sql.value(
                        server,
                        "select count(*) from transfer_delivery where transfer_id = '"
                                + old.substring("/transfers/".length()) + "'"))
                .isEqualTo("0");
        assertThat(sender.reads(recent).get("state").asText()).isEqualTo("received");
    }

    /** No transfer is open for longer than its content is kept; should one be, because time was set, the content waits for it. */
    @Test
    void whatAnOpenTransferNeedsIsKeptAlsoWhenItsTimeIsOver() {
        String open = sent();
        String content = " from content where enterprise_id = '" + enterprise.id() + "'";
        Sql.run(
                server,
                "update content set collect_at = timestamp with time zone '"
                        + server.now().minus(Duration.ofDays(1)) + "' where enterprise_id = '" + enterprise.id()
                        + "'");
        Awaitility.await("a janitor has looked at it")
                .atMost(Duration.ofSeconds(20))
                .until(() -> Sql.value(
                                server,
                                "select count(*)" + content + " and collect_at <= timestamp with time zone '"
                                        + server.now() + "'")
                        .equals("0"));
        assertThat(Sql.value(server, "select state" + content)).isEqualTo("STORED");
        assertThat(phone.get(open + "/content").expect(200).body()).isEqualTo(data.bytes());
        phone.post(open + "/receipt", Map.of("identification", Data.json(data.code())))
                .expect(200);
    }

    private List<String> files() {
        try (Stream<Path> all = Files.walk(server.data().resolve("contents"))) {
            return all.map(Path::toString).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
