// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.harness.Caller;
import io.switchboard.harness.Enterprise;
import io.switchboard.harness.RawHttp;
import io.switchboard.harness.Reply;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every address in an answer begins with the configured public URL, whatever host the request names: that is only the caller's word. */
@ExtendWith(SharedServer.class)
class PublicAddressIT {
    private final ServerUnderTest server;
    private final Enterprise enterprise;

    PublicAddressIT(ServerUnderTest server) {
        this.server = server;
        enterprise = server.newEnterprise();
    }

    private static Reply send(Caller caller, String method, String path, String host, String body) {
        return RawHttp.send(
                caller.server(),
                method,
                "/api/v1" + path,
                Map.of(
                        "Host",
                        host,
                        "Authorization",
                        "Bearer " + caller.token(),
                        "Content-Type",
                        "application/json",
                        "Content-Length",
                        Integer.toString(body.length())),
                body.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void aNewResourceIsWhereThePublicUrlIs() {
        Reply made = send(enterprise, "POST", "/accounts", "evil.example", "{\"name\":\"Ada\"}")
                .expect(201);
        assertThat(made.header("Location"))
                .hasValue(server.address() + "/api/v1/accounts/"
                        + made.json().get("id").asText());
    }

    @Test
    void noRedirectLeadsWhereTheRequestSays() {
        for (String path : List.of("/api", "/api/docs")) {
            Reply reply = RawHttp.send(server, "GET", path, Map.of("Host", "evil.example"), new byte[0]);
            assertThat(reply.header("Location")).as(path).hasValue(server.address() + "/api/docs/");
        }
        Reply console = RawHttp.send(server, "GET", "/console", Map.of("Host", "evil.example"), new byte[0]);
        assertThat(console.status()).isEqualTo(404);
        assertThat(console.header("Location")).isEmpty();
    }

    @Test
    void theNextPageIsWhereThePublicUrlIs() {
        enterprise.newAccount();
        enterprise.newAccount();
        Reply page = send(enterprise, "GET", "/accounts?limit=1", "evil.example:8443", "")
                .expect(200);
        assertThat(page.header("Link").orElse(""))
                .startsWith("<" + server.address() + "/api/v1/accounts?")
                .contains("limit=1", "rel=\"next\"");
        assertThat(page.text()).doesNotContain("evil.example");
    }
}
