// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.harness.Endpoint;
import io.switchboard.harness.OnPostgresqlOnly;
import io.switchboard.harness.RawHttp;
import io.switchboard.harness.Reply;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServer;
import io.switchboard.shared.Samples.Sample;
import io.switchboard.shared.rest.Callers;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What nobody should send: every endpoint says what is wrong in the words of the API, changes nothing, and still does its work
 * afterwards.
 */
@OnPostgresqlOnly
@ExtendWith(SharedServer.class)
class MalformedInputIT {
    private static final int LIMIT = 65_536;
    private static final Pattern WORDS_OF_THE_INSIDE = Pattern.compile(
            "(?i)exception|stack|\\bjava|jakarta|\\borg\\.|\\bcom\\.|io\\.switchboard|resteasy|jackson|fasterxml|undertow|wildfly|hibernate|\\bsql|\\bh2\\b|postgres|jdbc|constraint"
                    + " \\[|record |deserializ");
    private static final String KEY = "Idempotency-Key";

    private final ServerUnderTest server;
    private final Stage stage;

    MalformedInputIT(ServerUnderTest server) {
        this.server = server;
        stage = new Stage(server);
    }

    // --------------------------------------------------------------------------------------------------------- bodies

    @TestFactory
    Stream<DynamicTest> aWrongBodyIsRefused() {
        return withBody()
                .map(endpoint -> dynamicTest(
                        endpoint.name(),
                        () -> unharmed(endpoint, (sample, softly) -> {
                            Class<?> type = Samples.bodyType(endpoint).orElseThrow();
                            boolean patch = endpoint.method().equals("PATCH");
                            Map<String, byte[]> bodies = Mutations.of(sample.text(), type, patch);
                            bodies.putAll(badlyEncoded(sample));
                            if (!isOptional(endpoint)) {
                                bodies.put("no body", new byte[0]);
                                bodies.put("null", "null".getBytes(UTF_8));
                            } else {
                                bodies.remove("the body  ");
                            }
                            if (endpoint.path().endsWith("/secret-rotation")) {
                                // No overlap at all is a right one.
                                bodies.remove("/overlap = \"PT0S\"");
                            }
                            bodies.forEach((what, body) ->
                                    expect(softly, what, 400, "invalid-request", send(endpoint, sample, body)));
                        })));
    }

    private static Map<String, byte[]> badlyEncoded(Sample sample) {
        String json = sample.text();
        Map<String, byte[]> bodies = new LinkedHashMap<>();
        bodies.put("an overlong encoding", with(json, 0xC0, 0xAF));
        bodies.put("a sequence that breaks off", with(json, 0xE4, 0xBD));
        bodies.put("a byte that is no UTF-8", with(json, 0xFF));
        bodies.put("a letter in ISO-8859-1", with(json, 0xE9));
        bodies.put("a surrogate in UTF-8", with(json, 0xED, 0xA0, 0x80));
        bodies.put("beyond Unicode", with(json, 0xF5, 0x80, 0x80, 0x80));
        bodies.put("NUL", with(json, 0));
        bodies.put("UTF-16", json.getBytes(StandardCharsets.UTF_16));
        bodies.put("UTF-16 without a mark", json.getBytes(StandardCharsets.UTF_16LE));
        bodies.put("UTF-32", json.getBytes(Charset.forName("UTF-32BE")));
        return bodies;
    }

    /** These bytes at the start of the first text; of the first name where there is no text. */
    private static byte[] with(String json, int... bytes) {
        int place = json.contains(":\"") ? json.indexOf(":\"") + 2 : json.indexOf('"') + 1;
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(json.substring(0, place).getBytes(UTF_8));
        IntStream.of(bytes).forEach(body::write);
        body.writeBytes(json.substring(place).getBytes(UTF_8));
        return body.toByteArray();
    }

    @TestFactory
    Stream<DynamicTest> aBodyBeyondTheLimitIsRefused() {
        return Stream.concat(withBody(), Stream.of(token()))
                .map(endpoint -> dynamicTest(
                        endpoint.name(),
                        () -> unharmed(endpoint, (sample, softly) -> {
                            byte[] large = large(sample);
                            expect(softly, "announced", 413, "body-too-large", send(endpoint, sample, large));
                            Reply inChunks = RawHttp.sendInChunks(
                                    server, endpoint.method(), sample.path(), headers(endpoint, sample), large);
                            expect(softly, "in chunks", 413, "body-too-large", inChunks);
                        })));
    }

