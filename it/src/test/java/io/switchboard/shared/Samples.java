// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.jwk.ECKey;
import io.switchboard.accounts.wire.EditAccountRequest;
import io.switchboard.accounts.wire.EditTerminalRequest;
import io.switchboard.calls.wire.EditCallSettingsRequest;
import io.switchboard.calls.wire.EditIdentifierRequest;
import io.switchboard.harness.Caller;
import io.switchboard.harness.Data;
import io.switchboard.harness.Endpoint;
import io.switchboard.harness.Keypairs;
import io.switchboard.harness.Proving;
import io.switchboard.harness.Receiver;
import io.switchboard.harness.Reply;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.StoredByHand;
import io.switchboard.mailbox.wire.EditWebhookRequest;
import io.switchboard.shared.rest.Callers;
import io.switchboard.transfers.wire.EditTransferSettingsRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A right request for every endpoint, with all that a body can hold. A new endpoint needs one here: without it the tests that go
 * through all endpoints fail.
 */
final class Samples {
    private static final String MERGE_PATCH = "application/merge-patch+json";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final int SIZE = 64 * 1024;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, Maker> MAKERS = makers();

    private Samples() {}

    /**
     * A request that is carried out when {@code by} sends it.
     *
     * @param by who may send it
     * @param path below {@code /api/v1}, with real ids
     * @param body as JSON, or as text when it is a form; null for none
     * @param headers what it needs beside the token and the idempotency key
     */
    record Sample(Caller by, String path, @Nullable Object body, Map<String, String> headers) {
        static Sample of(Caller by, String path) {
            return new Sample(by, path, null, Map.of());
        }

        static Sample of(Caller by, String path, Object body) {
            return new Sample(by, path, body, Map.of());
        }

        Sample withPath(String other) {
            return new Sample(by, other, body, headers);
        }

        Sample withBody(Object other) {
            return new Sample(by, path, other, headers);
        }

        /** Its body as it is sent; empty for none. */
        String text() {
            try {
                return body == null ? "" : body instanceof String form ? form : JSON.writeValueAsString(body);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
        }

        Reply sentBy(Caller caller, Endpoint endpoint) {
            return caller.request(endpoint.method(), path, body, headers);
        }

        Reply sentBy(Caller caller, Endpoint endpoint, Map<String, String> more) {
            Map<String, String> all = new TreeMap<>(headers);
            all.putAll(more);
            return caller.request(endpoint.method(), path, body, all);
        }
    }

    /** Arranges what the request is about, afresh. */
    private interface Maker {
        Sample make(Stage stage, Callers kind);
    }

    /** The endpoints that have one. */
    static Set<String> names() {
        return MAKERS.keySet();
    }

    /** A fresh one, sent by a caller of this kind. */
    static Sample of(Endpoint endpoint, Stage stage, Callers kind) {
        Maker maker = MAKERS.get(endpoint.name());
        if (maker == null) {
            throw new AssertionError(endpoint.name() + " has no sample request in Samples");
        }
        return maker.make(stage, kind);
    }

    /** What its JSON body is bound to; empty when the endpoint takes none. */
    static Optional<Class<?>> bodyType(Endpoint endpoint) {
        return endpoint.body().map(type -> type == JsonNode.class ? patched(endpoint) : type);
    }

    private static Class<?> patched(Endpoint endpoint) {
        return switch (endpoint.path()) {
            case "/call-settings" -> EditCallSettingsRequest.class;
            case "/transfer-settings" -> EditTransferSettingsRequest.class;
            case "/accounts/{id}" -> EditAccountRequest.class;
            case "/terminals/{id}" -> EditTerminalRequest.class;
            case "/virtual-identifiers/{id}" -> EditIdentifierRequest.class;
            case "/webhooks/{id}" -> EditWebhookRequest.class;
            default -> throw new AssertionError("Samples does not know what " + endpoint.name() + " edits");
        };
    }

    private static Map<String, Maker> makers() {
        Map<String, Maker> all = new LinkedHashMap<>();
        accounts(all);
        servers(all);
        mailbox(all);
        webhooks(all);
        identifiers(all);
        calls(all);
        transfers(all);
        queries(all);
        uploads(all);
        return all;
    }

