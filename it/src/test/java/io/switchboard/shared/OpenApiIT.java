// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.accounts.wire.AccountEventType;
import io.switchboard.calls.wire.CallEventType;
import io.switchboard.calls.wire.VirtualIdentifierEventType;
import io.switchboard.harness.Caller;
import io.switchboard.harness.Data;
import io.switchboard.harness.Endpoint;
import io.switchboard.harness.Enterprise;
import io.switchboard.harness.OnceForAllDatabases;
import io.switchboard.harness.Reply;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServer;
import io.switchboard.harness.Terminal;
import io.switchboard.mailbox.wire.WebhookEventType;
import io.switchboard.shared.wire.CloudEvent;
import io.switchboard.shared.wire.EventType;
import io.switchboard.transfers.wire.TransferEventType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the OpenAPI document tells whoever writes a client from it alone. */
@OnceForAllDatabases
@ExtendWith(SharedServer.class)
class OpenApiIT {
    private final ServerUnderTest server;
    private final Stage stage;

    OpenApiIT(ServerUnderTest server) {
        this.server = server;
        stage = new Stage(server);
    }

    @Test
    void theOpenApiDocumentSaysHowListsAreRead() {
        List<String> lists = List.of(
                "/enterprises",
                "/enterprises/{id}/api-clients",
                "/signing-keys",
                "/accounts",
                "/terminals",
                "/virtual-identifiers",
                "/virtual-identifiers/{id}/blocks",
                "/refused-calls",
                "/calls",
                "/transfers",
                "/events",
                "/webhooks",
                "/webhooks/{id}/deliveries");
        JsonNode document = openApi();
        JsonNode paths = document.path("paths");
        for (String list : lists) {
            JsonNode operation = paths.path("/api/v1" + list).path("get");
            JsonNode limit = parameter(operation, "limit").path("schema");
            assertThat(limit.path("maximum").asInt()).as(list).isEqualTo(200);
            assertThat(limit.path("minimum").asInt()).as(list).isEqualTo(1);
            assertThat(limit.path("default").asInt()).as(list).isEqualTo(50);
            assertThat(parameter(operation, "cursor").path("in").asText())
                    .as(list)
                    .isEqualTo("query");
            JsonNode answer = operation.path("responses").path("200");
            JsonNode page = resolved(
                            document,
                            answer.path("content").path("application/json").path("schema"))
                    .path("properties");
            assertThat(page.at("/items/items/$ref").asText()).as(list).endsWith("View");
            assertThat(page.has("next")).as(list).isTrue();
            assertThat(answer.path("headers").has("Link")).as(list).isTrue();
        }
    }

    @Test
    void theMetadataIsWhatTheDocumentSays() {
        JsonNode document = openApi();
        String path = "/.well-known/oauth-authorization-server";
        JsonNode said = resolved(
                document, document.path("paths").path(path).at("/get/responses/200/content/application~1json/schema"));
        JsonNode metadata =
                server.http().send("GET", path, Map.of(), null).expect(200).json();
        assertThat(names(said.path("properties"))).containsExactlyInAnyOrderElementsOf(names(metadata));
        assertThat(said.path("required")).hasSize(metadata.size());
    }

    /** The server compares the whole of a value; to JSON Schema it is enough that a part of it matches. */
    @Test
    void patternsAreForWholeValues() {
        assertThat(openApi().findValuesAsText("pattern"))
                .hasSizeGreaterThan(5)
                .allMatch(pattern -> pattern.startsWith("^(?:") && pattern.endsWith(")$"));
    }

    /** Generators give up where one leads nowhere. */
    @Test
    void whateverTheDocumentRefersToIsThere() {
        JsonNode document = openApi();
        List<String> references = document.findValuesAsText("$ref");
        assertThat(references)
                .hasSizeGreaterThan(100)
                .allSatisfy(reference -> assertThat(reference).startsWith("#/"))
                .allSatisfy(reference -> assertThat(
                                document.at(reference.substring(1)).isObject())
                        .as(reference)
                        .isTrue());
    }

    @Test
    void theOpenApiDocumentSaysHowToEdit() {
        JsonNode document = openApi();
        for (String edited : List.of(
                "/accounts/{id}",
                "/terminals/{id}",
                "/virtual-identifiers/{id}",
                "/webhooks/{id}",
                "/call-settings",
                "/transfer-settings")) {
            JsonNode path = document.path("paths").path("/api/v1" + edited);
            assertThat(path.at("/get/responses/200/headers").has("ETag"))
                    .as(edited)
                    .isTrue();
            assertThat(path.at("/patch/responses/200/headers").has("ETag"))
                    .as(edited)
                    .isTrue();
            String reference = path.at("/patch/requestBody/content/application~1merge-patch+json/schema/$ref")
                    .asText();
            JsonNode patch = document.at(reference.substring(1));
            assertThat(patch.path("properties")).as(edited).isNotEmpty();
            assertThat(patch.has("required")).as(edited).isFalse();
            patch.path("properties")
                    .forEach(property -> assertThat(property.at("/anyOf/1/type").asText())
                            .as(edited)
                            .isEqualTo("null"));
        }
    }

