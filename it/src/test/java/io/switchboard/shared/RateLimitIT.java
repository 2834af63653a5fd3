// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.harness.Account;
import io.switchboard.harness.Caller;
import io.switchboard.harness.Enterprise;
import io.switchboard.harness.Identifier;
import io.switchboard.harness.OnceForAllDatabases;
import io.switchboard.harness.Reply;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServerOnGuard;
import io.switchboard.harness.Sql;
import io.switchboard.harness.Terminal;
import io.switchboard.harness.Together;
import io.switchboard.harness.Visible;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The product's own limits. What is asked comes from wherever the test says, each test from networks of its own. */
@OnceForAllDatabases
@ExtendWith(SharedServerOnGuard.class)
class RateLimitIT {
    private static final int PER_TERMINAL = 600;
    private static final int SENSITIVE = 600;
    private static final int FAILURES_OF_CLIENT = 10;

    private final ServerUnderTest server;
    private final Enterprise enterprise;

    RateLimitIT(ServerUnderTest server) {
        this.server = server;
        enterprise = server.newEnterprise();
    }

    private static Map<String, String> from(String address) {
        return Map.of("X-Forwarded-For", address);
    }

    /** The first one that is turned away, of at least this many; they come faster than tokens do. */
    private static Reply firstTurnedAway(int least, Supplier<Reply> request) {
        for (int i = 0; i < 4 * Math.max(least, SENSITIVE); i++) {
            Reply reply = request.get();
            if (reply.status() == 429) {
                assertThat(i).isGreaterThanOrEqualTo(least);
                return reply.expect(429, "too-many-requests");
            }
        }
        throw new AssertionError("Nothing was turned away");
    }

    @Test
    void aTerminalThatAsksTooOftenIsTurnedAwayAndNobodyElse() {
        Account account = enterprise.newAccount();
        Terminal eager = account.enrolsTerminal();
        Terminal other = account.enrolsTerminal();

        Reply refused =
                firstTurnedAway(PER_TERMINAL, () -> eager.request("GET", "/terminals/me", null, from("192.0.2.1")));

        assertThat(refused.header("Retry-After")).hasValue("1");
        assertThat(refused.header("RateLimit-Policy").orElse(""))
                .isEqualTo("\"address\";q=6000;w=60, \"terminal\";q=600;w=60");
        assertThat(refused.header("RateLimit").orElse("")).matches("\"address\";r=\\d+;t=\\d+, \"terminal\";r=0;t=60");
        other.request("GET", "/terminals/me", null, from("192.0.2.1")).expect(200);
    }

    @Test
    void everyAnswerSaysWhatIsLeft() {
        Terminal terminal = enterprise.newAccount().enrolsTerminal();
        Reply first = terminal.request("GET", "/terminals/me", null, from("2001:db8:0:100::1"))
                .expect(200);
        Reply second = terminal.request("GET", "/calls/nothing", null, from("2001:db8:0:1ff::2"))
                .expect(404);

        assertThat(first.header("RateLimit")).hasValue("\"address\";r=5999;t=1, \"terminal\";r=599;t=1");
        assertThat(second.header("RateLimit").orElse(""))
                .startsWith("\"address\";r=599")
                .contains("\"terminal\";r=59");
    }