    /** Right but for its length. */
    private static byte[] large(Sample sample) {
        boolean form = sample.body() instanceof String;
        String right = form ? sample.text() + "&x=" : sample.text();
        String filler = form ? "x" : " ";
        return (right + filler.repeat(LIMIT + 1 - right.length())).getBytes(UTF_8);
    }

    @TestFactory
    Stream<DynamicTest> aBodyOfAnotherMediaTypeIsRefused() {
        return Stream.concat(withBody(), Stream.of(token()))
                .map(endpoint -> dynamicTest(
                        endpoint.name(),
                        () -> unharmed(endpoint, (sample, softly) -> {
                            List<String> types = new ArrayList<>(List.of(
                                    "text/plain",
                                    "application/xml",
                                    "application/octet-stream",
                                    "multipart/form-data",
                                    "image/png"));
                            types.add(
                                    endpoint.method().equals("PATCH") || sample.body() instanceof String
                                            ? "application/json"
                                            : "application/x-www-form-urlencoded");
                            for (String type : types) {
                                Reply reply = sample.sentBy(sample.by(), endpoint, Map.of("Content-Type", type));
                                expect(softly, type, 415, "unsupported-media-type", reply);
                            }
                        })));
    }

    // ---------------------------------------------------------------------------------------------- paths and methods

    @TestFactory
    Stream<DynamicTest> aMethodThatIsNotThereIsRefused() {
        Map<String, Set<String>> methods = Endpoint.all().stream()
                .collect(Collectors.groupingBy(
                        Endpoint::path,
                        TreeMap::new,
                        Collectors.mapping(Endpoint::method, Collectors.toCollection(TreeSet::new))));
        return methods.entrySet().stream()
                .map(path -> dynamicTest(path.getKey(), () -> {
                    String real =
                            path.getKey().replaceAll("\\{\\w+}", stage.owner().id());
                    SoftAssertions softly = new SoftAssertions();
                    for (String method : List.of("GET", "POST", "PUT", "PATCH", "DELETE", "BREW")) {
                        if (!path.getValue().contains(method) && !isOtherwiseKnown(method, path.getKey(), methods)) {
                            Reply reply = stage.door().request(method, real, null, Map.of());
                            expect(softly, method, 405, "method-not-allowed", reply);
                            softly.assertThat(allowed(reply))
                                    .as(method)
                                    .containsAll(path.getValue())
                                    .doesNotContain(method);
                        }
                    }
                    softly.assertAll();
                }));
    }

    /** {@code DELETE /terminals/me} is {@code DELETE /terminals/{id}} of an id that there is not. */
    private static boolean isOtherwiseKnown(String method, String path, Map<String, Set<String>> methods) {
        String parent = path.substring(0, path.lastIndexOf('/'));
        return !path.endsWith("}")
                && methods.getOrDefault(parent + "/{id}", Set.of()).contains(method);
    }

    private static List<String> allowed(Reply reply) {
        return List.of(reply.header("Allow").orElse("").split(",\\s*", -1));
    }

    @TestFactory
    Stream<DynamicTest> aPathThatNamesNothingIsNotFound() {
        return Endpoint.all().stream()
                // What may be done is told of every path.
                .filter(endpoint -> endpoint.hasId() && !endpoint.method().equals("OPTIONS"))
                .map(endpoint -> dynamicTest(
                        endpoint.name(),
                        () -> unharmed(endpoint, (sample, softly) -> {
                            for (String id : List.of(
                                    "x",
                                    "0",
                                    "-1",
                                    "1-1-1-1-1",
                                    "%20",
                                    "%E4%BD%A0",
                                    "%7B%7D",
                                    "..%2F..",
                                    "'",
                                    "a".repeat(2000),
                                    "00000000-0000-0000-0000-00000000000",
                                    "00000000-0000-0000-0000-0000000000000",
                                    "urn:uuid:00000000-0000-0000-0000-000000000000")) {
                                String path = endpoint.path().replaceAll("\\{\\w+}", id);
                                Reply reply = sample.withPath(path).sentBy(sample.by(), endpoint);
                                expect(softly, path, 404, said(endpoint, "not-found"), reply);
                            }
                        })));
    }

    // ---------------------------------------------------------------------------------------------- queries and
    // headers