    private static void accounts(Map<String, Maker> all) {
        all.put("POST /oauth2/token", Samples::token);
        all.put("GET /oauth2/jwks", (stage, kind) -> Sample.of(stage.onOwnersSide(kind), "/oauth2/jwks"));
        all.put(
                "POST /enterprises",
                (stage, kind) -> Sample.of(stage.onOwnersSide(kind), "/enterprises", Map.of("name", "Bäckerei 🥐")));
        all.put("GET /audit", (stage, kind) -> Sample.of(stage.onOwnersSide(kind), "/audit"));
        all.put("GET /enterprises", (stage, kind) -> Sample.of(stage.onOwnersSide(kind), "/enterprises"));
        all.put("GET /enterprises/{id}", (stage, kind) -> Sample.of(stage.onOwnersSide(kind), enterprise(stage)));
        all.put(
                "POST /enterprises/{id}/api-clients",
                (stage, kind) -> Sample.of(
                        stage.onOwnersSide(kind),
                        enterprise(stage) + "/api-clients",
                        Map.of("name", "back end", "scopes", List.of("manage", "act"))));
        all.put(
                "GET /enterprises/{id}/api-clients",
                (stage, kind) -> Sample.of(stage.onOwnersSide(kind), enterprise(stage) + "/api-clients"));
        all.put(
                "POST /enterprises/{id}/api-clients/{clientId}/secret-rotation",
                (stage, kind) -> Sample.of(
                        stage.onOwnersSide(kind), apiClient(stage) + "/secret-rotation", Map.of("overlap", "PT1H")));
        all.put(
                "DELETE /enterprises/{id}/api-clients/{clientId}",
                (stage, kind) -> Sample.of(stage.onOwnersSide(kind), apiClient(stage)));
        all.put(
                "POST /api-clients/me/secret-rotation",
                (stage, kind) ->
                        Sample.of(rotating(stage, kind), "/api-clients/me/secret-rotation", Map.of("overlap", "PT1H")));
        all.put("POST /signing-keys", (stage, kind) -> Sample.of(stage.onOwnersSide(kind), "/signing-keys"));
        all.put("GET /signing-keys", (stage, kind) -> Sample.of(stage.onOwnersSide(kind), "/signing-keys"));
        all.put(
                "DELETE /signing-keys/{id}",
                (stage, kind) -> Sample.of(stage.onOwnersSide(kind), signingKeyToCome(stage)));
        all.put(
                "POST /master-key/rotation",
                (stage, kind) -> Sample.of(stage.onOwnersSide(kind), "/master-key/rotation"));
        all.put("POST /accounts", (stage, kind) -> Sample.of(stage.onOwnersSide(kind), "/accounts", newAccount()));
        all.put("GET /accounts", (stage, kind) -> Sample.of(stage.onOwnersSide(kind), "/accounts"));
        all.put("GET /accounts/{id}", (stage, kind) -> Sample.of(stage.onOwnersSide(kind), account(stage)));
        all.put("PATCH /accounts/{id}", (stage, kind) -> patch(stage.onOwnersSide(kind), account(stage), newAccount()));
        all.put(
                "POST /accounts/{id}/erasure",
                (stage, kind) -> Sample.of(
                        stage.onOwnersSide(kind),
                        "/accounts/" + stage.house().newAccount().id() + "/erasure"));
        all.put(
                "POST /accounts/{id}/enrolments",
                (stage, kind) -> Sample.of(stage.onOwnersSide(kind), account(stage) + "/enrolments"));
        all.put(
                "GET /accounts/{id}/enrolments/{enrolmentId}/qr",
                (stage, kind) -> Sample.of(stage.onOwnersSide(kind), enrolment(stage) + "/qr"));
        all.put("POST /terminals", (stage, kind) -> Sample.of(stage.onOwnersSide(kind), "/terminals", enrol(stage)));
        all.put("GET /terminals", (stage, kind) -> Sample.of(stage.onOwnersSide(kind), "/terminals"));
        all.put("GET /terminals/me", (stage, kind) -> Sample.of(stage.onOwnersSide(kind), "/terminals/me"));
        all.put(
                "GET /terminals/{id}",
                (stage, kind) -> Sample.of(
                        stage.onOwnersSide(kind), "/terminals/" + stage.phone().id()));
        all.put(
                "PATCH /terminals/{id}",
                (stage, kind) -> patch(
                        stage.onOwnersSide(kind),
                        "/terminals/" + stage.phone().id(),
                        Map.of("name", "📱 " + UUID.randomUUID())));
        all.put(
                "DELETE /terminals/{id}",
                (stage, kind) -> Sample.of(
                        stage.onOwnersSide(kind),
                        "/terminals/" + stage.owner().enrolsTerminal().id()));
    }