    @Test
    void theOpenApiDocumentSaysHowToGetAToken() {
        JsonNode document = openApi();
        JsonNode operation = document.path("paths").path("/api/v1/oauth2/token").path("post");
        assertThat(document.at("/components/securitySchemes/clientSecretBasic/scheme")
                        .asText())
                .isEqualTo("basic");
        assertThat(operation.path("security")).hasSize(2);
        assertThat(operation.path("security").get(0).has("clientSecretBasic")).isTrue();
        assertThat(names(operation.at("/requestBody/content/application~1x-www-form-urlencoded/schema/properties")))
                .containsExactlyInAnyOrder("grant_type", "client_assertion_type", "client_assertion");
        assertThat(names(resolved(document, operation.at("/responses/200/content/application~1json/schema"))
                        .path("properties")))
                .containsExactlyInAnyOrder("access_token", "token_type", "expires_in", "scope");
        for (String status : List.of("400", "401")) {
            assertThat(names(resolved(
                                    document,
                                    operation.at("/responses/" + status + "/content/application~1json/schema"))
                            .path("properties")))
                    .containsExactlyInAnyOrder("error", "error_description");
        }
    }

    @Test
    void theOpenApiDocumentSaysHowEveryOperationRefuses() {
        JsonNode paths = openApi().path("paths");
        for (Endpoint endpoint : Endpoint.all()) {
            JsonNode responses = operation(paths, endpoint).path("responses");
            assertThat(names(responses)).as(endpoint.name()).containsAll(refusals(endpoint));
            names(responses).stream()
                    .filter(status -> !status.startsWith("2") && !isInOauthsForm(endpoint, status))
                    .forEach(status -> assertThat(responses
                                    .at("/" + status + "/content/application~1problem+json/schema/$ref")
                                    .asText())
                            .as(endpoint.name() + " " + status)
                            .isEqualTo("#/components/schemas/Problem"));
        }
        assertThat(names(paths.at("/~1api~1v1~1mailbox/get/responses"))).contains("409", "429");
    }

    @Test
    void theOpenApiDocumentSaysWhatIsLimitedAndWhatIsToldAgain() {
        JsonNode paths = openApi().path("paths");
        for (Endpoint endpoint : Endpoint.all()) {
            JsonNode responses = operation(paths, endpoint).path("responses");
            assertThat(names(responses.at("/429/headers")))
                    .as(endpoint.name())
                    .containsExactlyInAnyOrder("Retry-After", "RateLimit", "RateLimit-Policy");
        }
        JsonNode placing = paths.at("/~1api~1v1~1calls/post/responses");
        assertThat(names(placing.at("/201/headers"))).contains("Idempotency-Replayed");
        assertThat(names(placing.at("/403/headers"))).contains("Idempotency-Replayed");
    }

    /** Those that follow from what the endpoint takes; some have more. */
    private static Set<String> refusals(Endpoint endpoint) {
        Set<String> statuses = new TreeSet<>(Set.of("400", "429", "default"));
        if (!endpoint.isForAnyone()) {
            statuses.addAll(Set.of("401", "403", "404"));
        }
        if (endpoint.body().isPresent() || isToken(endpoint)) {
            statuses.addAll(Set.of("413", "415"));
        }
        if (endpoint.method().equals("PATCH") && endpoint.body().isPresent()) {
            statuses.addAll(Set.of("412", "428"));
        }
        if (endpoint.method().equals("POST") && !endpoint.isForAnyone()) {
            statuses.addAll(Set.of("409", "422"));
        }
        return statuses;
    }

    /** The callers may ask for anything of nobody's, in whatever form: no status comes that a client could not have known of. */
    @Test
    void whatIsAnsweredIsDeclared() {
        JsonNode paths = openApi().path("paths");
        for (Endpoint endpoint : Endpoint.all()) {
            String path =
                    endpoint.path().replaceAll("\\{\\w+}", UUID.randomUUID().toString());
            List<Integer> answered = new ArrayList<>();
            for (Caller caller : List.of(server.anonymous(), server.admin(), stage.house(), stage.door())) {
                answered.add(status(caller, endpoint, path, null));
                answered.add(status(caller, endpoint, path + "?limt=5", null));
                if (endpoint.body().isPresent() || isToken(endpoint)) {
                    answered.add(status(caller, endpoint, path, "text/plain"));
                    answered.add(status(caller, endpoint, path, "application/json"));
                    answered.add(status(caller, endpoint, path, "application/merge-patch+json"));
                }
            }
            assertThat(names(operation(paths, endpoint).path("responses")))
                    .as(endpoint.name())
                    .containsAll(answered.stream().map(String::valueOf).toList());
        }
    }

