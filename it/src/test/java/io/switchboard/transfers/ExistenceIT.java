// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.harness.Account;
import io.switchboard.harness.Caller;
import io.switchboard.harness.Data;
import io.switchboard.harness.Enterprise;
import io.switchboard.harness.Reply;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServer;
import io.switchboard.harness.Size;
import io.switchboard.harness.Stopwatch;
import io.switchboard.harness.StoredByHand;
import io.switchboard.harness.Terminal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Whether another enterprise has a content cannot be told: whatever one asks with its code is answered as if nobody had it. The statements
 * are compared in {@code TransactionsIT}.
 */
@ExtendWith(SharedServer.class)
class ExistenceIT {
    /** With fewer the ranks cannot lie so far apart that it shows. */
    private static final int SAMPLES = Size.of(20, 1_000);

    private static final int SIZE = 100_000;
    private static final String NOWHERE = "known nowhere";

    /** What differs from one request to the next anyway. */
    private static final String OF_ITS_OWN =
            "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{64}|[0-9]{4}-[0-9-]{5}T[0-9:.]+Z"
                    + "|[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9:]{8} GMT";

    private final Terminal source;
    private final Account target;
    private final Caller privateServer;
    private final Map<String, Data> contents = new LinkedHashMap<>();

    ExistenceIT(ServerUnderTest server) {
        Enterprise enterprise = server.newEnterprise();
        String tag =
                enterprise.get("/transfer-settings").expect(200).header("ETag").orElseThrow();
        enterprise
                .patch("/transfer-settings", Map.of("openTransfers", 1_000_000), tag)
                .expect(200);
        source = enterprise.newAccount().enrolsTerminal();
        target = enterprise.newAccount();
        target.enrolsTerminal();
        privateServer = enterprise.newClient("federate");
        contents.put(NOWHERE, Data.random(SIZE));
        contents.put("known to another enterprise", Data.random(SIZE));
        StoredByHand.store(
                server,
                server.newEnterprise(),
                contents.values().stream().skip(1).findFirst().orElseThrow());
    }

    /** Everything that takes a code, or a transfer that was declared with one: prepared for a content, and then sent. */
    private Map<String, Function<Data, Supplier<Reply>>> requests() {
        Map<String, Function<Data, Supplier<Reply>>> all = new LinkedHashMap<>();
        all.put("a declaration", data -> () -> declares(data));
        all.put("a private server's query", data -> () -> asks(data));
        all.put("an upload", data -> of(data, this::begins));
        all.put("a challenge", data -> of(data, path -> source.post(path + "/challenge")));
        all.put("a proof", data -> of(data, path -> source.post(path + "/proof", Map.of("proof", "A".repeat(43)))));
        return all;
    }

    private Supplier<Reply> of(Data data, Function<String, Reply> request) {
        String path =
                "/transfers/" + declares(data).expect(201).json().get("id").asText();
        return () -> request.apply(path);
    }

    private Reply declares(Data data) {
        return source.post("/transfers", data.to(Map.of("accountId", target.id())));
    }

    private Reply asks(Data data) {
        return privateServer.post(
                "/queries",
                Map.of(
                        "sourceAccountId",
                        source.account().id(),
                        "transfer",
                        data.to(Map.of("accountId", target.id()))));
    }

    private Reply begins(String path) {
        return source.request(
                "POST", path + "/uploads", null, Sending.tus(Map.of("Upload-Length", Integer.toString(SIZE))));
    }

    @Test
    void theAnswersAreTheSame() {
        requests().forEach((name, request) -> {
            Map<String, String> answers = new LinkedHashMap<>();
            contents.forEach((kind, data) ->
                    answers.put(kind, described(request.apply(data).get())));
            assertThat(answers.values()).as(name).containsOnly(answers.get(NOWHERE));
        });
    }

    /** All that one sees of it. */
    private static String described(Reply reply) {
        Map<String, String> headers = reply.headers().map().entrySet().stream()
                .filter(header -> !header.getKey().equalsIgnoreCase("date"))
                .collect(Collectors.toMap(
                        Map.Entry::getKey, header -> header.getValue().toString(), (one, other) -> one, TreeMap::new));
        headers.remove("content-length");
        return (reply.status() + " " + headers + " " + reply.text()).replaceAll(OF_ITS_OWN, "…");
    }

    @Test
    void aClockTellsNothing() {
        requests().forEach((name, request) -> {
            Map<String, Supplier<Runnable>> kinds = new LinkedHashMap<>();
            contents.forEach((kind, data) -> kinds.put(name + ", " + kind, () -> {
                Supplier<Reply> prepared = request.apply(data);
                return () -> assertThat(prepared.get().status()).isLessThan(500);
            }));
            Stopwatch.tellsNothing(kinds, name + ", " + NOWHERE, SAMPLES);
        });
    }
}
