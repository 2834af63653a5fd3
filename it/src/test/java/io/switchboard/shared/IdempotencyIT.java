// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.harness.Caller;
import io.switchboard.harness.Endpoint;
import io.switchboard.harness.Identifier;
import io.switchboard.harness.Reply;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServer;
import io.switchboard.shared.Samples.Sample;
import io.switchboard.shared.rest.Callers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code Idempotency-Key}, on every endpoint that creates or moves something, read from the product. */
@ExtendWith(SharedServer.class)
class IdempotencyIT {
    private static final Duration RETENTION = Duration.ofHours(24);

    private final ServerUnderTest server;
    private final Stage stage;

    IdempotencyIT(ServerUnderTest server) {
        this.server = server;
        stage = new Stage(server);
    }

    /** But the token endpoint, which changes nothing and speaks OAuth. */
    @TestFactory
    Stream<DynamicTest> aRepetitionHasTheSameAnswerAndDoesNothing() {
        return Endpoint.all().stream()
                .filter(endpoint ->
                        endpoint.method().equals("POST") && !endpoint.path().equals("/oauth2/token"))
                .flatMap(endpoint -> endpoint.callers().stream()
                        .map(kind -> dynamicTest(
                                endpoint.name() + " by " + kind, () -> repeats(endpoint, kind, new Stage(server)))));
    }

    /** On a stage of its own: calls that others left ringing would end meanwhile. */
    private static void repeats(Endpoint endpoint, Callers kind, Stage stage) {
        Sample sample = Samples.of(endpoint, stage, kind);
        Map<String, String> key = freshKey();
        Reply first = sample.sentBy(sample.by(), endpoint, key);
        assertThat(first.status()).as(first.text()).isBetween(200, 299);
        Map<String, JsonNode> state = Awaitility.await("what goes on behind an answer has ended")
                .until(
                        stage::state,
                        now -> now.values().stream()
                                .noneMatch(part -> part.toString().contains("\"erasing\"")));

        Reply again = sample.sentBy(sample.by(), endpoint, key);
        assertThat(again.expect(first.status()).text()).isEqualTo(first.text());
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        assertThat(again.header("ETag")).isEqualTo(first.header("ETag"));
        assertThat(stage.state()).isEqualTo(state);
    }

    @Test
    void aKeyIsForOneRoute() {
        Map<String, String> key = freshKey();
        Identifier one = stage.identifier();
        Identifier other = stage.identifier();
        for (Identifier identifier : List.of(one, other)) {
            for (String move : List.of("pause", "resume")) {
                Reply moved = stage.door().request("POST", identifier.path() + "/" + move, null, key);
                assertThat(moved.expect(200).header("Idempotency-Replayed")).isEmpty();
            }
        }
        assertThat(stage.door()
                        .request("POST", one.path() + "/pause", null, key)
                        .expect(200)
                        .header("Idempotency-Replayed"))
                .hasValue("true");
        assertThat(stage.door().sees(one).get("state").asText()).isEqualTo("active");
    }

    @Test
    void aKeyIsForOneCallerAndOneAccount() {
        Map<String, String> key = freshKey();
        Map<String, Object> body = Map.of("forms", List.of("qr"));
        Caller acting = stage.house().actsFor(stage.owner());
        Caller actingForAnother = stage.house().actsFor(stage.neighbour());
        long issued = Stream.of(stage.door(), stage.phone(), acting, actingForAnother)
                .map(caller -> caller.request("POST", "/virtual-identifiers", body, key)
                        .expect(201))
                .map(reply -> reply.json().get("id").asText())
                .distinct()
                .count();
        assertThat(issued).isEqualTo(4);
    }

    /** A minute later it may be forgotten, and then it is a new key: the janitor has been there. */
    @Test
    void aKeyIsKeptForADayAndForgottenThen() {
        Map<String, String> old = freshKey();
        Map<String, String> young = freshKey();
        String first = create(old).expect(201).text();
        server.passes(Duration.ofMinutes(2));
        String second = create(young).expect(201).text();
        server.passes(RETENTION.minusMinutes(3));
        assertThat(create(old).text()).isEqualTo(first);
        server.passes(Duration.ofMinutes(2));
        Awaitility.await("the janitor").atMost(Duration.ofSeconds(15)).until(() -> isNew(create(old), first));
        assertThat(create(young).expect(201).text()).isEqualTo(second);
    }

    /** In the moment in which the janitor forgets a key it may be in use. */
    private static boolean isNew(Reply reply, String first) {
        return reply.status() == 201 && !reply.text().equals(first);
    }

    private Reply create(Map<String, String> key) {
        return stage.house().request("POST", "/accounts", Map.of("name", "Ada"), key);
    }

    private static Map<String, String> freshKey() {
        return Map.of("Idempotency-Key", UUID.randomUUID().toString());
    }
}
