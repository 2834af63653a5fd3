// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.harness.Account;
import io.switchboard.harness.Caller;
import io.switchboard.harness.Channel;
import io.switchboard.harness.CommandLineUnderTest;
import io.switchboard.harness.Data;
import io.switchboard.harness.Enterprise;
import io.switchboard.harness.EventStream;
import io.switchboard.harness.Management;
import io.switchboard.harness.Proving;
import io.switchboard.harness.Reply;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServerOnTime;
import io.switchboard.harness.Sql;
import io.switchboard.harness.StoredByHand;
import io.switchboard.harness.Terminal;
import io.switchboard.harness.Together;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The branches of the published method, with a private server beside its central: who has the data, who delivers them, and who is asked. */
@ExtendWith(SharedServerOnTime.class)
class PrivateServerIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int SIZE = 300_000;

    /** Each sends the same twice. */
    private static final int SOURCES = 50;

    /** So many may ask the central at the same time for what they declare, and for what they prove. */
    private static final int DECLARE = 20;

    private static final int PROVE = 12;

    private static @Nullable Enterprise enterprise;
    private static @Nullable ServerUnderTest beside;

    private final ServerUnderTest central;

    PrivateServerIT(ServerUnderTest central) {
        this.central = central;
    }

    @BeforeEach
    void begin() {
        if (enterprise == null || !enterprise.server().equals(central)) {
            end();
            enterprise = central.newEnterprise();
            beside = ServerUnderTest.start(enterprise.settingsOfPrivateServer());
        }
    }

    @AfterAll
    static void end() {
        if (beside != null) {
            assertThat(beside.newErrors()).isEmpty();
            beside.close();
        }
        enterprise = null;
    }

    private Enterprise enterprise() {
        return java.util.Objects.requireNonNull(enterprise);
    }

    private ServerUnderTest here() {
        return java.util.Objects.requireNonNull(beside);
    }

    private Terminal newTerminal() {
        return enterprise().newAccount().enrolsTerminal();
    }

    private JsonNode sends(Terminal source, Data data, Account target, String status) {
        Reply reply = source.at(here())
                .post("/transfers", data.to(Map.of("accountId", target.id())))
                .expect(201);
        assertThat(reply.header("Cache-Status")).hasValue("switchboard; " + status);
        return reply.json();
    }

    private Reply proves(Terminal source, JsonNode transfer, Account target, Data said, Data had) {
        String proof = Proving.of(
                transfer,
                transfer.get("challenge").get("transferId").asText(),
                central,
                source.account().id(),
                target.id(),
                said,
                had);
        return source.at(here()).post(path(transfer) + "/proof", Map.of("proof", proof));
    }

    private static String path(JsonNode transfer) {
        return "/transfers/" + transfer.get("id").asText();
    }

    private void awaitsContent(Terminal source, JsonNode transfer, String content) {
        Awaitility.await(content)
                .atMost(SOON)
                .until(
                        () -> source.at(here())
                                .reads(path(transfer))
                                .get("content")
                                .asText(),
                        content::equals);
    }

    private void receives(Terminal target, ServerUnderTest server, JsonNode transfer, Data data) {
        receives(target, server, path(transfer), data);
    }

    private static void receives(Terminal target, ServerUnderTest server, String path, Data data) {
        Terminal there = target.at(server);
        assertThat(there.get(path + "/content").expect(200).body()).isEqualTo(data.bytes());
        there.post(path + "/receipt", Map.of("identification", Data.json(data.code())))
                .expect(200);
    }

    /** Of both servers, in bytes. */
    private record Moved(double cameHere, double leftHere, double cameThere, double leftThere) {
        static Moved by(ServerUnderTest here, ServerUnderTest there) {
            return new Moved(
                    bytes(here, "received_bytes"),
                    bytes(here, "delivered_bytes"),
                    bytes(there, "received_bytes"),
                    bytes(there, "delivered_bytes"));
        }

        Moved since(Moved before) {
            return new Moved(
                    cameHere - before.cameHere,
                    leftHere - before.leftHere,
                    cameThere - before.cameThere,
                    leftThere - before.leftThere);
        }
    }

    private Moved moved() {
        return Moved.by(here(), central);
    }

    /** What leaves is counted a moment after its reader has it. */
    private void hasMoved(Moved before, int cameHere, int leftHere, int cameThere, int leftThere) {
        Moved expected = new Moved(cameHere, leftHere, cameThere, leftThere);
        Awaitility.await("the bytes of both servers")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(moved().since(before)).isEqualTo(expected));
    }

    /** Whether the central knows of anything that this account sends. */
    private boolean centralKnows(Account source) {
        return !Sql.value(central, "select count(*) from transfer where source_account_id = '" + source.id() + "'")
                .equals("0");
    }

    @Test
    void whatThePrivateServerHasNobodyElseIsAskedFor() {
        Data data = Data.random(SIZE);
        Terminal source = newTerminal();
        Terminal receiver = newTerminal();
        Account target = receiver.account();
        source.at(here()).reads("/terminals/me");
        receiver.at(here()).reads("/terminals/me");
        StoredByHand.store(here(), enterprise(), data);
        StoredByHand.store(central, enterprise(), data);
        Moved before = moved();

        JsonNode transfer = sends(source, data, target, "hit");

        assertThat(transfer.get("content").asText()).isEqualTo("proof-required");
        assertThat(transfer.get("challenge").has("server")).isFalse();
        assertThat(transfer.has("relay")).isFalse();
        String right = proof(transfer, transfer.get("id").asText(), here(), source, target, data);
        source.at(here())
                .post(path(transfer) + "/proof", Map.of("proof", right))
                .expect(200);
        receives(receiver, here(), transfer, data);
        hasMoved(before, 0, SIZE, 0, 0);
        assertThat(centralKnows(source.account())).isFalse();
    }

    /** Though there is a private server, which is not asked. */
    @Test
    void whatIsSentToTheCentralIsTheCentralsAlone() {
        Data known = Data.random(SIZE);
        StoredByHand.store(central, enterprise(), known);
        Terminal source = newTerminal();
        Terminal target = newTerminal();
        Moved before = moved();
        for (Data data : List.of(known, Data.random(SIZE))) {
            JsonNode transfer = source.post(
                            "/transfers",
                            data.to(Map.of("accountId", target.account().id())))
                    .expect(201)
                    .json();
            if (transfer.has("challenge")) {
                String right = proof(transfer, transfer.get("id").asText(), central, source, target.account(), data);
                source.post(path(transfer) + "/proof", Map.of("proof", right)).expect(200);
            } else {
                source.request("POST", path(transfer) + "/uploads", data.bytes(), whole(data))
                        .expect(201);
            }
            receives(target, central, transfer, data);
        }
        hasMoved(before, 0, 0, SIZE, 2 * SIZE);
        assertThat(Sql.value(
                        here(),
                        "select count(*) from transfer where source_account_id = '"
                                + source.account().id() + "'"))
                .isEqualTo("0");
    }

    @Test
    void whatTheCentralHasIsFetchedAndDeliveredHere() {
        Data data = Data.random(SIZE);
        StoredByHand.store(central, enterprise(), data);
        Terminal source = newTerminal();
        Terminal target = newTerminal();
        JsonNode transfer = sends(source, data, target.account(), "fwd=miss; fwd-status=201");
        assertThat(transfer.get("content").asText()).isEqualTo("proof-required");
        assertThat(transfer.get("relay").asText()).isEqualTo("fetched");
        assertThat(transfer.get("challenge").get("server").asText()).isEqualTo(central.address());
        Moved before = moved();

        JsonNode proven = proves(source, transfer, target.account(), data, data)
                .expect(200)
                .json();

        assertThat(proven.get("content").asText()).isEqualTo("elsewhere");
        awaitsContent(source, transfer, "stored");
        target.at(here()).awaits("transfer.ready", transfer.get("id").asText());
        receives(target, here(), transfer, data);
        hasMoved(before, SIZE, SIZE, 0, SIZE);
        source.at(here()).awaits("transfer.received", transfer.get("id").asText());
        for (Terminal terminal : List.of(source, target)) {
            assertThat(terminal.reads("/transfers").get("items"))
                    .as("at the central")
                    .isEmpty();
            assertThat(terminal.mailbox()).as("from the central").isEmpty();
        }
        assertThat(sends(source, data, target.account(), "hit").get("content").asText())
                .isEqualTo("stored");
    }

    @Test
    void whatTheCentralHasIsDeliveredThereWhereTheTargetHoldsAChannel() {
        Data data = Data.random(SIZE);
        StoredByHand.store(central, enterprise(), data);
        Terminal source = newTerminal();
        Terminal target = newTerminal();
        Moved before = moved();
        try (Channel channel = target.opensChannel()) {
            assertThat(channel).isNotNull();
            JsonNode transfer = sends(source, data, target.account(), "fwd=miss; fwd-status=201");
            assertThat(transfer.get("relay").asText()).isEqualTo("delegated");
            proves(source, transfer, target.account(), data, data).expect(200);
            String there = "/transfers/" + target.awaits("transfer.ready").subject();
            receives(target, central, there, data);
            Awaitility.await("the private server hears of it")
                    .atMost(SOON)
                    .until(
                            () -> source.at(here())
                                    .reads(path(transfer))
                                    .get("state")
                                    .asText(),
                            "received"::equals);
            source.at(here()).awaits("transfer.received", transfer.get("id").asText());
            assertThat(target.at(here()).reads("/transfers").get("items")).isEmpty();
        }
        hasMoved(before, 0, 0, 0, SIZE);
    }

    @Test
    void anAddressIsOfTheNetworkOfTheServerThatIsTold() {
        Data data = Data.random(SIZE);
        StoredByHand.store(central, enterprise(), data);
        Terminal source = newTerminal();
        Terminal target = newTerminal();
        String token = "Bearer " + target.at(here()).token();
        String loopback = "127.0.0.1";
        Enterprise managed = enterprise().at(here());
        try (EventStream stream = EventStream.open(here(), "findable=true", Map.of("Authorization", token))) {
            stream.awaits("channel.caught-up");
            source.at(here())
                    .request(
                            "POST",
                            "/transfers",
                            data.to(Map.of("address", loopback)),
                            Map.of("Idempotency-Key", "off"))
                    .expect(403, "addresses-off");
            assertThat(enterprise()
                            .actsFor(source.account())
                            .reads("/transfers")
                            .get("items"))
                    .as("at the central")
                    .isEmpty();
            String tag =
                    managed.get("/transfer-settings").expect(200).header("ETag").orElseThrow();
            managed.patch("/transfer-settings", Map.of("addressTargets", true), tag)
                    .expect(200);
            Reply reply = source.at(here())
                    .post("/transfers", data.to(Map.of("address", loopback)))
                    .expect(201);
            assertThat(reply.header("Cache-Status")).hasValue("switchboard; fwd=miss; fwd-status=201");
            String there = reply.json().get("challenge").get("transferId").asText();
            String proof =
                    Proving.of(reply.json(), there, central, source.account().id(), "address", data, data);
            source.at(here())
                    .post(path(reply.json()) + "/proof", Map.of("proof", proof))
                    .expect(200);
            awaitsContent(source, reply.json(), "stored");
            receives(target, here(), reply.json(), data);
        }
        source.post("/transfers", data.to(Map.of("address", loopback))).expect(403, "addresses-off");
    }

    @Test
    void whatNobodyHasIsUploadedHereAndTheCentralNeverHasIt() {
        Data data = Data.random(SIZE);
        Terminal source = newTerminal();
        Terminal target = newTerminal();
        Moved before = moved();
        JsonNode transfer = sends(source, data, target.account(), "fwd=miss; fwd-status=404");
        assertThat(transfer.get("content").asText()).isEqualTo("declared");
        uploads(source, transfer, data);
        receives(target, here(), transfer, data);
        hasMoved(before, SIZE, SIZE, 0, 0);
        assertThat(source.post(
                                "/transfers",
                                data.to(Map.of("accountId", target.account().id())))
                        .expect(201)
                        .json()
                        .get("content")
                        .asText())
                .isEqualTo("declared");
    }

    private void uploads(Terminal source, JsonNode transfer, Data data) {
        source.at(here())
                .request("POST", path(transfer) + "/uploads", data.bytes(), whole(data))
                .expect(201);
    }

    private static Map<String, String> whole(Data data) {
        return Sending.tus(Map.of(
                "Upload-Length",
                Integer.toString(data.bytes().length),
                "Content-Type",
                "application/offset+octet-stream"));
    }

    @Test
    void whoeverWaitsForOneContentFetchesItOnce() {
        Data data = Data.random(20 * SIZE);
        StoredByHand.store(central, enterprise(), data);
        Terminal known = newTerminal();
        // Fewer may ask at a time for somebody whom the private server has never seen.
        known.at(here()).reads("/terminals/me");
        Account target = known.account();
        List<Terminal> sources = Stream.generate(this::newTerminal)
                .limit(SOURCES)
                .flatMap(source -> Stream.of(source, source))
                .toList();
        sources.forEach(source -> source.at(here()).token());
        Moved before = moved();
        List<JsonNode> transfers =
                together(DECLARE, sources, i -> sends(sources.get(i), data, target, "fwd=miss; fwd-status=201"));
        together(
                PROVE,
                sources,
                i -> proves(sources.get(i), transfers.get(i), target, data, data)
                        .expect(200));
        IntStream.range(0, sources.size()).forEach(i -> awaitsContent(sources.get(i), transfers.get(i), "stored"));
        hasMoved(before, 20 * SIZE, 0, 0, 20 * SIZE);
    }

    /** For each source, so many at a time. */
    private static <V> List<V> together(int most, List<Terminal> sources, IntFunction<V> task) {
        AtomicReferenceArray<V> given = new AtomicReferenceArray<>(sources.size());
        try (Together threads = new Together(most)) {
            threads.all(IntStream.range(0, most)
                    .mapToObj(first -> (Callable<Integer>) () -> {
                        for (int i = first; i < sources.size(); i += most) {
                            given.set(i, task.apply(i));
                        }
                        return first;
                    })
                    .toList());
        }
        return IntStream.range(0, sources.size()).mapToObj(given::get).toList();
    }

    @Test
    void whoOnlyKnowsTheCodeGetsNothingByTheOtherServer() {
        Data data = Data.random(SIZE);
        StoredByHand.store(central, enterprise(), data);
        Terminal thief = newTerminal();
        Terminal accomplice = newTerminal();
        Data guess = Data.random(SIZE);
        for (int attempt = 0; attempt < 3; attempt++) {
            JsonNode transfer = sends(thief, data, accomplice.account(), "fwd=miss; fwd-status=201");
            String there = transfer.get("challenge").get("transferId").asText();
            Caller server = enterprise().newClient("federate");
            server.get("/queries/" + there).expect(404);
            Map<String, Object> unknown = Data.random(SIZE)
                    .to(Map.of("accountId", accomplice.account().id()));
            server.post("/queries", Map.of("sourceAccountId", thief.account().id(), "transfer", unknown))
                    .expect(404, "content-unknown");
            server.get("/queries/" + there + "/content").expect(404);
            proves(thief, transfer, accomplice.account(), data, guess).expect(403, "proof-wrong");
            accomplice.at(here()).get(path(transfer) + "/content").expect(409, "illegal-move");
            thief.get("/transfers/" + there).expect(200);
        }
        JsonNode last = sends(thief, data, accomplice.account(), "fwd=miss; fwd-status=404");
        assertThat(last.get("content").asText()).isEqualTo("declared");
    }

    /** Whatever way they were asked for. */
    @Test
    void attemptsByEitherServerAreOnesOwn() {
        Data data = Data.random(SIZE);
        StoredByHand.store(central, enterprise(), data);
        Terminal thief = newTerminal();
        Account accomplice = enterprise().newAccount();
        Map<String, Object> declaration = data.to(Map.of("accountId", accomplice.id()));
        for (int attempt = 0; attempt < 2; attempt++) {
            JsonNode direct = thief.post("/transfers", declaration).expect(201).json();
            String wrong = Proving.of(
                    direct,
                    direct.get("id").asText(),
                    central,
                    thief.account().id(),
                    accomplice.id(),
                    data,
                    Data.random(SIZE));
            thief.post(path(direct) + "/proof", Map.of("proof", wrong)).expect(403, "proof-wrong");
        }
        JsonNode last = sends(thief, data, accomplice, "fwd=miss; fwd-status=201");
        proves(thief, last, accomplice, data, Data.random(SIZE)).expect(403, "proof-wrong");
        assertThat(sends(thief, data, accomplice, "fwd=miss; fwd-status=404")
                        .get("content")
                        .asText())
                .isEqualTo("declared");
        assertThat(thief.post("/transfers", declaration)
                        .expect(201)
                        .json()
                        .get("content")
                        .asText())
                .isEqualTo("declared");
    }

    /** As when the line broke, or the central took too long: the source is not made to upload what it has proven to have. */
    @Test
    void aProofThatHasHeldThoughItsAnswerWasLostIsHeardOf() {
        Data data = Data.random(SIZE);
        StoredByHand.store(central, enterprise(), data);
        Terminal source = newTerminal();
        Terminal target = newTerminal();
        JsonNode transfer = sends(source, data, target.account(), "fwd=miss; fwd-status=201");
        String there = transfer.at("/challenge/transferId").asText();
        String proof = proof(transfer, there, central, source, target.account(), data);
        source.post("/transfers/" + there + "/proof", Map.of("proof", proof)).expect(200);

        JsonNode again = source.at(here())
                .post(path(transfer) + "/challenge", Map.of())
                .expect(200)
                .json();
        assertThat(again.has("challenge")).isFalse();
        awaitsContent(source, transfer, "stored");
        receives(target, here(), transfer, data);
    }

    @Test
    void whatIsWrongAtTheCentralIsUploadedHereAfterAll() {
        Data said = Data.random(SIZE);
        Data wrong = Data.random(SIZE);
        StoredByHand.store(central, enterprise(), said, wrong);
        Terminal source = newTerminal();
        Terminal target = newTerminal();
        JsonNode transfer = sends(source, said, target.account(), "fwd=miss; fwd-status=201");
        proves(source, transfer, target.account(), said, wrong).expect(200);
        Awaitility.await("it is given up")
                .atMost(SOON)
                .until(() -> !source.at(here()).reads(path(transfer)).has("relay"));
        assertThat(source.at(here()).reads(path(transfer)).get("state").asText())
                .isEqualTo("open");
        uploads(source, transfer, said);
        awaitsContent(source, transfer, "stored");
        receives(target, here(), transfer, said);
    }

    @Test
    void whoRepeatsAProofThatWasRefusedIsToldTheSame() {
        Data data = Data.random(SIZE);
        StoredByHand.store(central, enterprise(), data);
        Caller asking = enterprise().newClient("federate");
        Map<String, Object> query = Map.of(
                "sourceAccountId",
                newTerminal().account().id(),
                "transfer",
                data.to(Map.of("accountId", newTerminal().account().id())));
        String there = "/queries/"
                + asking.post("/queries", query).expect(201).json().get("id").asText();
        Map<String, String> wrong = Map.of("proof", "A".repeat(43));
        Map<String, String> once = Map.of("Idempotency-Key", "once");
        asking.request("POST", there + "/proof", wrong, once).expect(403, "proof-wrong");
        Reply again = asking.request("POST", there + "/proof", wrong, once).expect(403, "proof-wrong");
        assertThat(again.header("Idempotency-Replayed")).hasValue("true");
    }

    @Test
    void whoHasNearlyAllOfItGetsNothingByTheOtherServer() {
        for (int size : new int[] {SIZE, 65 * Sending.MIB}) {
            Data data = Data.random(size);
            StoredByHand.store(central, enterprise(), data);
            Terminal thief = newTerminal();
            Terminal accomplice = newTerminal();
            JsonNode transfer = sends(thief, data, accomplice.account(), "fwd=miss; fwd-status=201");
            proves(thief, transfer, accomplice.account(), data, data.without(20))
                    .expect(403, "proof-wrong");
            getsNothing(accomplice, transfer);
            assertThat(thief.at(here()).reads(path(transfer)).get("content").asText())
                    .isEqualTo("proof-required");
        }
    }

    /** The central has told the accomplice of it, and gives it nothing all the same. */
    @Test
    void whoListensAtTheCentralGetsNothingWithoutAProof() {
        Data data = Data.random(SIZE);
        StoredByHand.store(central, enterprise(), data);
        Terminal thief = newTerminal();
        Terminal accomplice = newTerminal();
        try (Channel channel = accomplice.opensChannel()) {
            assertThat(channel).isNotNull();
            JsonNode transfer = sends(thief, data, accomplice.account(), "fwd=miss; fwd-status=201");
            assertThat(transfer.get("relay").asText()).isEqualTo("delegated");
            String id = transfer.at("/challenge/transferId").asText();
            accomplice.awaits("transfer.offered", id);
            nothingIsThere(accomplice, "/transfers/" + id, data);
            proves(thief, transfer, accomplice.account(), data, data.without(20))
                    .expect(403, "proof-wrong");
            nothingIsThere(accomplice, "/transfers/" + id, data);
            enterprise()
                    .newClient("federate")
                    .get("/queries/" + id + "/content")
                    .expect(404, "not-found");
            assertThat(accomplice.hasHeardOf(id)).containsExactly("transfer.offered");
        }
    }

    private static void nothingIsThere(Terminal accomplice, String path, Data data) {
        for (Map<String, String> headers : List.of(Map.<String, String>of(), Map.of("Range", "bytes=0-0"))) {
            accomplice.request("GET", path + "/content", null, headers).expect(409, "illegal-move");
            assertThat(accomplice
                            .request("HEAD", path + "/content", null, headers)
                            .status())
                    .isEqualTo(409);
        }
        accomplice
                .post(path + "/receipt", Map.of("identification", Data.json(data.code())))
                .expect(409, "illegal-move");
    }

    @Test
    void whoUploadsSomethingElseGetsNothingByTheOtherServer() {
        Data data = Data.random(SIZE);
        StoredByHand.store(central, enterprise(), data);
        Terminal thief = newTerminal();
        Terminal accomplice = newTerminal();
        JsonNode transfer = sends(thief, data, accomplice.account(), "fwd=miss; fwd-status=201");
        accomplice.at(here()).reads("/terminals/me");
        Data nearly = data.without(20);
        proves(thief, transfer, accomplice.account(), data, nearly).expect(403, "proof-wrong");
        proves(thief, transfer, accomplice.account(), data, nearly).expect(409, "challenge-over");
        nothingIsThere(accomplice.at(here()), path(transfer), data);
        thief.at(here())
                .request("POST", path(transfer) + "/uploads", nearly.bytes(), whole(nearly))
                .expect(422, "digest-mismatch");
        nothingIsThere(accomplice.at(here()), path(transfer), data);
        assertThat(sends(accomplice, data, thief.account(), "fwd=miss; fwd-status=201")
                        .get("content")
                        .asText())
                .as("nobody has received it")
                .isEqualTo("proof-required");
    }

    /** Neither from the server that was asked, nor from the one that has the data. */
    private void getsNothing(Terminal accomplice, JsonNode transfer) {
        accomplice.at(here()).get(path(transfer) + "/content").expect(409, "illegal-move");
        accomplice
                .get("/transfers/" + transfer.at("/challenge/transferId").asText() + "/content")
                .expect(404, "not-found");
        assertThat(accomplice
                        .at(here())
                        .reads("/transfers")
                        .get("items")
                        .get(0)
                        .get("content")
                        .asText())
                .isEqualTo("declared");
    }

    @Test
    void aProofIsGoodForItsServerItsTransferAndItsTargetOnly() {
        Data data = Data.random(SIZE);
        StoredByHand.store(central, enterprise(), data);
        Account target = enterprise().newAccount();
        Account other = enterprise().newAccount();
        for (Wrong wrong : Wrong.values()) {
            Terminal source = newTerminal();
            JsonNode transfer = sends(source, data, target, "fwd=miss; fwd-status=201");
            JsonNode before = sends(source, data, target, "fwd=miss; fwd-status=201");
            String there = transfer.at("/challenge/transferId").asText();
            String proof = switch (wrong) {
                case SERVER -> proof(transfer, there, here(), source, target, data);
                case TRANSFER_HERE -> proof(transfer, transfer.get("id").asText(), central, source, target, data);
                case ANOTHER_TRANSFER ->
                    proof(before, before.at("/challenge/transferId").asText(), central, source, target, data);
                case TARGET -> proof(transfer, there, central, source, other, data);
                case SOURCE -> proof(transfer, there, central, newTerminal(), target, data);
                case MADE_AT_THE_CENTRAL -> madeAtTheCentral(source, target, data);
            };
            source.at(here())
                    .post(path(transfer) + "/proof", Map.of("proof", proof))
                    .expect(403, "proof-wrong");
            assertThat(source.at(here()).reads(path(transfer)).get("content").asText())
                    .as(wrong.name())
                    .isEqualTo("proof-required");
        }
    }

    private enum Wrong {
        SERVER,
        TRANSFER_HERE,
        ANOTHER_TRANSFER,
        TARGET,
        SOURCE,
        MADE_AT_THE_CENTRAL
    }

    private static String proof(
            JsonNode challenged, String transfer, ServerUnderTest server, Terminal source, Account target, Data data) {
        return Proving.of(challenged, transfer, server, source.account().id(), target.id(), data, data);
    }

    /** Right, for a transfer that was sent to the central itself. */
    private String madeAtTheCentral(Terminal source, Account target, Data data) {
        JsonNode transfer = source.post("/transfers", data.to(Map.of("accountId", target.id())))
                .expect(201)
                .json();
        return proof(transfer, transfer.get("id").asText(), central, source, target, data);
    }

    @Test
    void aProofOfOneServerIsNoneAtTheOther() {
        Data data = Data.random(SIZE);
        StoredByHand.store(central, enterprise(), data);
        Account target = enterprise().newAccount();
        Terminal source = newTerminal();
        source.at(here()).reads("/terminals/me");
        StoredByHand.store(here(), enterprise(), data);
        String ofCentral = madeAtTheCentral(source, target, data);
        for (String wrong : List.of("replayed", "for the central's address")) {
            JsonNode transfer = sends(source, data, target, "hit");
            String proof = wrong.equals("replayed")
                    ? ofCentral
                    : proof(transfer, transfer.get("id").asText(), central, source, target, data);
            source.at(here())
                    .post(path(transfer) + "/proof", Map.of("proof", proof))
                    .expect(403, "proof-wrong");
        }
        JsonNode transfer = sends(source, data, target, "hit");
        String right = proof(transfer, transfer.get("id").asText(), here(), source, target, data);
        source.at(here())
                .post(path(transfer) + "/proof", Map.of("proof", right))
                .expect(200);
    }

    @Test
    void whoDoesNotProveUploadsAndItIsDeliveredHereAfterAll() {
        Data data = Data.random(SIZE);
        StoredByHand.store(central, enterprise(), data);
        Terminal source = newTerminal();
        Terminal target = newTerminal();
        try (Channel channel = target.opensChannel()) {
            assertThat(channel).isNotNull();
            JsonNode transfer = sends(source, data, target.account(), "fwd=miss; fwd-status=201");
            assertThat(transfer.get("relay").asText()).isEqualTo("delegated");
            target.at(here()).reads("/terminals/me");
            uploads(source, transfer, data);
            target.at(here()).awaits("transfer.ready", transfer.get("id").asText());
            receives(target, here(), transfer, data);
            target.awaits("transfer.cancelled");
        }
    }

    @Test
    void whoSendsChoosesTheServer(@TempDir Path directory) throws IOException {
        Data data = Data.random(SIZE);
        StoredByHand.store(central, enterprise(), data);
        Terminal target = newTerminal();
        Path file = Files.write(directory.resolve("holiday.mp4"), data.bytes());
        SendingDevice ada = SendingDevice.of(central, enterprise().newAccount(), directory.resolve("ada"));
        Awaitility.await("the private server is announced")
                .atMost(SOON)
                .until(() -> ada.says("servers").findValuesAsText("name").contains("Private"));

        JsonNode sent = ada.sends(file, target.account(), "--via", "Private");

        assertThat(sent.get("uploaded").asLong()).isZero();
        assertThat(sent.at("/transfer/content").asText()).isEqualTo("stored");
        receives(target, here(), "/transfers/" + sent.at("/transfer/id").asText(), data);
        assertThat(ada.triesToSend(file, target.account(), "--via", "Nowhere").err())
                .contains("There is no server Nowhere");
    }

    @Test
    void whatWasSentThroughAPrivateServerIsReceivedByWhoNamesNone(@TempDir Path directory) throws IOException {
        Data data = Data.random(SIZE);
        Path file = Files.write(directory.resolve("holiday.mp4"), data.bytes());
        SendingDevice ada = SendingDevice.of(central, enterprise().newAccount(), directory.resolve("ada"));
        SendingDevice ben = SendingDevice.of(central, enterprise().newAccount(), directory.resolve("ben"));
        Path downloads = Files.createDirectory(directory.resolve("downloads"));
        Awaitility.await("the private server is announced")
                .atMost(SOON)
                .until(() -> ada.says("servers").findValuesAsText("name").contains("Private"));

        assertThat(ada.triesToSend(file, ben.account(), "--via", "Private")
                        .expect(0)
                        .out())
                .contains(" at Private, ");

        assertThat(ben.line()
                        .run("receive", "--to", downloads.toString())
                        .expect(0)
                        .out())
                .contains("holiday.mp4: 292.9 KiB from account " + ada.account().id() + " at Private.")
                .doesNotContain("Nothing");
        assertThat(downloads.resolve("holiday.mp4")).hasBinaryContent(data.bytes());
    }

    @Test
    void theDemonstrationShowsWhoDelivers(@TempDir Path home) {
        JsonNode client = new CommandLineUnderTest(home, central.address())
                .with("SWITCHBOARD_ADMIN_ID", central.adminId())
                .with("SWITCHBOARD_ADMIN_SECRET", central.adminSecret())
                .json("admin", "api-clients", "create", enterprise().id(), "demonstration");
        SendingDevice ada = SendingDevice.of(central, enterprise().newAccount(), home.resolve("ada"));
        Awaitility.await("the private server is announced")
                .atMost(SOON)
                .until(() -> ada.says("servers").findValuesAsText("name").contains("Private"));
        double came = bytes(here(), "received_bytes");

        JsonNode demo = new CommandLineUnderTest(home, central.address())
                .with("SWITCHBOARD_CLIENT_ID", client.get("id").asText())
                .with("SWITCHBOARD_CLIENT_SECRET", client.get("secret").asText())
                .json("demo", "transfers");

        assertThat(demo.get("asTold").asBoolean()).isTrue();
        assertThat(String.join("\n", texts(demo.get("happened"))))
                .containsSubsequence(
                        "Ada may choose, and has the same keys at both",
                        "bytes were uploaded by Ada: Private has asked",
                        "delivers it, where Ben's phone listens (relay: delegated)",
                        "Ben's phone received it from",
                        "Ada learns of it at Private",
                        "bytes were uploaded by Ada: Private has asked",
                        "Private has fetched it from",
                        "(relay: fetched)",
                        "Dora's phone received it from Private, byte for byte",
                        "Private has it now, and asked",
                        "Private delivers it",
                        "Dora's phone received it from Private, byte for byte");
        assertThat(bytes(here(), "received_bytes") - came)
                .as("bytes that came to the private server: one film, from the central")
                .isEqualTo(2 << 20);
        assertThat(demo.at("/removed/transfers"))
                .as("Mallory's, at the central")
                .hasSize(2);
        assertThat(demo.at("/removed/terminals")).hasSize(6);
        assertThat(demo.get("live")).isEmpty();
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(node -> texts.add(node.asText()));
        return texts;
    }

    private static double bytes(ServerUnderTest server, String name) {
        return Management.metric(server, "switchboard_transfers_" + name + "_total")
                .orElse(0);
    }
}
