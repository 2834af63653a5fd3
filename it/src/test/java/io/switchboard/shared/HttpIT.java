// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.harness.Endpoint;
import io.switchboard.harness.Management;
import io.switchboard.harness.RawHttp;
import io.switchboard.harness.Reply;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServer;
import io.switchboard.harness.Terminal;
import io.switchboard.shared.Samples.Sample;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** What HTTP itself promises, whatever the endpoint. */
@ExtendWith(SharedServer.class)
class HttpIT {
    private final ServerUnderTest server;
    private final Stage stage;

    HttpIT(ServerUnderTest server) {
        this.server = server;
        stage = new Stage(server);
    }

    // ------------------------------------------------------------------------------------------------ every answer

    /** One of every sort: good, refused by us, refused by the container, pages, files. */
    private Map<String, Reply> oneOfEverySort() {
        Terminal door = stage.door();
        Map<String, Reply> all = new LinkedHashMap<>();
        all.put("a good one", door.get("/terminals/me").expect(200));
        all.put("a created one", door.post("/mailbox/tickets").expect(201));
        all.put("an empty one", door.delete(stage.identifier().path()).expect(204));
        all.put("an invalid one", door.get("/terminals?limit=0").expect(400));
        all.put("an unauthenticated one", server.anonymous().get("/terminals").expect(401));
        all.put("a forbidden one", door.get("/accounts").expect(403));
        all.put("one of nobody's", door.get("/calls/" + UUID.randomUUID()).expect(404));
        all.put("one of no path", door.get("/nothing/here").expect(404));
        all.put("one of no method", door.delete("/mailbox").expect(405));
        all.put("one of another type", door.request("POST", "/calls", "x", Map.of("Content-Type", "text/plain")));
        all.put("a picture", door.get(stage.identifier().path() + "/qr").expect(200));
        all.put("metadata", page("/.well-known/oauth-authorization-server").expect(200));
        all.put("a landing page", page("/c/x").expect(200));
        all.put("the welcome page", page("/").expect(200));
        all.put("an enrolment page", page("/enrol").expect(200));
        all.put("a style sheet", page("/page.css").expect(200));
        all.put("nothing", page("/nothing/here").expect(404));
        return all;
    }