    @TestFactory
    Stream<DynamicTest> aWrongQueryIsRefused() {
        Map<String, List<String>> wrong = new LinkedHashMap<>();
        List<String> limits = List.of("0", "201", "-1", "x", "", "1.5", "99999999999", "1%00");
        List<String> cursors = List.of("x", "", "0", "%00", "00000000-0000-0000-0000-00000000000g");
        for (Endpoint endpoint : Endpoint.all()) {
            if (endpoint.isList()) {
                wrong.put(endpoint.name() + "?limit", limits);
                wrong.put(endpoint.name() + "?cursor", cursors);
            }
            if (endpoint.path().endsWith("/qr")) {
                wrong.put(endpoint.name() + "?format", List.of("gif", "", "SVG", "svg%00", "svg,png"));
            }
        }
        wrong.put("GET /refused-calls?cause", List.of("x", "", "PAUSED", "paused%00"));
        List<String> times = List.of(
                "x",
                "",
                "0",
                "1800000000",
                "2026-01-01",
                "2026-01-01T00:00:00",
                "2026-02-30T00:00:00Z",
                "%00",
                "0000-12-31T23:59:59Z",
                "-0044-03-15T12:00:00Z",
                "%2B10000-01-01T00:00:00Z");
        wrong.put("GET /refused-calls?since", times);
        wrong.put("GET /calls?direction", List.of("sideways", "", "INCOMING", "incoming%00"));
        List<String> texts = List.of("", "%20", "%00", "a%00b", "a%0Ab", "x".repeat(321));
        wrong.put("GET /calls?state", List.of("x", "", "RINGING"));
        wrong.put("GET /calls?virtualIdentifierId", List.of("x", "", "1-1-1-1-1"));
        wrong.put("GET /calls?externalId", texts);
        wrong.put("GET /calls?since", times);
        wrong.put("GET /calls?until", times);
        wrong.put("GET /accounts?externalId", texts);
        wrong.put("GET /accounts?address", texts);
        wrong.put("GET /audit?enterpriseId", List.of("x", "", "1-1-1-1-1"));
        for (String filter : List.of("actor", "action", "resource", "outcome")) {
            wrong.put("GET /audit?" + filter, texts);
        }
        wrong.put("GET /audit?since", times);
        wrong.put("GET /audit?until", times);
        wrong.put("GET /enterprises?name", texts);
        wrong.put("GET /terminals?state", List.of("x", "", "ACTIVE"));
        wrong.put("GET /virtual-identifiers?state", List.of("x", "", "ACTIVE"));
        wrong.put("GET /virtual-identifiers?externalId", texts);
        wrong.put("GET /virtual-identifiers/{id}/qr?form", List.of("x", "", "QR", "qr%20"));
        wrong.put("GET /events?type", List.of("", "Call", "call.", "*.call", "call*", "call%00", "x".repeat(101)));
        wrong.put("GET /events?since", times);
        wrong.put("GET /webhooks/{id}/deliveries?state", List.of("lost", "", "PENDING", "pending%00"));
        wrong.put("GET /mailbox?after", List.of("-1", "x", "", "1.5", "99999999999999999999"));
        wrong.put("GET /mailbox?wait", List.of("-1", "61", "x", "", "1.5", "PT5S", "99999999999"));
        return wrong.entrySet().stream()
                .map(query -> dynamicTest(query.getKey(), () -> {
                    Endpoint endpoint = endpoint(query.getKey().replaceAll("\\?.*", ""));
                    String name = query.getKey().replaceAll(".*\\?", "");
                    unharmed(
                            endpoint,
                            (sample, softly) -> query.getValue().forEach(value -> {
                                String path = sample.path() + "?" + name + "=" + value;
                                expect(
                                        softly,
                                        path,
                                        400,
                                        "invalid-request",
                                        sample.withPath(path).sentBy(sample.by(), endpoint));
                            }));
                }));
    }

    /** A mistyped filter must not answer everything. OAuth alone passes over what it does not know (RFC 6749 section 3.2). */
    @TestFactory
    Stream<DynamicTest> anUnknownQueryParameterIsRefused() {
        return Endpoint.all().stream()
                .filter(endpoint -> !endpoint.equals(token()))
                .map(endpoint -> dynamicTest(
                        endpoint.name(),
                        () -> unharmed(endpoint, (sample, softly) -> {
                            String path = sample.path() + "?limt=5";
                            Reply reply = sample.withPath(path).sentBy(sample.by(), endpoint);
                            expect(softly, path, 400, said(endpoint, "invalid-request"), reply);
                            if (!isHead(endpoint)) {
                                JsonNode error = reply.json().at("/errors/0");
                                softly.assertThat(error.path("pointer").asText())
                                        .isEqualTo("limt");
                                softly.assertThat(error.path("detail").asText()).contains("takes ");
                            }
                        })));
    }