    private static void servers(Map<String, Maker> all) {
        all.put("GET /servers", (stage, kind) -> Sample.of(stage.onOwnersSide(kind), "/servers"));
        all.put(
                "PUT /servers/me",
                (stage, kind) -> Sample.of(
                        stage.onOwnersSide(kind),
                        "/servers/me",
                        Map.of("name", "Werk Süd 🏭", "url", "https://switchboard.werk.example:8443")));
        all.put(
                "GET /registrations/terminals/{id}",
                (stage, kind) -> Sample.of(
                        stage.onOwnersSide(kind),
                        "/registrations/terminals/" + stage.phone().id()));
        all.put(
                "GET /registrations/accounts/{id}",
                (stage, kind) -> Sample.of(
                        stage.onOwnersSide(kind),
                        "/registrations/accounts/" + stage.owner().id()));
        all.put(
                "GET /registrations/revocations",
                (stage, kind) -> Sample.of(stage.onOwnersSide(kind), "/registrations/revocations"));
    }

    private static void mailbox(Map<String, Maker> all) {
        all.put("GET /events", (stage, kind) -> {
            stage.ringingCall();
            return Sample.of(stage.onOwnersSide(kind), "/events");
        });
        all.put("GET /mailbox", (stage, kind) -> Sample.of(stage.onOwnersSide(kind), "/mailbox"));
        all.put("POST /mailbox/acknowledgement", (stage, kind) -> {
            stage.ringingCall();
            return Sample.of(stage.onOwnersSide(kind), "/mailbox/acknowledgement", Map.of("sequence", 1));
        });
        all.put("POST /mailbox/tickets", (stage, kind) -> Sample.of(stage.onOwnersSide(kind), "/mailbox/tickets"));
    }

    private static void webhooks(Map<String, Maker> all) {
        all.put("POST /webhooks", (stage, kind) -> Sample.of(stage.onOwnersSide(kind), "/webhooks", newWebhook()));
        all.put("GET /webhooks", (stage, kind) -> {
            stage.webhook();
            return Sample.of(stage.onOwnersSide(kind), "/webhooks");
        });
        all.put("GET /webhooks/{id}", (stage, kind) -> Sample.of(stage.onOwnersSide(kind), stage.webhook()));
        all.put("PATCH /webhooks/{id}", (stage, kind) -> {
            Map<String, Object> edited = new LinkedHashMap<>(newWebhook());
            edited.put("enabled", true);
            return patch(stage.onOwnersSide(kind), stage.webhook(), edited);
        });
        all.put("DELETE /webhooks/{id}", (stage, kind) -> Sample.of(stage.onOwnersSide(kind), stage.newWebhook()));
        for (String move : List.of("secret-rotation", "test")) {
            all.put(
                    "POST /webhooks/{id}/" + move,
                    (stage, kind) -> Sample.of(stage.onOwnersSide(kind), stage.webhook() + "/" + move));
        }
        all.put(
                "POST /webhooks/{id}/replay",
                (stage, kind) -> Sample.of(
                        stage.onOwnersSide(kind),
                        stage.webhook() + "/replay",
                        Map.of("since", stage.server().now().toString())));
        all.put(
                "GET /webhooks/{id}/deliveries",
                (stage, kind) -> Sample.of(stage.onOwnersSide(kind), stage.webhook() + "/deliveries"));
        all.put(
                "GET /webhooks/{id}/deliveries/{deliveryId}",
                (stage, kind) -> Sample.of(stage.onOwnersSide(kind), stage.delivery()));
        all.put(
                "DELETE /webhooks/{id}/deliveries/{deliveryId}",
                (stage, kind) -> Sample.of(stage.onOwnersSide(kind), stage.delivery()));
        all.put(
                "POST /webhooks/{id}/deliveries/{deliveryId}/replay",
                (stage, kind) -> Sample.of(stage.onOwnersSide(kind), stage.delivery() + "/replay"));
    }