    /** That a terminal was revoked is heard of in the busiest minute too. */
    @Test
    void whatAPrivateServerAsksForItsUsersLeavesItsOwnRequestsTheirRates() {
        Caller federate = enterprise.newClient("federate");
        Map<String, String> address = from("192.0.2.99");
        String unknown = "/queries/01890a5d-ac96-774b-bcce-b302099a8057";
        Callable<Integer> asking =
                () -> leftOf(federate.request("GET", unknown, null, address).expect(404));
        int first = leftOf(federate.request("GET", unknown, null, address).expect(404));
        try (Together together = new Together(16)) {
            Awaitility.await("faster than tokens come")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> Collections.min(together.all(Collections.nCopies(16, asking))) < first - 20);
        }
        String since = "/registrations/revocations?since=" + server.now();
        assertThat(leftOf(federate.request("GET", since, null, address).expect(200)))
                .isEqualTo(first);
        Map<String, Object> itself = Map.of("url", "https://office.example", "name", "Office");
        assertThat(leftOf(
                        federate.request("PUT", "/servers/me", itself, address).expect(200)))
                .isEqualTo(first);
    }

    private static int leftOf(Reply reply) {
        Matcher left = Pattern.compile("\"client\";r=(\\d+);")
                .matcher(reply.header("RateLimit").orElse(""));
        assertThat(left.find()).isTrue();
        return Integer.parseInt(left.group(1));
    }

    @Test
    void tokensAndEnrolmentsHaveALowerLimitByNetwork() {
        Reply refused = firstTurnedAway(
                SENSITIVE, () -> server.anonymous().request("POST", "/terminals", Map.of(), from("198.51.100." + 1)));

        assertThat(refused.header("RateLimit").orElse("")).contains("\"sensitive\";r=0;");
        Reply token = firstTurnedAway(
                0, () -> server.anonymous().request("POST", "/oauth2/token", "x", from("198.51.100.255")));
        assertThat(token.header("RateLimit").orElse("")).contains("\"sensitive\";r=0;");
        assertThat(server.anonymous()
                        .request("POST", "/terminals", Map.of(), from("198.51.101.1"))
                        .status())
                .isEqualTo(400);
        server.anonymous()
                .request("GET", "/oauth2/jwks", null, from("198.51.100.3"))
                .expect(200);
    }

    @Test
    void guessingAtASecretIsBoundedAndLocksNobodyOutElsewhere() {
        JsonNode client = server.admin()
                .post("/enterprises/" + enterprise.id() + "/api-clients", Map.of("name", "x", "scopes", List.of("act")))
                .expect(201)
                .json();
        String id = client.get("id").asText();
        String secret = client.get("secret").asText();
        for (int i = 0; i < FAILURES_OF_CLIENT; i++) {
            assertThat(token(id, "guess " + i, "203.0.113." + i).status()).isEqualTo(401);
        }

        Reply refused = token(id, secret, "203.0.113.77").expect(429, "too-many-requests");

        assertThat(Integer.parseInt(refused.header("Retry-After").orElseThrow()))
                .isBetween(1, 6);
        token(id, secret, "203.0.114.77").expect(200);
    }

    @Test
    void asManyTokensAsAreAskedForAtOnceByWhoeverHasTheSecretAreGiven() {
        JsonNode client = server.admin()
                .post("/enterprises/" + enterprise.id() + "/api-clients", Map.of("name", "y", "scopes", List.of("act")))
                .expect(201)
                .json();
        Callable<Reply> asking =
                () -> token(client.get("id").asText(), client.get("secret").asText(), "203.0.115.1");

        try (Together together = new Together(4 * FAILURES_OF_CLIENT)) {
            assertThat(together.all(Collections.nCopies(4 * FAILURES_OF_CLIENT, asking)))
                    .allMatch(reply -> reply.status() == 200);
        }
    }

    /** Each from a network that nothing else has asked from. */
    @ParameterizedTest
    @CsvSource({
        "POST, /oauth2/token, 192.0.10.1",
        "POST, /terminals, 192.0.11.1",
        "POST, /mailbox/tickets, 192.0.12.1",
        "GET, /mailbox/channel, 192.0.13.1",
        "POST, //terminals/, 192.0.14.1"
    })
    void whatIsWorthGuessingIsCountedApart(String method, String path, String address) {
        Object body = method.equals("POST") ? Map.of() : null;

        Reply reply = server.anonymous().request(method, path, body, from(address));

        assertThat(reply.header("RateLimit").orElse("")).contains("\"sensitive\";r=" + (SENSITIVE - 1) + ";");
    }

    private Reply token(String id, String secret, String address) {
        Map<String, String> headers = new HashMap<>(from(address));
        headers.put("Content-Type", "application/x-www-form-urlencoded");
        headers.put(
                "Authorization",
                "Basic "
                        + Base64.getEncoder()
                                .encodeToString(
                                        (id + ":" + secret.replace(" ", "+")).getBytes(StandardCharsets.UTF_8)));
        return server.anonymous().request("POST", "/oauth2/token", "grant_type=client_credentials", headers);
    }

    @Test
    void aRefusedCallSaysTheSameOfTheLimitsWhateverItsCause() {
        Terminal owner = enterprise.newAccount().enrolsTerminal();
        Identifier paused = owner.issuesIdentifier();
        owner.pauses(paused);
        Visible unknown = refused(Identifier.unknownCode(), "192.0.3.1");

        assertThat(refused(paused.code(), "192.0.4.1")).isEqualTo(unknown);
        assertThat(unknown.headers()).containsKeys("ratelimit", "ratelimit-policy");
    }

    private Visible refused(String code, String address) {
        Terminal caller = server.newEnterprise().newAccount().enrolsTerminal();
        return Visible.of(caller.request("POST", "/calls", Map.of("to", code), from(address))
                .expect(403, "call-refused"));
    }

    @Test
    void theAuditHasTheAddressThatTheProxySays() {
        String name = UUID.randomUUID().toString();
        Reply made = enterprise.request("POST", "/accounts", Map.of("name", name), from("192.0.5.1, 192.0.6.1"));

        assertThat(Sql.value(
                        server,
                        "select source_address from audit_entry where request_id = '"
                                + made.expect(201).header("Request-Id").orElseThrow() + "'"))
                .isEqualTo("192.0.6.1");
    }
}
