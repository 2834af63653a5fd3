// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.switchboard.harness.Data;
import io.switchboard.harness.Endpoint;
import io.switchboard.harness.Receiver;
import io.switchboard.harness.Reply;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServer;
import io.switchboard.harness.Sql;
import io.switchboard.harness.Together;
import io.switchboard.shared.Samples.Sample;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every POST that takes a key, sent again and several times at once: carried out once, told the same each time. */
@ExtendWith(SharedServer.class)
class RepeatedKeyIT {
    private static final int AT_ONCE = 6;

    private final ServerUnderTest server;
    private final Stage stage;

    RepeatedKeyIT(ServerUnderTest server) {
        this.server = server;
        stage = new Stage(server);
    }

    /** All but those that need no key: a token is a new one each time, an enrolment is recognised by code and key. */
    private static Stream<Endpoint> withKey() {
        return Endpoint.all().stream().filter(endpoint -> endpoint.method().equals("POST") && !endpoint.isForAnyone());
    }

    @TestFactory
    Stream<DynamicTest> whatIsSentTwiceIsToldTwiceAndDoneOnce() {
        return withKey()
                .map(endpoint -> dynamicTest(endpoint.name(), () -> {
                    Sample sample = sample(endpoint);
                    Map<String, String> key = key();
                    Reply first = sample.sentBy(sample.by(), endpoint, key);
                    assertThat(first.status()).as(first.text()).isBetween(200, 299);
                    Reply again = sample.sentBy(sample.by(), endpoint, key);
                    assertThat(again.status()).isEqualTo(first.status());
                    assertThat(again.text()).isEqualTo(first.text());
                    assertThat(recorded(again)).isZero();
                }));
    }

    @TestFactory
    Stream<DynamicTest> whatIsSentManyTimesAtOnceIsDoneOnce() {
        return withKey()
                .map(endpoint -> dynamicTest(endpoint.name(), () -> {
                    Sample sample = sample(endpoint);
                    Map<String, String> key = key();
                    List<Reply> replies = atOnce(() -> sample.sentBy(sample.by(), endpoint, key));
                    List<Reply> done = replies.stream()
                            .filter(reply -> reply.status() < 300)
                            .toList();
                    replies.stream()
                            .filter(reply -> !done.contains(reply))
                            .forEach(reply -> reply.expect(409, "idempotency-key-in-use"));
                    assertThat(done).isNotEmpty();
                    assertThat(done.stream().map(Reply::text).collect(Collectors.toSet()))
                            .hasSize(1);
                    assertThat(replies.stream().filter(reply -> recorded(reply) > 0))
                            .hasSizeLessThanOrEqualTo(1);
                    Reply after = sample.sentBy(sample.by(), endpoint, key);
                    assertThat(after.text()).isEqualTo(done.get(0).text());
                }));
    }

    @TestFactory
    Stream<DynamicTest> anotherRequestWithTheSameKeyIsRefused() {
        return withKey()
                .filter(endpoint -> endpoint.body().isPresent())
                .map(endpoint -> dynamicTest(endpoint.name(), () -> {
                    Sample sample = sample(endpoint);
                    Map<String, String> key = key();
                    sample.sentBy(sample.by(), endpoint, key);
                    sample.withBody(another(endpoint))
                            .sentBy(sample.by(), endpoint, key)
                            .expect(422, "idempotency-key-reused");
                }));
    }

    private Object another(Endpoint endpoint) {
        return switch (endpoint.name()) {
            case "POST /accounts", "POST /enterprises", "POST /enterprises/{id}/api-clients" ->
                Map.of("name", "Another");
            case "POST /api-clients/me/secret-rotation",
                    "POST /enterprises/{id}/api-clients/{clientId}/secret-rotation" -> Map.of("overlap", "PT2H");
            case "POST /virtual-identifiers" -> Map.of("forms", List.of("digits"));
            case "POST /virtual-identifiers/{id}/blocks" -> Map.of("pseudonym", "caller-0000000000000000");
            case "POST /calls" -> Map.of("to", stage.identifier().code());
            case "POST /calls/{id}/rejection" -> Map.of("scope", "leg", "reason", "busy");
            case "POST /webhooks" -> Map.of("url", Receiver.NOWHERE + "another");
            case "POST /webhooks/{id}/replay" -> Map.of("since", "2026-01-01T00:00:00Z");
            case "POST /mailbox/acknowledgement" -> Map.of("sequence", 0);
            case "POST /transfers" -> Data.random(10).to(stage.receiver());
            case "POST /transfers/{id}/decline" -> Map.of("scope", "terminal");
            case "POST /queries" ->
                Map.of(
                        "sourceAccountId",
                        stage.owner().id(),
                        "transfer",
                        Data.random(10).to(stage.receiver()));
            case "POST /transfers/{id}/proof", "POST /queries/{id}/proof" -> Map.of("proof", "A".repeat(43));
            case "POST /transfers/{id}/receipt" ->
                Map.of("identification", Data.json(Data.random(10).code()));
            default -> throw new AssertionError("RepeatedKeyIT knows no other request for " + endpoint.name());
        };
    }

    private static List<Reply> atOnce(Callable<Reply> request) {
        try (Together together = new Together(AT_ONCE)) {
            return together.all(
                    IntStream.range(0, AT_ONCE).mapToObj(i -> request).toList());
        }
    }

    /** How many audit entries this very request has left. */
    private long recorded(Reply reply) {
        String request = reply.header("Request-Id").orElseThrow();
        return Long.parseLong(
                Sql.value(server, "select count(*) from audit_entry where request_id = '" + request + "'"));
    }

    private Sample sample(Endpoint endpoint) {
        return Samples.of(endpoint, stage, endpoint.callers().iterator().next());
    }

    private static Map<String, String> key() {
        return Map.of("Idempotency-Key", UUID.randomUUID().toString());
    }
}