    private static Map<String, Object> newWebhook() {
        return Map.of(
                "url",
                Receiver.NOWHERE + UUID.randomUUID(),
                "types",
                List.of("call.*", "virtual-identifier.expired"),
                "description",
                "Kundenzentrale ☎");
    }

    private static void identifiers(Map<String, Maker> all) {
        all.put("GET /call-settings", (stage, kind) -> Sample.of(stage.onOwnersSide(kind), "/call-settings"));
        all.put(
                "PATCH /call-settings",
                (stage, kind) -> patch(
                        stage.onOwnersSide(kind),
                        "/call-settings",
                        Map.of("defaultValidity", "PT48H", "defaultMaxCalls", 7, "defaultCountOn", "answered")));
        all.put(
                "POST /virtual-identifiers",
                (stage, kind) -> Sample.of(
                        stage.onOwnersSide(kind),
                        "/virtual-identifiers",
                        Map.of(
                                "forms",
                                List.of("characters", "digits", "qr"),
                                "label",
                                "门铃",
                                "conditions",
                                conditions(stage),
                                "externalId",
                                "door-1",
                                "metadata",
                                Map.of("flat", "3a"))));
        all.put(
                "GET /virtual-identifiers",
                (stage, kind) -> Sample.of(stage.onOwnersSide(kind), "/virtual-identifiers"));
        all.put(
                "GET /virtual-identifiers/{id}",
                (stage, kind) ->
                        Sample.of(stage.onOwnersSide(kind), stage.identifier().path()));
        all.put(
                "PATCH /virtual-identifiers/{id}",
                (stage, kind) -> patch(
                        stage.onOwnersSide(kind),
                        stage.identifier().path(),
                        Map.of(
                                "label",
                                "Gate",
                                "conditions",
                                conditions(stage),
                                "externalId",
                                "gate-1",
                                "metadata",
                                Map.of("flat", "3b"))));
        all.put(
                "DELETE /virtual-identifiers/{id}",
                (stage, kind) ->
                        Sample.of(stage.onOwnersSide(kind), stage.identifier().path()));
        all.put(
                "POST /virtual-identifiers/{id}/pause",
                (stage, kind) ->
                        Sample.of(stage.onOwnersSide(kind), stage.identifier().path() + "/pause"));
        all.put("POST /virtual-identifiers/{id}/resume", (stage, kind) -> {
            var identifier = stage.identifier();
            stage.door().pauses(identifier);
            return Sample.of(stage.onOwnersSide(kind), identifier.path() + "/resume");
        });
        all.put(
                "GET /virtual-identifiers/{id}/blocks",
                (stage, kind) ->
                        Sample.of(stage.onOwnersSide(kind), stage.identifier().path() + "/blocks"));
        all.put(
                "POST /virtual-identifiers/{id}/blocks",
                (stage, kind) -> Sample.of(
                        stage.onOwnersSide(kind),
                        stage.identifier().path() + "/blocks",
                        Map.of("pseudonym", "caller-4W2nQ0tV9zqYk3rT")));
        all.put("DELETE /virtual-identifiers/{id}/blocks/{pseudonym}", (stage, kind) -> {
            String blocks = stage.identifier().path() + "/blocks";
            stage.door()
                    .post(blocks, Map.of("pseudonym", "caller-4W2nQ0tV9zqYk3rT"))
                    .expect(200);
            return Sample.of(stage.onOwnersSide(kind), blocks + "/caller-4W2nQ0tV9zqYk3rT");
        });
        all.put(
                "GET /virtual-identifiers/{id}/qr",
                (stage, kind) ->
                        Sample.of(stage.onOwnersSide(kind), stage.identifier().path() + "/qr"));
    }