    @TestFactory
    Stream<DynamicTest> aWrongIdempotencyKeyIsRefused() {
        return Endpoint.all().stream()
                .filter(endpoint -> endpoint.method().equals("POST") && !endpoint.equals(token()))
                .map(endpoint -> dynamicTest(
                        endpoint.name(),
                        () -> unharmed(endpoint, (sample, softly) -> {
                            for (String key : List.of("", "k".repeat(129), "two words", "k\u00e9y")) {
                                Map<String, String> headers = new TreeMap<>(headers(endpoint, sample));
                                headers.put(KEY, key);
                                byte[] body = sample.text().getBytes(UTF_8);
                                headers.put("Content-Length", Integer.toString(body.length));
                                Reply reply = RawHttp.send(server, "POST", "/api/v1" + sample.path(), headers, body);
                                expect(softly, key, 400, "invalid-request", reply);
                            }
                        })));
    }

    @TestFactory
    Stream<DynamicTest> anEditOfAnotherVersionIsRefused() {
        return Endpoint.all().stream()
                .filter(endpoint ->
                        endpoint.method().equals("PATCH") && endpoint.body().isPresent())
                .map(endpoint -> dynamicTest(
                        endpoint.name(),
                        () -> unharmed(endpoint, (sample, softly) -> {
                            expect(
                                    softly,
                                    "without If-Match",
                                    428,
                                    "precondition-required",
                                    sample.sentBy(sample.by(), endpoint, Map.of("If-Match", "")));
                            String right = sample.headers().getOrDefault("If-Match", "");
                            for (String tag : List.of(
                                    "\"999\"",
                                    "W/" + right,
                                    right.replace("\"", ""),
                                    "nonsense",
                                    "\"-1\"",
                                    "\"x\"",
                                    "\"\"",
                                    "\"99999999999999999999\"")) {
                                expect(
                                        softly,
                                        tag,
                                        412,
                                        "stale",
                                        sample.sentBy(sample.by(), endpoint, Map.of("If-Match", tag)));
                            }
                        })));
    }

    // ------------------------------------------------------------------------------------------------- token endpoint

    @TestFactory
    Stream<DynamicTest> theTokenEndpointRefusesInTheWordsOfItsStandard() {
        String type = "client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer";
        String grant = "grant_type=client_credentials";
        Map<String, String> forms = new LinkedHashMap<>();
        forms.put("", "400 invalid_request");
        forms.put("nonsense", "400 invalid_request");
        forms.put("grant_type=", "400 unsupported_grant_type");
        forms.put("grant_type=password", "400 unsupported_grant_type");
        forms.put("grant_type=%00", "400 unsupported_grant_type");
        forms.put("grant_type=%ff", "400 unsupported_grant_type");
        forms.put(grant, "401 invalid_client");
        forms.put(grant + "&client_assertion=x", "400 invalid_request");
        forms.put(grant + "&client_assertion_type=x&client_assertion=x", "400 invalid_request");
        for (String assertion :
                List.of("", "x", "a.b.c", "%00", "..", "e30.e30.e30", "eyJhbGciOiJub25lIn0.e30.", "[".repeat(5000))) {
            forms.put(grant + "&" + type + "&client_assertion=" + assertion, "401 invalid_client");
        }
        Map<String, String> basics = new LinkedHashMap<>();
        for (String basic : List.of(
                "Basic",
                "Basic ",
                "Basic !",
                "Basic eA==",
                "Basic Og==",
                "Basic eDp5",
                "Basic JTpl",
                "Basic //8=",
                "Basic AAA6AAA=",
                "Bearer x")) {
            basics.put(basic, "401 invalid_client");
        }
        Endpoint endpoint = token();
        return Stream.concat(
                forms.entrySet().stream()
                        .map(form -> dynamicTest("form " + shown(form.getKey()), () -> {
                            Reply reply = Samples.of(endpoint, stage, kind(endpoint))
                                    .withBody(form.getKey())
                                    .sentBy(server.anonymous(), endpoint, Map.of("Authorization", ""));
                            isOAuthError(reply, form.getValue());
                        })),
                basics.entrySet().stream()
                        .map(basic -> dynamicTest("header " + basic.getKey(), () -> {
                            Reply reply = Samples.of(endpoint, stage, kind(endpoint))
                                    .sentBy(server.anonymous(), endpoint, Map.of("Authorization", basic.getKey()));
                            isOAuthError(reply, basic.getValue());
                        })));
    }