    private static int status(Caller caller, Endpoint endpoint, String path, @Nullable String type) {
        return caller.request(
                        endpoint.method(),
                        path,
                        type == null ? null : "[]",
                        type == null ? Map.of() : Map.of("Content-Type", type))
                .status();
    }

    private static boolean isInOauthsForm(Endpoint endpoint, String status) {
        return isToken(endpoint) && (status.equals("400") || status.equals("401"));
    }

    @Test
    void theOpenApiDocumentAsksForATokenWhereOneIsNeeded() {
        JsonNode document = openApi();
        assertThat(document.at("/security/0").has("token")).isTrue();
        for (Endpoint endpoint : Endpoint.all()) {
            if (!isToken(endpoint)) {
                JsonNode security = operation(document.path("paths"), endpoint).path("security");
                assertThat(security.toString()).as(endpoint.name()).isEqualTo(endpoint.isForAnyone() ? "[{}]" : "");
            }
        }
    }

    private static boolean isToken(Endpoint endpoint) {
        return endpoint.path().equals("/oauth2/token");
    }

    private static JsonNode operation(JsonNode paths, Endpoint endpoint) {
        return paths.path("/api/v1" + endpoint.path()).path(endpoint.method().toLowerCase(Locale.ROOT));
    }

    @Test
    void theOpenApiDocumentSaysWhereTheServerIs() {
        JsonNode servers = openApi().path("servers");
        assertThat(servers).hasSize(1);
        assertThat(servers.at("/0/url").asText()).isEqualTo(server.address());
    }

    /** Neither a JWT's claims nor a WebSocket can be declared: it is said in words, and nothing that a client needs is missing. */
    @Test
    void theOpenApiDocumentSaysHowToEnrolAndHowToListen() {
        JsonNode paths = openApi().path("paths");
        assertThat(paths.at("/~1api~1v1~1terminals/post/description").asText())
                .contains("ES256", "enrolment+jwt", "`aud`", "`code`", "`enc`", "RFC 7638", "base64url");
        assertThat(paths.at("/~1api~1v1~1mailbox~1tickets/post/description").asText())
                .contains(
                        "/api/v1/mailbox/channel",
                        "cloudevents.json",
                        "`ticket`",
                        "`after`",
                        "channel.connected",
                        "channel.caught-up",
                        "{\"acknowledge\": 17}",
                        "| 4401 |",
                        "| 4408 |",
                        "| 4409 |",
                        "| 4410 |",
                        "| 4411 |",
                        "| 1012 |");
        JsonNode stream = paths.at("/~1api~1v1~1mailbox~1stream/get");
        assertThat(stream.at("/responses/200/content").has("text/event-stream")).isTrue();
        assertThat(names(stream.path("responses"))).contains("400", "401", "403", "409", "410");
        assertThat(parameter(stream, "after").path("in").asText()).isEqualTo("query");
        assertThat(parameter(stream, "Last-Event-ID").path("in").asText()).isEqualTo("header");
    }

    /** Generated clients are named by these. */
    @Test
    void everyOperationHasANameOfItsOwnAndACollection() {
        JsonNode paths = openApi().path("paths");
        List<String> ids = new ArrayList<>();
        for (Endpoint endpoint : Endpoint.all()) {
            JsonNode operation = operation(paths, endpoint);
            String id = operation.path("operationId").asText();
            assertThat(operation.path("tags")).as(endpoint.name()).hasSize(1);
            assertThat(id).as(endpoint.name()).matches(operation.at("/tags/0").asText() + "[A-Z][A-Za-z]+");
            ids.add(id);
        }
        assertThat(ids).doesNotHaveDuplicates().contains("callsPlace", "virtualIdentifiersIssue", "accountsList");
    }

    @Test
    void everyPropertyIsDescribedAndAnswersSayWhatIsNeverAbsent() {
        JsonNode schemas = openApi().at("/components/schemas");
        List<String> silent = new ArrayList<>();
        schemas.properties()
                .forEach(schema -> schema.getValue().path("properties").properties().stream()
                        .filter(property -> !property.getValue().hasNonNull("description"))
                        .forEach(property -> silent.add(schema.getKey() + "." + property.getKey())));
        assertThat(silent).isEmpty();
        assertThat(schemas.at("/CallView/required").toString())
                .contains("\"id\"", "\"state\"", "\"placedAt\"")
                .doesNotContain("answeredAt", "legs");
    }