    private static void calls(Map<String, Maker> all) {
        all.put("GET /refused-calls", (stage, kind) -> Sample.of(stage.onOwnersSide(kind), "/refused-calls"));
        all.put(
                "POST /calls",
                (stage, kind) -> Sample.of(
                        stage.onGuestsSide(kind),
                        "/calls",
                        Map.of(
                                "to",
                                stage.identifier().code(),
                                "pin",
                                "482913",
                                "discloseAccount",
                                true,
                                "externalId",
                                "order-4711",
                                "metadata",
                                Map.of("parcel", "7"))));
        all.put("GET /calls", (stage, kind) -> Sample.of(stage.onOwnersSide(kind), "/calls"));
        all.put(
                "GET /calls/{id}",
                (stage, kind) -> Sample.of(stage.onOwnersSide(kind), "/calls/" + stage.ringingCall()));
        for (String move : List.of("ring-acknowledgement", "answer")) {
            all.put(
                    "POST /calls/{id}/" + move,
                    (stage, kind) -> Sample.of(stage.onOwnersSide(kind), "/calls/" + stage.ringingCall() + "/" + move));
        }
        all.put(
                "POST /calls/{id}/rejection",
                (stage, kind) -> Sample.of(
                        stage.onOwnersSide(kind),
                        "/calls/" + stage.ringingCall() + "/rejection",
                        Map.of("scope", "call", "reason", "declined")));
        all.put(
                "POST /calls/{id}/cancellation",
                (stage, kind) ->
                        Sample.of(stage.onGuestsSide(kind), "/calls/" + stage.ringingCall() + "/cancellation"));
        for (String move : List.of("connection", "hang-up")) {
            all.put(
                    "POST /calls/{id}/" + move,
                    (stage, kind) ->
                            Sample.of(stage.onOwnersSide(kind), "/calls/" + stage.answeredCall() + "/" + move));
        }
    }

    private static void transfers(Map<String, Maker> all) {
        all.put("GET /transfer-settings", (stage, kind) -> Sample.of(stage.onOwnersSide(kind), "/transfer-settings"));
        all.put(
                "PATCH /transfer-settings",
                (stage, kind) -> patch(stage.onOwnersSide(kind), "/transfer-settings", Map.of("algorithm", "sha-256")));
        all.put("POST /transfers", (stage, kind) -> {
            Map<String, Object> request = new LinkedHashMap<>(Data.random(SIZE).to(stage.receiver()));
            request.putAll(Map.of(
                    "mediaType",
                    "video/mp4",
                    "completion",
                    "all-receipts",
                    "externalId",
                    "film-1",
                    "metadata",
                    Map.of("reel", "2")));
            return Sample.of(stage.onOwnersSide(kind), "/transfers", request);
        });
        all.put("GET /transfers", (stage, kind) -> Sample.of(stage.onOwnersSide(kind), "/transfers"));
        all.put(
                "GET /transfers/{id}",
                (stage, kind) -> Sample.of(stage.onOwnersSide(kind), stage.incomingTransfer(Data.random(SIZE))));
        all.put(
                "GET /transfers/{id}/content",
                (stage, kind) ->
                        Sample.of(stage.onOwnersSide(kind), stage.incomingTransfer(Data.random(SIZE)) + "/content"));
        all.put(
                "POST /transfers/{id}/decline",
                (stage, kind) -> Sample.of(
                        stage.onOwnersSide(kind),
                        stage.incomingTransfer(Data.random(SIZE)) + "/decline",
                        Map.of("scope", "account")));
        all.put("POST /transfers/{id}/receipt", (stage, kind) -> {
            Data data = Data.random(SIZE);
            return Sample.of(
                    stage.onOwnersSide(kind),
                    stage.incomingTransfer(data) + "/receipt",
                    Map.of("identification", Data.json(data.code())));
        });
        for (String move : List.of("cancellation", "challenge")) {
            all.put(
                    "POST /transfers/{id}/" + move,
                    (stage, kind) -> Sample.of(stage.onOwnersSide(kind), sent(stage, Data.random(SIZE)) + "/" + move));
        }
        all.put("POST /transfers/{id}/proof", (stage, kind) -> {
            Data data = Data.random(SIZE);
            JsonNode transfer = stage.outgoingTransfer(stage.door(), data);
            String proof = Proving.of(
                    transfer,
                    stage.server(),
                    stage.owner().id(),
                    stage.receiver().getOrDefault("accountId", ""),
                    data);
            return Sample.of(
                    stage.onOwnersSide(kind),
                    "/transfers/" + transfer.get("id").asText() + "/proof",
                    Map.of("proof", proof));
        });
    }

