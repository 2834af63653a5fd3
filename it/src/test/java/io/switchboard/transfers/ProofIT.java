// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.harness.Account;
import io.switchboard.harness.Data;
import io.switchboard.harness.Enterprise;
import io.switchboard.harness.Proving;
import io.switchboard.harness.Reply;
import io.switchboard.harness.Rival;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServer;
import io.switchboard.harness.Sql;
import io.switchboard.harness.StoredByHand;
import io.switchboard.harness.Terminal;
import io.switchboard.harness.Together;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whoever has what the server has already proves it and uploads nothing; whoever knows the code alone gets nothing. */
@ExtendWith(SharedServer.class)
class ProofIT {
    private static final int WHOLE = 100_000;
    private static final int LARGE = 65 * 1024 * 1024;

    private final ServerUnderTest server;
    private final Enterprise enterprise;
    private final Account receiver;
    private final Terminal sender;
    private final Terminal phone;

    ProofIT(ServerUnderTest server) {
        this.server = server;
        enterprise = server.newEnterprise();
        sender = enterprise.newAccount().enrolsTerminal();
        receiver = enterprise.newAccount();
        phone = receiver.enrolsTerminal();
    }

    private Data known(int size) {
        Data data = Data.random(size);
        StoredByHand.store(server, enterprise, data);
        return data;
    }

    private JsonNode declared(Terminal source, Data data) {
        return source.post("/transfers", data.to(Map.of("accountId", receiver.id())))
                .expect(201)
                .json();
    }

    private static String path(JsonNode transfer) {
        return "/transfers/" + transfer.get("id").asText();
    }

    private String proof(JsonNode transfer, Terminal source, Data said, Data had) {
        return proof(transfer, transfer, source, said, had);
    }

    /** What answers one transfer's challenge as if it were for another. */
    private String proof(JsonNode challenged, JsonNode meant, Terminal source, Data said, Data had) {
        return Proving.of(
                challenged, meant.get("id").asText(), server, source.account().id(), receiver.id(), said, had);
    }

    private static Reply proves(Terminal source, JsonNode transfer, String proof) {
        return source.post(path(transfer) + "/proof", Map.of("proof", proof));
    }

    private static String content(Terminal source, JsonNode transfer) {
        return source.reads(path(transfer)).get("content").asText();
    }

    @Test
    void whoHasTheDataUploadsNothing() {
        for (int size : new int[] {WHOLE, LARGE}) {
            Data data = known(size);
            JsonNode transfer = declared(sender, data);
            assertThat(transfer.get("content").asText()).isEqualTo("proof-required");
            assertThat(transfer.get("challenge").has("positions")).isEqualTo(size == LARGE);

            JsonNode proven = proves(sender, transfer, proof(transfer, sender, data, data))
                    .expect(200)
                    .json();

            assertThat(proven.get("content").asText()).isEqualTo("stored");
            phone.awaits("transfer.ready", transfer.get("id").asText());
            phone.post(path(transfer) + "/receipt", Map.of("identification", Data.json(data.code())))
                    .expect(200);
            sender.awaits("transfer.received", transfer.get("id").asText());
            assertThat(sender.reads(path(transfer)).get("state").asText()).isEqualTo("received");
        }
    }

    @Test
    void aProofIsRememberedForADaySoTheTenthRecipientCostsNone() {
        Data data = known(WHOLE);
        JsonNode first = declared(sender, data);
        proves(sender, first, proof(first, sender, data, data)).expect(200);
        for (int i = 0; i < 9; i++) {
            JsonNode next = declared(sender, data);
            assertThat(next.get("content").asText()).isEqualTo("stored");
            assertThat(next.has("challenge")).isFalse();
        }
        server.passes(Duration.ofHours(25));
        assertThat(declared(sender, data).get("content").asText()).isEqualTo("proof-required");
    }

    /** It is the proof that counts, and not that somebody was not asked for one. */
    @Test
    void whatIsSentAgainAndAgainIsProvenAgainADayLater() {
        Data data = known(WHOLE);
        JsonNode first = declared(sender, data);
        proves(sender, first, proof(first, sender, data, data)).expect(200);
        String receipt = path(first) + "/receipt";
        phone.post(receipt, Map.of("identification", Data.json(data.code()))).expect(200);
        server.passes(Duration.ofHours(20));
        assertThat(declared(sender, data).get("content").asText()).isEqualTo("stored");
        phone.post(receipt, Map.of("identification", Data.json(data.code()))).expect(200);
        server.passes(Duration.ofHours(5));
        assertThat(declared(sender, data).get("content").asText()).isEqualTo("proof-required");
        assertThat(declared(phone, data).get("content").asText()).isEqualTo("proof-required");
    }