    private static void isOAuthError(Reply reply, String expected) {
        assertThat(reply.status() + " " + reply.json().path("error").asText())
                .as(reply.text())
                .isEqualTo(expected);
        assertThat(reply.header("Content-Type").orElse("")).startsWith("application/json");
        assertThat(reply.header("Cache-Control")).hasValue("no-store");
        assertThat(reply.text()).doesNotContainPattern(WORDS_OF_THE_INSIDE);
    }

    // ------------------------------------------------------------------------------------------------------ assertions

    /** What is tried with a right request at hand. */
    private interface Attempt {
        void on(Sample sample, SoftAssertions softly);
    }

    /** Tries, and then: nothing has changed, and the right request is carried out. */
    private void unharmed(Endpoint endpoint, Attempt attempt) {
        Stage own = new Stage(server);
        Sample sample = Samples.of(endpoint, own, kind(endpoint));
        Map<String, JsonNode> before = own.state();
        SoftAssertions softly = new SoftAssertions();
        attempt.on(sample, softly);
        softly.assertThat(own.state()).as("nothing has changed").isEqualTo(before);
        Reply right = sample.sentBy(sample.by(), endpoint);
        softly.assertThat(right.status())
                .as("the right request: %s", right.text())
                .isBetween(200, 299);
        softly.assertAll();
    }

    private static void expect(SoftAssertions softly, String what, int status, String code, Reply reply) {
        softly.assertThat(reply.status() + " " + reply.code())
                .as("%s: %s", what, reply.text())
                .isEqualTo(status + " " + code);
        if (reply.status() != status || reply.code().isEmpty()) {
            return;
        }
        JsonNode problem = reply.json();
        softly.assertThat(problem.path("status").asInt()).as(what).isEqualTo(status);
        softly.assertThat(problem.path("title").asText()).as(what).isNotBlank();
        softly.assertThat(reply.text()).as(what).doesNotContainPattern(WORDS_OF_THE_INSIDE);
        for (JsonNode error : problem.path("errors")) {
            softly.assertThat(error.path("pointer").isTextual()
                            && error.path("detail").isTextual())
                    .as("%s: %s", what, error)
                    .isTrue();
        }
    }

    // ----------------------------------------------------------------------------------------------------- arrangement

    private static Stream<Endpoint> withBody() {
        return Endpoint.all().stream().filter(endpoint -> endpoint.body().isPresent());
    }

    private static Endpoint token() {
        return endpoint("POST /oauth2/token");
    }

    private static Endpoint endpoint(String name) {
        return Endpoint.all().stream()
                .filter(endpoint -> endpoint.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("There is no " + name));
    }

    private static boolean isOptional(Endpoint endpoint) {
        return endpoint.name().equals("POST /calls/{id}/rejection")
                || endpoint.name().equals("POST /transfers/{id}/decline")
                || endpoint.path().endsWith("/secret-rotation");
    }

    private static boolean isHead(Endpoint endpoint) {
        return endpoint.method().equals("HEAD");
    }

    /** An answer to {@code HEAD} has no body to say more in. */
    private static String said(Endpoint endpoint, String code) {
        return isHead(endpoint) ? "" : code;
    }

    /** Terminals where they may. */
    private static Callers kind(Endpoint endpoint) {
        return endpoint.callers().contains(Callers.TERMINAL)
                ? Callers.TERMINAL
                : endpoint.callers().iterator().next();
    }

    private static Reply send(Endpoint endpoint, Sample sample, byte[] body) {
        return sample.withBody(body).sentBy(sample.by(), endpoint);
    }

    /** As the harness sends them, for a caller that acts for nobody. */
    private static Map<String, String> headers(Endpoint endpoint, Sample sample) {
        Map<String, String> headers = new TreeMap<>();
        if (!endpoint.isForAnyone()) {
            headers.put("Authorization", "Bearer " + sample.by().token());
        }
        if (sample.body() != null) {
            headers.put("Content-Type", "application/json");
        }
        headers.putAll(sample.headers());
        return headers;
    }

    private static String shown(String text) {
        return text.length() > 120 ? text.substring(0, 120) + "…" : text;
    }
}