    private static void queries(Map<String, Maker> all) {
        all.put("POST /queries", (stage, kind) -> {
            Data data = Data.random(SIZE);
            StoredByHand.store(stage.server(), stage.house(), data);
            return Sample.of(
                    stage.onOwnersSide(kind),
                    "/queries",
                    Map.of(
                            "sourceAccountId",
                            stage.owner().id(),
                            "sourceTerminalId",
                            stage.door().id(),
                            "transfer",
                            data.to(stage.receiver())));
        });
        all.put("GET /queries/{id}", (stage, kind) -> Sample.of(stage.onOwnersSide(kind), queried(stage, kind)));
        for (String move : List.of("cancellation", "challenge")) {
            all.put(
                    "POST /queries/{id}/" + move,
                    (stage, kind) -> Sample.of(stage.onOwnersSide(kind), queried(stage, kind) + "/" + move));
        }
        all.put("POST /queries/{id}/proof", (stage, kind) -> {
            Data data = Data.random(SIZE);
            JsonNode query = query(stage, kind, data);
            return Sample.of(
                    stage.onOwnersSide(kind),
                    "/queries/" + query.get("id").asText() + "/proof",
                    Map.of("proof", proof(stage, query, data)));
        });
        all.put("GET /queries/{id}/content", (stage, kind) -> {
            Data data = Data.random(SIZE);
            JsonNode query = query(stage, kind, data);
            String path = "/queries/" + query.get("id").asText();
            stage.onOwnersSide(kind)
                    .post(path + "/proof", Map.of("proof", proof(stage, query, data)))
                    .expect(200);
            return Sample.of(stage.onOwnersSide(kind), path + "/content");
        });
    }

    private static String queried(Stage stage, Callers kind) {
        return "/queries/" + query(stage, kind, Data.random(SIZE)).get("id").asText();
    }

    private static JsonNode query(Stage stage, Callers kind, Data data) {
        StoredByHand.store(stage.server(), stage.house(), data);
        return stage.onOwnersSide(kind)
                .post("/queries", Map.of("sourceAccountId", stage.owner().id(), "transfer", data.to(stage.receiver())))
                .expect(201)
                .json();
    }

    private static String proof(Stage stage, JsonNode query, Data data) {
        return Proving.of(
                query, stage.server(), stage.owner().id(), stage.receiver().getOrDefault("accountId", ""), data);
    }

    private static void uploads(Map<String, Maker> all) {
        Map<String, String> tus = Map.of("Tus-Resumable", "1.0.0");
        String anything = "/transfers/" + UUID.randomUUID() + "/uploads";
        all.put(
                "OPTIONS /transfers/{id}/uploads",
                (stage, kind) -> new Sample(stage.onOwnersSide(kind), anything, null, tus));
        all.put(
                "OPTIONS /transfers/{id}/uploads/{uploadId}",
                (stage, kind) -> new Sample(stage.onOwnersSide(kind), anything + "/" + UUID.randomUUID(), null, tus));
        all.put(
                "POST /transfers/{id}/uploads",
                (stage, kind) -> new Sample(
                        stage.onOwnersSide(kind),
                        sent(stage, Data.random(SIZE)) + "/uploads",
                        null,
                        Map.of("Tus-Resumable", "1.0.0", "Upload-Length", Integer.toString(SIZE))));
        for (String method : List.of("HEAD", "DELETE")) {
            all.put(
                    method + " /transfers/{id}/uploads/{uploadId}",
                    (stage, kind) -> new Sample(stage.onOwnersSide(kind), upload(stage), null, tus));
        }
        all.put(
                "PATCH /transfers/{id}/uploads/{uploadId}",
                (stage, kind) -> new Sample(
                        stage.onOwnersSide(kind),
                        upload(stage),
                        "bytes",
                        Map.of(
                                "Tus-Resumable",
                                "1.0.0",
                                "Upload-Offset",
                                "0",
                                "Content-Type",
                                "application/offset+octet-stream")));
    }

