// SPDX-License-Identifier: Apache-2.0
package io.switchboard.harness;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The administrator's API client. Whichever test replaces its secret, the others go on with the new one. */
final class Administrator extends Caller {
    private static final String ROTATION = "/api-clients/me/secret-rotation";

    Administrator(ServerUnderTest server) {
        super(
                server,
                Tokens.of(
                        server,
                        () -> Tokens.requestWithSecret(server, server.adminId(), server.adminSecret())
                                .expect(200)),
                Map.of());
    }

    @Override
    public Reply request(String method, String path, @Nullable Object body, Map<String, String> headers) {
        Reply reply = super.request(method, path, body, headers);
        if (path.equals(ROTATION) && reply.status() == 200) {
            server().adminSecretIs(reply.json().get("secret").asText());
        }
        return reply;
    }
}