    @Test
    void whoHasReceivedItHasIt() {
        Data data = known(WHOLE);
        JsonNode transfer = declared(sender, data);
        proves(sender, transfer, proof(transfer, sender, data, data)).expect(200);
        phone.post(path(transfer) + "/receipt", Map.of("identification", Data.json(data.code())))
                .expect(200);
        Account third = enterprise.newAccount();
        third.enrolsTerminal();
        assertThat(phone.post("/transfers", data.to(Map.of("accountId", third.id())))
                        .expect(201)
                        .json()
                        .get("content")
                        .asText())
                .isEqualTo("stored");
    }

    @Test
    void whoKnowsTheCodeAloneGetsNothing() {
        Data data = known(WHOLE);
        Data zeros = new Data(new byte[WHOLE]);
        JsonNode transfer = declared(sender, data);
        proves(sender, transfer, proof(transfer, sender, data, zeros)).expect(403, "proof-wrong");
        proves(sender, transfer, proof(transfer, sender, data, data)).expect(409, "challenge-over");
        assertThat(content(sender, transfer)).isEqualTo("proof-required");
        assertThat(phone.hasHeardOf(transfer.get("id").asText())).containsExactly("transfer.offered");
    }

    /** Whichever part of it is missing. */
    @Test
    void whoHasNearlyAllOfItGetsNothing() {
        for (int size : new int[] {WHOLE, LARGE}) {
            Data data = known(size);
            int part = size / 20;
            for (int missing : new int[] {0, size / 2, size - part}) {
                byte[] nearly = data.bytes().clone();
                Arrays.fill(nearly, missing, missing + part, (byte) 0);
                JsonNode transfer = declared(sender, data);
                proves(sender, transfer, proof(transfer, sender, data, new Data(nearly)))
                        .expect(403, "proof-wrong");
                assertThat(content(sender, transfer)).isEqualTo("proof-required");
            }
        }
    }

    @Test
    void aProofIsGoodForItsOwnTransferOnly() {
        Data data = known(WHOLE);
        JsonNode first = declared(sender, data);
        JsonNode second = declared(sender, data);
        proves(sender, second, proof(second, first, sender, data, data)).expect(403, "proof-wrong");
        JsonNode third = declared(sender, data);
        proves(sender, third, proof(third, first, sender, data, data)).expect(403, "proof-wrong");
        assertThat(Stream.of(first, second, third).map(transfer -> content(sender, transfer)))
                .containsOnly("proof-required");
        JsonNode fourth = declared(sender, data);
        proves(sender, fourth, proof(fourth, sender, data, data)).expect(200);
    }

    @Test
    void whatAnAccomplicesOtherAccountProvesIsNotOnesOwn() {
        Data data = known(WHOLE);
        Terminal other = enterprise.newAccount().enrolsTerminal();
        JsonNode transfer = declared(sender, data);
        proves(sender, transfer, proof(transfer, other, data, data)).expect(403, "proof-wrong");
        phone.post(path(transfer) + "/proof", Map.of("proof", "A".repeat(43))).expect(403, "forbidden");
        other.post(path(transfer) + "/proof", Map.of("proof", "A".repeat(43))).expect(404, "not-found");
    }

    /** One answer is good for as many as he declares before he has read enough to give it. */
    @Test
    void whoSendsToManyAtOnceUploadsNothing() {
        Data data = known(LARGE);
        List<JsonNode> many =
                Stream.generate(() -> declared(sender, data)).limit(10).toList();
        assertThat(many).allSatisfy(transfer -> {
            assertThat(transfer.get("content").asText()).isEqualTo("proof-required");
            assertThat(transfer.get("challenge")).isEqualTo(many.get(0).get("challenge"));
        });
        try (Together together = new Together(many.size())) {
            together.all(many.stream()
                            .map(transfer -> (Callable<String>) () -> proven(transfer, data))
                            .toList())
                    .forEach(state -> assertThat(state).isEqualTo("stored"));
        }
        many.forEach(
                transfer -> phone.awaits("transfer.ready", transfer.get("id").asText()));
    }

