// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.harness.Condition;
import io.switchboard.harness.Enterprise;
import io.switchboard.harness.Identifier;
import io.switchboard.harness.Reply;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServer;
import io.switchboard.harness.Terminal;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a caller is told of a body that has the right shape and wrong values. */
@ExtendWith(SharedServer.class)
class ValidationIT {
    private final ServerUnderTest server;
    private final Enterprise enterprise;
    private final Terminal owner;

    ValidationIT(ServerUnderTest server) {
        this.server = server;
        enterprise = server.newEnterprise();
        owner = enterprise.newAccount().enrolsTerminal();
    }

    @Test
    void everyFieldThatIsWrongIsNamedWithWhatIsWrong() {
        Reply reply = enterprise
                .post(
                        "/accounts",
                        Map.of(
                                "name",
                                " ",
                                "addresses",
                                List.of(
                                        Map.of("kind", "social", "provider", "p".repeat(51), "value", "ada"),
                                        Map.of("kind", "phone", "value", ""))))
                .expect(400, "invalid-request");
        JsonNode problem = reply.json();
        assertThat(reply.header("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
        assertThat(problem.get("title").asText()).isNotBlank();
        assertThat(problem.get("status").asInt()).isEqualTo(400);
        assertThat(problem.get("errors"))
                .extracting(error -> error.get("pointer").asText())
                .contains("/name", "/addresses/0/provider", "/addresses/1/value");
        assertThat(problem.get("errors"))
                .allSatisfy(error -> assertThat(error.get("detail").asText()).isNotBlank());
    }

    @Test
    void whatARuleOfTheFeatureRefusesIsNamedTheSameWay() {
        JsonNode problem = enterprise
                .post(
                        "/accounts",
                        Map.of("name", "Ada", "addresses", List.of(Map.of("kind", "phone", "value", "+49 1"))))
                .expect(400, "address-invalid")
                .json();
        assertThat(problem.get("errors"))
                .extracting(error -> error.get("pointer").asText())
                .containsExactly("/addresses/0/value");
    }

    /** Each field of the patch is right by itself; what comes out of the merge is not. */
    @Test
    void aPatchIsValidatedAsTheWholeThatItMakes() {
        Identifier identifier = owner.issuesIdentifier(Condition.validFor(Duration.ofHours(1)));
        JsonNode before = owner.sees(identifier);
        String later =
                server.now().plusSeconds(7200).truncatedTo(ChronoUnit.SECONDS).toString();
        String afterThat = server.now().plusSeconds(9000).toString();
        assertThat(patch(identifier, Map.of("conditions", Map.of("notBefore", later)))
                        .expect(400, "invalid-request")
                        .json()
                        .get("errors"))
                .extracting(error -> error.get("pointer").asText())
                .containsExactly("/conditions/validUntil");
        assertThat(owner.sees(identifier)).isEqualTo(before);

        JsonNode moved = patch(identifier, Map.of("conditions", Map.of("notBefore", later, "validUntil", afterThat)))
                .expect(200)
                .json();
        assertThat(moved.get("label")).isEqualTo(before.get("label"));
        assertThat(moved.get("conditions").get("maxCalls"))
                .isEqualTo(before.get("conditions").get("maxCalls"));
        assertThat(moved.get("conditions").get("notBefore").asText()).isEqualTo(later);
    }

    private Reply patch(Identifier identifier, Object body) {
        String etag = owner.get(identifier.path()).expect(200).header("ETag").orElseThrow();
        return owner.patch(identifier.path(), body, etag);
    }
}