    @Test
    void everyTypeOfEventIsNamedAndThoseOfEnterprisesDescribedWithTheirData() {
        List<EventType> types = Stream.<EventType[]>of(
                        AccountEventType.values(),
                        CallEventType.values(),
                        VirtualIdentifierEventType.values(),
                        TransferEventType.values(),
                        WebhookEventType.values())
                .flatMap(Stream::of)
                .toList();
        JsonNode document = openApi();
        for (EventType type : types) {
            assertThat(document.at("/components/schemas/CloudEvent/properties/type/description")
                            .asText())
                    .contains("`" + type.type() + "`");
            JsonNode data = document.path("webhooks")
                    .path(type.type().substring(CloudEvent.TYPE_PREFIX.length()))
                    .at("/post/requestBody/content/application~1cloudevents+json/schema/allOf/1/properties/data/$ref");
            assertThat(data.asText())
                    .as(type.type())
                    .isEqualTo(
                            type.audience() == EventType.Audience.TERMINALS
                                    ? ""
                                    : "#/components/schemas/" + type.data().getSimpleName());
        }
        assertThat(document.path("webhooks")).hasSize((int) types.stream()
                .filter(type -> type.audience() != EventType.Audience.TERMINALS)
                .count());
    }

    /** tus and ranges live in them: a client that is made from the document reaches no others. */
    @Test
    void theHeaderFieldsOfUploadsAndContentsAreNamed() {
        Enterprise house = server.newEnterprise();
        Terminal source = house.newAccount().enrolsTerminal();
        Terminal target = house.newAccount().enrolsTerminal();
        Data data = Data.random(1000);
        JsonNode paths = openApi().path("paths");

        Reply declared = source.post(
                "/transfers", data.to(Map.of("accountId", target.account().id())));
        assertNamed(paths, "/transfers", "post", declared);
        String transfer = "/transfers/" + declared.json().get("id").asText();
        Reply begun = source.request(
                "POST", transfer + "/uploads", null, Map.of("Tus-Resumable", "1.0.0", "Upload-Length", "1000"));
        assertNamed(paths, "/transfers/{id}/uploads", "post", begun);
        String upload = begun.header("Location").orElseThrow().replaceFirst(".*/api/v1", "");
        String one = "/transfers/{id}/uploads/{uploadId}";
        assertNamed(paths, one, "options", source.request("OPTIONS", upload, null, Map.of()));
        Map<String, String> tus = Map.of("Tus-Resumable", "1.0.0");
        assertNamed(paths, one, "head", source.request("HEAD", upload, null, tus));
        for (String offset : List.of("500", "0")) {
            Map<String, String> part = Map.of(
                    "Tus-Resumable", "1.0.0",
                    "Upload-Offset", offset,
                    "Content-Type", "application/offset+octet-stream");
            assertNamed(paths, one, "patch", source.request("PATCH", upload, data.bytes(), part));
        }
        target.awaits("transfer.ready");
        String content = "/transfers/{id}/content";
        assertNamed(paths, content, "get", target.get(transfer + "/content"));
        for (String range : List.of("bytes=10-19", "bytes=5000-")) {
            assertNamed(
                    paths, content, "get", target.request("GET", transfer + "/content", null, Map.of("Range", range)));
        }
    }

    private static void assertNamed(JsonNode paths, String path, String method, Reply reply) {
        Set<String> named = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        named.addAll(names(paths.path("/api/v1" + path)
                .path(method)
                .path("responses")
                .path(Integer.toString(reply.status()))
                .path("headers")));
        List<String> present = reply.headers().map().keySet().stream()
                .filter(field -> field.matches(
                        "(?i)(tus|upload)-.*|location|etag|accept-ranges|content-(range|disposition)" + "|repr-digest"))
                .filter(field -> reply.status() < 400 || !field.matches("(?i)tus-.*"))
                .toList();
        assertThat(present).as(method + " " + path + " " + reply.status()).isNotEmpty();
        assertThat(named).as(method + " " + path + " " + reply.status()).containsAll(present);
    }

    private static JsonNode resolved(JsonNode document, JsonNode schema) {
        String reference = schema.path("$ref").asText();
        return reference.isEmpty() ? schema : document.at(reference.substring(1));
    }

    private JsonNode openApi() {
        return server.http()
                .send("GET", "/openapi", Map.of("Accept", "application/json"), null)
                .expect(200)
                .json();
    }

    private static JsonNode parameter(JsonNode operation, String name) {
        for (JsonNode parameter : operation.path("parameters")) {
            if (parameter.path("name").asText().equals(name)) {
                return parameter;
            }
        }
        throw new AssertionError(name + " is not declared");
    }

    private static List<String> names(JsonNode properties) {
        List<String> names = new ArrayList<>();
        properties.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