    /** As a client does: whose answer came too late asks for another challenge, and hears that he needs none. */
    private String proven(JsonNode transfer, Data data) {
        Reply reply = proves(sender, transfer, proof(transfer, sender, data, data));
        for (int again = 0; reply.status() != 200 && again < 20; again++) {
            JsonNode other = sender.post(path(transfer) + "/challenge").json();
            reply = other.path("content").asText().equals("proof-required")
                    ? proves(sender, transfer, proof(other, transfer, sender, data, data))
                    : sender.get(path(transfer));
        }
        return reply.expect(200).json().get("content").asText();
    }

    @Test
    void whoNeedsNoProofAnyMoreGetsNoOtherChallenge() {
        Data data = known(WHOLE);
        JsonNode first = declared(sender, data);
        JsonNode second = declared(sender, data);
        JsonNode third = declared(sender, data);
        proves(sender, second, proof(second, sender, data, data)).expect(200);
        JsonNode stored = sender.post(path(first) + "/challenge").expect(200).json();
        assertThat(stored.get("content").asText()).isEqualTo("stored");
        assertThat(stored.has("challenge")).isFalse();
        proves(sender, third, "A".repeat(43)).expect(200);
        phone.awaits("transfer.ready", third.get("id").asText());
    }

    @Test
    void aWrongAnswerEndsTheChallengeOfAllThatShareIt() {
        Data data = known(WHOLE);
        JsonNode first = declared(sender, data);
        JsonNode second = declared(sender, data);
        proves(sender, second, proof(second, sender, data, Data.random(WHOLE))).expect(403, "proof-wrong");
        proves(sender, first, proof(first, sender, data, data)).expect(409, "challenge-over");
        assertThat(declared(sender, data).get("challenge").get("nonce"))
                .isNotEqualTo(first.get("challenge").get("nonce"));
    }

    @Test
    void nobodyHasMoreThanThreeAnswersLookedAtHoweverManyTransfersHeDeclares() {
        Data data = known(WHOLE);
        try (Together together = new Together(8)) {
            List<Integer> answers = new ArrayList<>();
            // What one terminal asks for is done one after the other.
            List<Callable<List<Integer>>> guessing = Stream.generate(sender.account()::enrolsTerminal)
                    .limit(8)
                    .map(terminal -> (Callable<List<Integer>>) () -> guesses(terminal, data, 12))
                    .toList();
            together.all(guessing).forEach(answers::addAll);
            assertThat(answers).containsOnly(403, 409);
            assertThat(answers).filteredOn(status -> status == 403).hasSize(3);
        }
        assertThat(declared(sender, data).get("content").asText()).isEqualTo("declared");
    }