    @Test
    void everyAnswerHasAnIdOfItsOwn() {
        List<String> ids = new ArrayList<>();
        oneOfEverySort().forEach((what, reply) -> {
            assertThat(reply.headers().allValues("Request-Id")).as(what).hasSize(1);
            ids.addAll(reply.headers().allValues("Request-Id"));
        });
        assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.matches("[\\x21-\\x7e]{8,64}"));
    }

    @Test
    void nobodyChoosesTheIdOfAnAnswer() {
        String chosen = UUID.randomUUID().toString();
        Reply reply = stage.door().request("GET", "/terminals/me", null, Map.of("Request-Id", chosen));
        assertThat(reply.expect(200).header("Request-Id")).isPresent().get().isNotEqualTo(chosen);
    }

    @Test
    void everyAnswerKeepsBrowsersCareful() {
        oneOfEverySort().forEach((what, reply) -> {
            assertThat(reply.headers().allValues("X-Content-Type-Options"))
                    .as(what)
                    .containsExactly("nosniff");
            assertThat(reply.headers().allValues("Referrer-Policy")).as(what).containsExactly("no-referrer");
            assertThat(reply.headers().allValues("X-Frame-Options")).as(what).containsExactly("DENY");
            assertThat(reply.header("Content-Security-Policy").orElse(""))
                    .as(what)
                    .contains("default-src 'none'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe", "*");
            assertThat(reply.headers().map()).as(what).doesNotContainKey("access-control-allow-origin");
        });
    }

    @Test
    void whatHoldsSecretsIsStoredNowhere() {
        oneOfEverySort().forEach((what, reply) -> {
            if (!what.equals("a style sheet")) {
                assertThat(reply.headers().allValues("Cache-Control")).as(what).containsExactly("no-store");
            }
        });
    }

    @Test
    void noAnswerSaysWhatTheServerIsMadeOf() {
        oneOfEverySort().forEach((what, reply) -> {
            assertThat(reply.headers().map()).as(what).doesNotContainKeys("server", "x-powered-by", "via");
            assertThat((reply.headers().map() + reply.text()).toLowerCase(Locale.ROOT))
                    .as(what)
                    .doesNotContain("undertow", "wildfly", "jboss", "resteasy", "java", "exception");
        });
    }

    @Test
    void noAnswerSetsACookie() {
        oneOfEverySort()
                .forEach((what, reply) ->
                        assertThat(reply.headers().map()).as(what).doesNotContainKey("set-cookie"));
    }

    // ----------------------------------------------------------------------------------------------------- methods

    @TestFactory
    Stream<DynamicTest> headTellsWhatGetWould() {
        return Endpoint.all().stream()
                .filter(endpoint -> endpoint.method().equals("GET"))
                .map(endpoint -> dynamicTest(endpoint.name(), () -> {
                    Sample sample = Samples.of(
                            endpoint, stage, endpoint.callers().iterator().next());
                    Reply get = sample.sentBy(sample.by(), endpoint).expect(200);
                    Reply head = sample.by().request("HEAD", sample.path(), null, Map.of());
                    assertThat(head.expect(200).body()).isEmpty();
                    assertThat(head.header("Content-Type")).isEqualTo(get.header("Content-Type"));
                    assertThat(head.header("ETag")).isEqualTo(get.header("ETag"));
                }));
    }

    @TestFactory
    Stream<DynamicTest> headIsGuardedAsGetIs() {
        return Endpoint.all().stream()
                .filter(endpoint -> endpoint.method().equals("GET") && !endpoint.isForAnyone())
                .map(endpoint -> dynamicTest(
                        endpoint.name(),
                        () -> server.anonymous()
                                .request(
                                        "HEAD",
                                        endpoint.path()
                                                .replaceAll(
                                                        "\\{\\w+}",
                                                        UUID.randomUUID().toString()),
                                        null,
                                        Map.of())
                                .expect(401)));
    }

    @TestFactory
    Stream<DynamicTest> optionsNamesTheMethods() {
        return Endpoint.all().stream()
                .map(endpoint -> dynamicTest(endpoint.name(), () -> {
                    String path = endpoint.path()
                            .replaceAll("\\{\\w+}", UUID.randomUUID().toString());
                    Reply options = server.anonymous().request("OPTIONS", path, null, Map.of());
                    assertThat(options.status()).isIn(200, 204);
                    assertThat(options.header("Allow").orElse("")).contains(endpoint.method());
                }));
    }

    @Test
    void belowTheApiWhatIsNotThereIsAProblem() {
        for (String path : List.of("/", "", "/x", "/calls/x/y/z", "/%00", "/..;/x", "/a//b")) {
            Reply reply = stage.door().get(path);
            assertThat(reply.status() + " " + reply.code()).as(path).isEqualTo("404 not-found");
        }
    }

    /** They are collected in the heap before anybody is asked who sends them. */
    @Test
    void headersAreBounded() {
        String path = "/api/v1/oauth2/jwks";
        assertThat(RawHttp.send(server, "GET", path, Map.of("X-Long", "a".repeat(8_000)), new byte[0])
                        .status())
                .isEqualTo(200);
        assertThat(outcome(path, Map.of("X-Long", "a".repeat(20_000)))).isIn("400", "431", "closed");
    }

    private String outcome(String path, Map<String, String> headers) {
        try {
            return Integer.toString(
                    RawHttp.send(server, "GET", path, headers, new byte[0]).status());
        } catch (UncheckedIOException e) {
            return "closed";
        }
    }

    @Test
    void methodsOfProxiesAndProbesAreRefused() {
        for (String method : List.of("TRACE", "CONNECT")) {
            Reply reply = RawHttp.send(server, method, "/api/v1/calls", Map.of(), new byte[0]);
            assertThat(reply.status()).as(method).isEqualTo(405);
        }
    }

    // --------------------------------------------------------------------------------------------------- documents

    @Test
    void theOpenApiDocumentHasEveryEndpoint() {
        JsonNode document = server.http()
                .send("GET", "/openapi", Map.of("Accept", "application/json"), null)
                .expect(200)
                .json();
        assertThat(document.get("openapi").asText()).startsWith("3.1");
        for (Endpoint endpoint : Endpoint.all()) {
            JsonNode operation = document.path("paths")
                    .path("/api/v1" + endpoint.path())
                    .path(endpoint.method().toLowerCase(Locale.ROOT));
            assertThat(operation.path("summary").asText()).as(endpoint.name()).isNotBlank();
            assertThat(operation.path("responses")).as(endpoint.name()).isNotEmpty();
            assertThat(operation.has("requestBody")).as(endpoint.name()).isEqualTo(hasBody(endpoint));
        }
        List<String> documented = new ArrayList<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(verb -> documented.add(verb.toUpperCase(Locale.ROOT) + " "
                                + path.getKey().replaceFirst("^/api/v1", ""))));
        // Servlets, and no resources.
        List<String> servlets = List.of("GET /mailbox/stream", "GET /.well-known/oauth-authorization-server");
        assertThat(documented).containsAll(servlets);
        documented.removeAll(servlets);
        assertThat(documented)
                .containsExactlyInAnyOrderElementsOf(
                        Endpoint.all().stream().map(Endpoint::name).toList());
    }

    private static boolean hasBody(Endpoint endpoint) {
        return endpoint.body().isPresent() || endpoint.path().equals("/oauth2/token") || takesBytes(endpoint);
    }

    private static boolean takesBytes(Endpoint endpoint) {
        return endpoint.path().contains("/uploads") && Set.of("POST", "PATCH").contains(endpoint.method());
    }

    @Test
    void theDocumentationOpensInABrowser() {
        Reply page = page("/api/docs/").expect(200);
        assertThat(page.header("Content-Type").orElse("")).startsWith("text/html");
        assertThat(page.text()).contains("<html").doesNotContain("http://", "https://");
    }

    @Test
    void aScannedCodeOpensAPageThatTellsNothingOfTheCode() {
        Reply nobodys = page("/c/x").expect(200);
        Reply real = page(stage.identifier().code("qr").replace(server.address(), ""))
                .expect(200);
        assertThat(real.text()).isEqualTo(nobodys.text()).contains("<html lang=\"en\"", "switchboard calls dial");
        Reply chinese = server.http().send("GET", "/c/x", Map.of("Accept-Language", "zh-CN"), null);
        assertThat(chinese.expect(200).text()).contains("<html lang=\"zh-CN\"", "虚拟标识");
        assertThat(chinese.header("Vary")).hasValue("Accept-Language");
    }

    @Test
    void whatIsInTheAddressIsNotInThePage() {
        Reply page = page("/c/%3Cscript%3Ealert(1)%3C/script%3E");
        assertThat(page.text()).doesNotContain("<script", "alert");
    }

    @Test
    void theBareAddressSaysWhatAnswersThere() {
        assertThat(page("/").expect(200).text())
                .contains("<html lang=\"en\"", "href=\"/api/docs/\"", "href=\"/openapi\"");
    }

    @Test
    void anEnrolmentsPageOpens() {
        assertThat(page("/enrol").expect(200).text()).contains("<html lang=\"en\"", "switchboard enrol");
    }

    @Test
    void theAuthorizationServerDescribesItself() {
        JsonNode metadata =
                page("/.well-known/oauth-authorization-server").expect(200).json();
        assertThat(metadata.get("issuer").asText()).isEqualTo(server.address());
        assertThat(metadata.get("token_endpoint").asText()).isEqualTo(server.address() + "/api/v1/oauth2/token");
        JsonNode keys = page(metadata.get("jwks_uri").asText().replace(server.address(), ""))
                .expect(200)
                .json()
                .get("keys");
        assertThat(keys).isNotEmpty();
        keys.forEach(key -> {
            assertThat(key.get("kty").asText()).isEqualTo("EC");
            assertThat(key.has("d")).isFalse();
        });
    }

    // --------------------------------------------------------------------------------------------------- operation

    @Test
    void theOperatorSeesThatItLives() {
        for (String probe : List.of("/health/live", "/health/ready")) {
            JsonNode health = Management.get(server, probe).expect(200).json();
            assertThat(health.get("status").asText()).as(probe).isEqualTo("UP");
        }
    }

    @Test
    void callersDoNotSeeWhatIsTheOperators() {
        for (String path : List.of("/health", "/health/ready", "/prometheus", "/metrics", "/management")) {
            page(path).expect(404);
        }
    }

    @Test
    void metricsCountCalls() {
        String change = "switchboard_calls_total{";
        double before = sum(change);
        stage.visitor().dials(stage.identifier());
        assertThat(sum(change)).isGreaterThanOrEqualTo(before + 1);
        double refusedBefore = sum("switchboard_calls_refused_total{");
        stage.visitor().triesToDial(stage.visitor().issuesIdentifier().code()).expect(403, "call-refused");
        assertThat(sum("switchboard_calls_refused_total{")).isGreaterThanOrEqualTo(refusedBefore + 1);
    }

    @Test
    void metricsNameNobody() {
        String call = stage.ringingCall();
        String metrics = Management.get(server, "/prometheus").expect(200).text();
        assertThat(metrics)
                .contains("switchboard_")
                .doesNotContain(
                        call,
                        stage.owner().id(),
                        stage.house().id(),
                        stage.door().id());
    }

    private double sum(String series) {
        return Management.get(server, "/prometheus")
                .expect(200)
                .text()
                .lines()
                .filter(line -> line.startsWith(series))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private Reply page(String path) {
        return server.http().send("GET", path, Map.of(), null);
    }
}