    /** An upload of the owner's that waits for its first byte; its path. */
    private static String upload(Stage stage) {
        String uploads = sent(stage, Data.random(SIZE)) + "/uploads";
        String place = stage.door()
                .request(
                        "POST",
                        uploads,
                        null,
                        Map.of("Tus-Resumable", "1.0.0", "Upload-Length", Integer.toString(SIZE)))
                .expect(201)
                .header("Location")
                .orElseThrow();
        return place.substring(place.indexOf("/transfers/"));
    }

    private static String sent(Stage stage, Data data) {
        return "/transfers/"
                + stage.outgoingTransfer(stage.door(), data).get("id").asText();
    }

    private static Sample token(Stage stage, Callers kind) {
        JsonNode client = stage.server()
                .admin()
                .post(enterprise(stage) + "/api-clients", Map.of("name", "token"))
                .expect(201)
                .json();
        String pair = client.get("id").asText() + ":" + client.get("secret").asText();
        String basic = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        return new Sample(
                stage.onOwnersSide(kind),
                "/oauth2/token",
                "grant_type=client_credentials",
                Map.of("Authorization", basic, "Content-Type", FORM));
    }

    private static Sample patch(Caller by, String path, Object body) {
        String etag = by.get(path).expect(200).header("ETag").orElseThrow();
        return new Sample(by, path, body, Map.of("Content-Type", MERGE_PATCH, "If-Match", etag));
    }

    private static Map<String, Object> newAccount() {
        String number = "+49 30 " + (900_000 + Math.floorMod(UUID.randomUUID().hashCode(), 99_999));
        return Map.of(
                "name",
                "Zoë",
                "addresses",
                List.of(
                        Map.of("kind", "social", "provider", "example", "value", "zoe-" + UUID.randomUUID()),
                        Map.of("kind", "phone", "value", number)),
                "externalId",
                "customer " + UUID.randomUUID(),
                "metadata",
                Map.of("tariff", "gold", "since", "2026"));
    }

    private static Map<String, Object> enrol(Stage stage) {
        ServerUnderTest server = stage.server();
        String code = stage.owner().enrolmentCode();
        ECKey sig = Keypairs.fresh();
        ECKey enc = Keypairs.fresh();
        return Map.of(
                "code", code,
                "name", "Terminal",
                "sig", Keypairs.publicJwk(sig),
                "enc", Keypairs.publicJwk(enc),
                "proof", Keypairs.enrolmentProof(server, code, sig, enc));
    }

    private static Map<String, Object> conditions(Stage stage) {
        return Map.of(
                "notBefore",
                stage.server().now().plusSeconds(60).toString(),
                "validUntil",
                stage.server().now().plusSeconds(3600).toString(),
                "maxCalls",
                3,
                "countOn",
                "answered",
                "pin",
                "482913",
                "allowCallers",
                List.of(stage.guest().id()),
                "weeklyHours",
                Map.of(
                        "zone",
                        "Asia/Kathmandu",
                        "hours",
                        List.of(Map.of("days", List.of("monday", "sunday"), "from", "22:00", "to", "02:00"))));
    }

    private static String apiClient(Stage stage) {
        JsonNode client = stage.server()
                .admin()
                .post(enterprise(stage) + "/api-clients", Map.of("name", "one of many"))
                .expect(201)
                .json();
        return enterprise(stage) + "/api-clients/" + client.get("id").asText();
    }

    /** No token is of it. */
    private static String signingKeyToCome(Stage stage) {
        JsonNode key = stage.server().admin().post("/signing-keys").expect(201).json();
        return "/signing-keys/" + key.get("id").asText();
    }

    /** The secrets of those who stay on the stage stay what they are; the administrator keeps its new one. */
    private static Caller rotating(Stage stage, Callers kind) {
        return switch (kind) {
            case MANAGER -> stage.house().newClient("manage");
            case ACTING -> stage.house().newClient("act").actingFor(stage.owner());
            case ANYONE, ADMIN, PRIVATE_SERVER, TERMINAL -> stage.onOwnersSide(kind);
        };
    }

    private static String enterprise(Stage stage) {
        return "/enterprises/" + stage.house().id();
    }

    private static String account(Stage stage) {
        return "/accounts/" + stage.owner().id();
    }

    private static String enrolment(Stage stage) {
        String enrolments = account(stage) + "/enrolments";
        return enrolments + "/"
                + stage.house().post(enrolments).expect(201).json().get("id").asText();
    }
}