    /** Who gives a wrong answer while another transfer is on its way to the same challenge ends it for that one too. */
    @Test
    @EnabledIfSystemProperty(named = "switchboard.it.database", matches = "postgresql")
    void aChallengeThatIsBeingAnsweredIsNotSharedAnyMore() {
        // Once without hurry: the database gives up on who waits for long.
        assertThat(guesses(sender, known(WHOLE), 1)).containsExactly(403);
        Terminal other = sender.account().enrolsTerminal();
        Data data = known(WHOLE);
        JsonNode first = declared(sender, data);
        try (Together together = new Together(2);
                Rival rival = Rival.of(server)) {
            rival.does("select 1 from mailbox where terminal_id = '" + phone.id() + "' for update");
            Future<JsonNode> declaring = together.meanwhile(() -> declared(other, data));
            rival.awaitsItsVictim();
            Future<Reply> wrong = together.meanwhile(() -> proves(sender, first, "A".repeat(43)));
            Awaitility.await("it waits for the declaration, or has not")
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> wrong.isDone() || !waiting("proof_challenge").isEmpty());
            rival.commits();
            Together.result(wrong).expect(403, "proof-wrong");
            JsonNode second = Together.result(declaring);
            assertThat(second.get("challenge")).isEqualTo(first.get("challenge"));
            proves(other, second, "A".repeat(43)).expect(409, "challenge-over");
        }
    }

    /** How each was answered. */
    private List<Integer> guesses(Terminal source, Data data, int count) {
        return IntStream.range(0, count)
                .mapToObj(guess ->
                        proves(source, declared(source, data), "A".repeat(43)).status())
                .toList();
    }

    @Test
    void nobodyShopsForEasyPositions() {
        Data data = known(WHOLE);
        for (int i = 0; i < 3; i++) {
            JsonNode transfer = declared(sender, data);
            assertThat(transfer.get("content").asText()).isEqualTo("proof-required");
            proves(sender, transfer, "A".repeat(43)).expect(403, "proof-wrong");
        }
        JsonNode fourth = declared(sender, data);
        assertThat(fourth.get("content").asText()).isEqualTo("declared");
        assertThat(fourth.has("challenge")).isFalse();

        Terminal other = enterprise.newAccount().enrolsTerminal();
        JsonNode transfer = declared(other, data);
        other.post(path(transfer) + "/challenge").expect(200);
        JsonNode last = other.post(path(transfer) + "/challenge").expect(200).json();
        other.post(path(transfer) + "/challenge").expect(409, "upload-required");
        proves(other, transfer, proof(transfer, other, data, data)).expect(403, "proof-wrong");
        proves(other, transfer, proof(last, transfer, other, data, data)).expect(409, "challenge-over");
    }

    @Test
    void aChallengeIsGoodForAMinuteAndCanBeReplaced() {
        Data data = known(WHOLE);
        JsonNode transfer = declared(sender, data);
        server.passes(Duration.ofSeconds(61));
        proves(sender, transfer, proof(transfer, sender, data, data)).expect(409, "challenge-over");
        JsonNode again = sender.post(path(transfer) + "/challenge").expect(200).json();
        assertThat(again.get("challenge").get("nonce"))
                .isNotEqualTo(transfer.get("challenge").get("nonce"));
        proves(sender, transfer, proof(again, transfer, sender, data, data)).expect(200);
        sender.post(path(transfer) + "/challenge").expect(409, "illegal-move");
    }

    @Test
    void ofManyAnswersAtOnceOneIsLookedAt() {
        Data data = known(WHOLE);
        JsonNode transfer = declared(sender, data);
        String right = proof(transfer, sender, data, data);
        try (Together together = new Together(8)) {
            List<Integer> answers = together.all(
                    Collections.nCopies(8, () -> proves(sender, transfer, right).status()));
            assertThat(answers).containsOnlyOnce(200);
            assertThat(answers).filteredOn(status -> status != 200).containsOnly(409);
        }
    }

    /** The database gives up on the decision for its own reasons: what was decided of the bytes stays, and is written once more. */
    @Test
    @EnabledIfSystemProperty(named = "switchboard.it.database", matches = "postgresql")
    void aRightProofHoldsAlsoWhenItsTransactionIsRunAgain() {
        Data data = known(WHOLE);
        JsonNode transfer = declared(sender, data);
        String right = proof(transfer, sender, data, data);
        try (Together together = new Together(1);
                Rival rival = Rival.of(server)) {
            rival.does("select 1 from content where enterprise_id = '" + enterprise.id() + "' for update");
            Future<Reply> proven = together.meanwhile(() -> proves(sender, transfer, right));
            rival.awaitsItsVictim();
            String first = waiting("content");
            Awaitility.await("the server has given up once")
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> !Set.of(first, "").contains(waiting("content")));
            rival.commits();
            Together.result(proven).expect(200);
        }
        assertThat(content(sender, transfer)).isEqualTo("stored");
    }

    /** When what waits for such a row has begun to wait; empty when nothing does. */
    private String waiting(String table) {
        return Sql.value(
                server,
                "select coalesce(max(cast(query_start as varchar)), '') from pg_stat_activity"
                        + " where datname = current_database() and wait_event_type = 'Lock' and query like '%"
                        + table + "%'");
    }

    @Test
    void whatCanBeGuessedIsAlwaysUploaded() {
        Data small = known(64 * 1024 - 1);
        assertThat(declared(sender, small).get("content").asText()).isEqualTo("declared");
        assertThat(declared(sender, known(64 * 1024)).get("content").asText()).isEqualTo("proof-required");
    }

    @Test
    void anotherEnterpriseDoesNotLearnOfIt() {
        Data data = known(WHOLE);
        Enterprise elsewhere = server.newEnterprise();
        Account there = elsewhere.newAccount();
        there.enrolsTerminal();
        JsonNode foreign = elsewhere
                .newAccount()
                .enrolsTerminal()
                .post("/transfers", data.to(Map.of("accountId", there.id())))
                .expect(201)
                .json();
        assertThat(foreign.get("content").asText()).isEqualTo("declared");
        assertThat(foreign.has("challenge")).isFalse();
    }

    @Test
    void anotherSizeIsAnotherContent() {
        Data data = known(WHOLE);
        JsonNode transfer = sender.post(
                        "/transfers",
                        Map.of(
                                "identification",
                                Data.json(data.code()),
                                "size",
                                WHOLE + 1,
                                "target",
                                Map.of("accountId", receiver.id())))
                .expect(201)
                .json();
        assertThat(transfer.get("content").asText()).isEqualTo("declared");
    }
}
