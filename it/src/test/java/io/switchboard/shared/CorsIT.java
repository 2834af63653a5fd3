// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.harness.Channel;
import io.switchboard.harness.OnceForAllDatabases;
import io.switchboard.harness.Reply;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a browser lets a page of another origin do: of those that the operator has named, and of all others. */
@OnceForAllDatabases
@ExtendWith(SharedServer.class)
class CorsIT {
    private static final String NAMED = SharedServer.PAGES;
    private static final List<String> OTHERS = List.of(
            "https://elsewhere.example",
            "null",
            "http://app.example",
            NAMED + ":8443",
            NAMED + ".evil.example",
            "https://APP.example");

    private final ServerUnderTest server;
    private final Stage stage;

    CorsIT(ServerUnderTest server) {
        this.server = server;
        stage = new Stage(server);
    }

    private Reply preflight(String origin, String method, String path) {
        return server.http()
                .send(
                        "OPTIONS",
                        path,
                        Map.of(
                                "Origin", origin,
                                "Access-Control-Request-Method", method,
                                "Access-Control-Request-Headers", "authorization,idempotency-key"),
                        null);
    }

    @Test
    void aPageOfANamedOriginMayCallTheApi() {
        for (String method : List.of("GET", "POST", "PATCH", "DELETE")) {
            Reply reply = preflight(NAMED, method, "/api/v1/calls/x").expect(204);
            assertThat(reply.header("Access-Control-Allow-Origin")).hasValue(NAMED);
            assertThat(reply.header("Access-Control-Allow-Methods").orElse("")).contains(method);
            assertThat(reply.header("Access-Control-Allow-Headers").orElse(""))
                    .contains("Authorization", "Content-Type", "Idempotency-Key", "If-Match", "Switchboard-Account");
            assertThat(reply.header("Access-Control-Allow-Credentials")).isEmpty();
            assertThat(reply.headers().allValues("Vary")).contains("Origin");
        }
    }

    @Test
    void itReadsAnswersAndRefusalsAndTheirHeaders() {
        Map<String, String> origin = Map.of("Origin", NAMED);
        List<Reply> replies = List.of(
                stage.door().request("GET", "/terminals/me", null, origin).expect(200),
                stage.door().request("GET", "/calls/x", null, origin).expect(404),
                server.anonymous().request("GET", "/calls", null, origin).expect(401),
                stage.door()
                        .request("POST", "/virtual-identifiers", Map.of("forms", List.of("qr")), origin)
                        .expect(201));
        assertThat(replies).allSatisfy(reply -> {
            assertThat(reply.headers().allValues("Access-Control-Allow-Origin")).containsExactly(NAMED);
            assertThat(reply.header("Access-Control-Expose-Headers").orElse("").split(", "))
                    .contains("ETag", "Location", "Link", "Request-Id", "Retry-After");
            assertThat(reply.header("Access-Control-Allow-Credentials")).isEmpty();
            assertThat(reply.headers().allValues("Vary")).contains("Origin");
        });
    }

    /** A page that takes what it is sent, and goes on with it. */
    @Test
    void itFetchesContentsAndRangesOfThem() {
        String allowed = preflight(NAMED, "GET", "/api/v1/transfers/x/content")
                .expect(204)
                .header("Access-Control-Allow-Headers")
                .orElse("");
        assertThat(allowed.split(", ")).contains("Range", "If-Range");
        Reply answered = stage.door()
                .request("GET", "/transfers/x/content", null, Map.of("Origin", NAMED))
                .expect(404);
        assertThat(answered.header("Access-Control-Expose-Headers").orElse("").split(", "))
                .contains("Accept-Ranges", "Content-Disposition", "Content-Range", "ETag", "Repr-Digest");
    }

    /** A page that uploads, by tus. */
    @Test
    void itUploadsAndGoesOnWithIt() {
        for (String path : List.of("/api/v1/transfers/x/uploads", "/api/v1/transfers/x/uploads/y")) {
            Reply asked = preflight(NAMED, "PATCH", path).expect(204);
            assertThat(names(asked, "Access-Control-Allow-Methods"))
                    .containsExactlyInAnyOrder("GET", "HEAD", "POST", "PATCH", "DELETE");
            assertThat(names(asked, "Access-Control-Allow-Headers"))
                    .contains(
                            "Authorization",
                            "Content-Type",
                            "Tus-Resumable",
                            "Upload-Checksum",
                            "Upload-Concat",
                            "Upload-Defer-Length",
                            "Upload-Length",
                            "Upload-Metadata",
                            "Upload-Offset",
                            "X-HTTP-Method-Override");
        }
        for (String method : List.of("HEAD", "PATCH")) {
            Reply answered = stage.door().request(method, "/transfers/x/uploads/y", null, Map.of("Origin", NAMED));
            assertThat(names(answered, "Access-Control-Expose-Headers"))
                    .contains(
                            "Location",
                            "Tus-Checksum-Algorithm",
                            "Tus-Extension",
                            "Tus-Max-Size",
                            "Tus-Resumable",
                            "Tus-Version",
                            "Upload-Concat",
                            "Upload-Defer-Length",
                            "Upload-Expires",
                            "Upload-Length",
                            "Upload-Metadata",
                            "Upload-Offset");
        }
    }

    private static List<String> names(Reply reply, String header) {
        return List.of(reply.header(header).orElse("").split(", "));
    }

    @Test
    void pagesOfOtherOriginsMayNot() {
        for (String origin : OTHERS) {
            Reply asked = preflight(origin, "GET", "/api/v1/terminals/me");
            assertThat(allowed(asked)).as(origin).isEmpty();
            Reply answered = stage.door()
                    .request("GET", "/terminals/me", null, Map.of("Origin", origin))
                    .expect(200);
            assertThat(allowed(answered)).as(origin).isEmpty();
        }
    }

    /** Pages are to be opened, not to be read by others. */
    @Test
    void onlyTheApiIsForOtherPages() {
        for (String page : List.of("/", "/c/x", "/page.css")) {
            Reply reply = server.http().send("GET", page, Map.of("Origin", NAMED), null);
            assertThat(allowed(reply)).as(page).isEmpty();
        }
        assertThat(allowed(server.http()
                        .send("GET", "/.well-known/oauth-authorization-server", Map.of("Origin", NAMED), null)))
                .containsExactly("access-control-allow-origin", "access-control-expose-headers");
    }

    private static List<String> allowed(Reply reply) {
        return reply.headers().map().keySet().stream()
                .filter(name -> name.startsWith("access-control-"))
                .sorted()
                .toList();
    }

    @Test
    void itMayOpenAChannelToo() {
        try (Channel channel =
                Channel.open(server, "ticket=" + stage.door().ticket(), Map.of("Origin", NAMED), Channel.SUBPROTOCOL)) {
            channel.awaits("channel.connected");
        }
    }
}
