// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.accounts.wire.CreateEnterpriseRequest;
import io.switchboard.accounts.wire.EnterpriseView;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.ApiClientId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionTest {
    private static final ApiClientId CLIENT = new ApiClientId("0199a1b2-0000-7000-8000-000000000001");
    private static final String ENTERPRISES = "/api/v1/enterprises";
    private static final String ONE = "GET " + ENTERPRISES + "/1";
    private static final ApiPath PATH = ApiPath.of("enterprises");
    private static final Optional<?> REQUEST = Optional.of(new CreateEnterpriseRequest("Acme"));

    private final StubServer server = new StubServer();
    private final FakeMachine machine;
    private final ApiSession api;

    SessionTest(@TempDir Path directory) {
        machine = new FakeMachine(directory);
        api = SwitchboardClient.connect(server.uri(), ClientOptions.defaults(), machine)
                .asApiClient(CLIENT, "s:e cret%");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void presentsItsSecretOnceAndUsesTheTokenForAllRequests() {
        server.on(ONE, 200, "{}");

        api.session().get(PATH.slash(1), JsonNode.class);
        api.session().get(PATH.slash(1), JsonNode.class);

        List<StubServer.Request> asked = server.asked("POST /api/v1/oauth2/token");
        assertThat(asked).hasSize(1);
        assertThat(asked.get(0).body()).isEqualTo("grant_type=client_credentials");
        String basic = asked.get(0).header("Authorization").substring("Basic ".length());
        assertThat(new String(Base64.getDecoder().decode(basic), StandardCharsets.UTF_8))
                .isEqualTo(CLIENT + ":s%3Ae%20cret%25");
        assertThat(server.asked(ONE))
                .extracting(request -> request.header("Authorization"))
                .containsExactly("Bearer token-1", "Bearer token-1");
    }

    @Test
    void renewsTheTokenBeforeItExpires() {
        server.on(ONE, 200, "{}");

        api.session().get(PATH.slash(1), JsonNode.class);
        machine.moveOn(Duration.ofSeconds(269));
        api.session().get(PATH.slash(1), JsonNode.class);
        machine.moveOn(Duration.ofSeconds(2));
        api.session().get(PATH.slash(1), JsonNode.class);

        assertThat(server.asked(ONE))
                .extracting(request -> request.header("Authorization"))
                .containsExactly("Bearer token-1", "Bearer token-1", "Bearer token-2");
    }

    @Test
    void manyThreadsShareOneTokenRequest() throws Exception {
        server.on(ONE, 200, "{}");
        Callable<JsonNode> read = () -> api.session().get(PATH.slash(1), JsonNode.class);

        Together.call(machine, Stream.generate(() -> read).limit(16).toList());

        assertThat(server.asked("POST /api/v1/oauth2/token")).hasSize(1);
        assertThat(server.asked(ONE)).hasSize(16);
    }

    @Test
    void aRefusedTokenIsReplacedOnce() {
        server.on(ONE, 401, StubServer.problem("unauthenticated", 401)).on(ONE, 200, "{\"ok\":true}");

        assertThat(api.session().get(PATH.slash(1), JsonNode.class).path("ok").asBoolean())
                .isTrue();

        assertThat(server.asked(ONE))
                .extracting(request -> request.header("Authorization"))
                .containsExactly("Bearer token-1", "Bearer token-2");
    }

    @Test
    void aTokenThatIsRefusedAgainIsAProblem() {
        server.on(ONE, 401, StubServer.problem("unauthenticated", 401));

        assertThatThrownBy(() -> api.session().get(PATH.slash(1), JsonNode.class))
                .isInstanceOf(ProblemException.class);
        assertThat(server.asked(ONE)).hasSize(2);
    }

    @Test
    void aRetriedPostKeepsItsIdempotencyKeyAndAnotherPostHasAnother() {
        server.on("POST " + ENTERPRISES, 503, StubServer.problem("busy", 503))
                .on("POST " + ENTERPRISES, 409, StubServer.problem("idempotency-key-in-use", 409))
                .on("POST " + ENTERPRISES, 201, enterprise());

        EnterpriseView made = api.session().post(PATH, REQUEST, EnterpriseView.class);
        api.session().post(PATH, REQUEST, EnterpriseView.class);

        assertThat(made.name()).isEqualTo("Acme");
        List<String> keys = server.asked("POST " + ENTERPRISES).stream()
                .map(request -> request.header("Idempotency-key"))
                .toList();
        assertThat(keys).hasSize(4).noneMatch(String::isEmpty);
        assertThat(keys.subList(0, 3).stream().collect(Collectors.toSet())).hasSize(1);
        assertThat(keys.get(3)).isNotEqualTo(keys.get(0));
        assertThat(server.asked("POST " + ENTERPRISES))
                .extracting(StubServer.Request::body)
                .containsOnly("{\"name\":\"Acme\"}");
    }

    @Test
    void aKeyOfTheCallersOwnIsSentAsItIs() {
        server.on("POST " + ENTERPRISES, 201, enterprise());

        api.session().post(PATH, REQUEST, EnterpriseView.class, new IdempotencyKey("order-4711"));

        assertThat(server.asked("POST " + ENTERPRISES))
                .extracting(request -> request.header("Idempotency-key"))
                .containsExactly("order-4711");
    }

    @Test
    void retriesAreBoundedAndWaitAsTheServerAsks() {
        server.on(ONE, 503, StubServer.problem("busy", 503), Map.of("Retry-After", "3"));

        ProblemException busy =
                catchThrowableOfType(ProblemException.class, () -> api.session().get(PATH.slash(1), JsonNode.class));

        assertThat(busy.code()).isEqualTo("busy");
        assertThat(server.asked(ONE)).hasSize(4);
        assertThat(machine.pauses()).hasSize(3).allMatch(pause -> pause.compareTo(Duration.ofSeconds(3)) >= 0);
    }

    @Test
    void whatCameTooOftenComesAgainWhenTheServerSaysKeyOrNot() {
        server.on("PATCH " + ENTERPRISES, 429, StubServer.problem("too-many-requests", 429), Map.of("Retry-After", "7"))
                .on("PATCH " + ENTERPRISES, 200, enterprise(), Map.of("ETag", "\"2\""));

        api.session().patch(PATH, Json.read("{}", JsonNode.class), "\"1\"", EnterpriseView.class);

        assertThat(server.asked("PATCH " + ENTERPRISES)).hasSize(2);
        assertThat(machine.pauses())
                .singleElement()
                .satisfies(pause -> assertThat(pause).isBetween(Duration.ofMillis(7_050), Duration.ofMillis(7_200)));
    }

    @Test
    void whoWouldHaveToWaitTooLongIsToldHowLongAtOnce() {
        server.on(ONE, 429, StubServer.problem("too-many-attempts", 429), Map.of("Retry-After", "3600"));

        ProblemException refused =
                catchThrowableOfType(ProblemException.class, () -> api.session().get(PATH.slash(1), JsonNode.class));

        assertThat(refused.retryAfter()).contains(Duration.ofHours(1));
        assertThat(server.asked(ONE)).hasSize(1);
        assertThat(machine.pauses()).isEmpty();
    }

    @Test
    void aRefusalIsNotRetried() {
        server.on("POST " + ENTERPRISES, 409, StubServer.problem("address-taken", 409));

        assertThatThrownBy(() -> api.session().post(PATH, REQUEST, EnterpriseView.class))
                .isInstanceOf(ProblemException.class);
        assertThat(server.asked("POST " + ENTERPRISES)).hasSize(1);
    }

    @Test
    void anEditIsSentOnceWithItsVersionBecauseItHasNoKey() {
        server.on("PATCH " + ENTERPRISES, 503, StubServer.problem("busy", 503));

        assertThatThrownBy(() -> api.session().patch(PATH, Json.tree(Map.of("a", 1)), "\"7\"", JsonNode.class))
                .isInstanceOf(ProblemException.class);
        StubServer.Request sent = server.asked("PATCH " + ENTERPRISES).get(0);
        assertThat(server.asked("PATCH " + ENTERPRISES)).hasSize(1);
        assertThat(sent.header("If-match")).isEqualTo("\"7\"");
        assertThat(sent.header("Content-type")).isEqualTo("application/merge-patch+json");
    }

    @Test
    void aProblemCarriesWhatTheServerSaid() {
        server.on(
                ONE,
                409,
                "{\"type\":\"urn:switchboard:problem:illegal-move\",\"title\":\"Not now\",\"status\":409,\"state\":\"ended\","
                        + "\"allowed\":[],\"errors\":[{\"pointer\":\"/a\",\"detail\":\"b\"}],\"future\":1}");

        ProblemException refused =
                catchThrowableOfType(ProblemException.class, () -> api.session().get(PATH.slash(1), JsonNode.class));

        assertThat(refused.code()).isEqualTo("illegal-move");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.problem().state()).isEqualTo("ended");
        assertThat(refused.problem().errors()).hasSize(1);
        assertThat(refused.requestId()).hasValue("request-2");
        assertThat(refused).hasMessageContaining("Not now (409 illegal-move)");
    }

    @Test
    void anAnswerOfAnotherServerIsAProblemTooAndCapped() {
        server.on(ONE, new StubServer.Reply(418, "text/html", "<h1>" + "x".repeat(5000), Map.of()));

        ProblemException refused =
                catchThrowableOfType(ProblemException.class, () -> api.session().get(PATH.slash(1), JsonNode.class));

        assertThat(refused.code()).isEqualTo(ProblemException.UNEXPECTED);
        assertThat(refused.status()).isEqualTo(418);
        assertThat(refused.problem().detail())
                .startsWith(server.uri() + " answered with status 418 and text/html;")
                .doesNotContain("<h1>");
    }

    @Test
    void whatAProxySaysInPlainTextIsToldAndCapped() {
        server.on(ONE, new StubServer.Reply(418, "text/plain", "no healthy\nupstream " + "x".repeat(5000), Map.of()));

        ProblemException refused =
                catchThrowableOfType(ProblemException.class, () -> api.session().get(PATH.slash(1), JsonNode.class));

        assertThat(refused.problem().detail())
                .contains("\"no healthy upstream xxx")
                .hasSizeLessThan(500);
    }

    @Test
    void aSuccessThatCannotBeReadIsAProblemToo() {
        server.on(ONE, new StubServer.Reply(200, "text/html", "<p>welcome", Map.of()));

        assertThatThrownBy(() -> api.session().get(PATH.slash(1), EnterpriseView.class))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("cannot be read");
    }

    @Test
    void aWrongSecretIsNamedAsTheTokenEndpointNamesIt() {
        server.on(
                "POST /api/v1/oauth2/token",
                new StubServer.Reply(
                        401,
                        "application/json",
                        "{\"error\":\"invalid_client\",\"error_description\":\"no\"}",
                        Map.of()));

        ProblemException refused =
                catchThrowableOfType(ProblemException.class, () -> api.session().get(PATH.slash(1), JsonNode.class));

        assertThat(refused.code()).isEqualTo("invalid-client");
        assertThat(refused.status()).isEqualTo(401);
        assertThat(server.asked(ONE)).isEmpty();
    }

    @Test
    void aListIsReadPageByPageAsFarAsItsReaderGoes() {
        server.on("GET " + ENTERPRISES, 200, page("1", "c/2"))
                .on("GET " + ENTERPRISES, 200, page("2", "c3"))
                .on("GET " + ENTERPRISES, 200, page("3", null));
        Listing<JsonNode> listing = api.session().list(PATH, JsonNode.class);

        assertThat(server.asked("GET " + ENTERPRISES)).isEmpty();
        assertThat(listing.stream().map(item -> item.path("n").asText()).limit(2))
                .containsExactly("1", "2");
        assertThat(server.asked("GET " + ENTERPRISES))
                .extracting(StubServer.Request::path)
                .containsExactly(ENTERPRISES + "?limit=200", ENTERPRISES + "?limit=200&cursor=c%2F2");
    }

    @Test
    void anApiClientActsForAnAccount() {
        AccountId account = new AccountId(UUID.fromString("0199a1b2-0000-7000-8000-000000000002"));
        server.on(ONE, 200, "{}");

        api.actingFor(account).session().get(PATH.slash(1), JsonNode.class);

        assertThat(server.asked(ONE))
                .extracting(request -> request.header("Switchboard-account"))
                .containsExactly(account.toString());
    }

    @Test
    void aServerThatIsNotThereIsTriedAgainAndThenNamed() throws IOException {
        URI nobody;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = URI.create("http://127.0.0.1:" + taken.getLocalPort());
        }
        Session session = SwitchboardClient.connect(nobody, ClientOptions.defaults(), machine)
                .anonymous();

        assertThatThrownBy(() -> session.get(PATH, JsonNode.class))
                .isInstanceOf(UnreachableException.class)
                .hasMessageContaining(nobody.toString());
        assertThat(machine.pauses()).hasSize(3);
    }

    @Test
    void anAnswerBeyondAllMeasureIsNotRead() {
        server.on(ONE, new StubServer.Reply(200, "application/json", " ".repeat(CappedBody.LIMIT + 1), Map.of()));
        Session session = SwitchboardClient.connect(
                        server.uri(), ClientOptions.defaults().withAttempts(1), machine)
                .anonymous();

        assertThatThrownBy(() -> session.get(PATH.slash(1), JsonNode.class))
                .isInstanceOf(UnreachableException.class)
                .hasMessageContaining("larger than");
    }

    private static String enterprise() {
        return "{\"id\":\"0199a1b2-0000-7000-8000-000000000009\",\"name\":\"Acme\",\"createdAt\":\"2026-11-20T12:00:00Z\"}";
    }

    private static String page(String item, @Nullable String next) {
        return "{\"items\":[{\"n\":\"" + item + "\"}]" + (next == null ? "" : ",\"next\":\"" + next + "\"") + "}";
    }
}
