// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.harness.Caller;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who announces a body and does not send it costs a connection, and keeps nobody else from being served. */
@ExtendWith(SharedServer.class)
class SlowBodiesIT {
    /** More than the server has threads for requests. */
    private static final int CONNECTIONS = 100;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ServerUnderTest server;

    SlowBodiesIT(ServerUnderTest server) {
        this.server = server;
    }

    private Socket halfSent(String path, String type) throws IOException {
        URI address = URI.create(server.address());
        Socket socket = new Socket(address.getHost(), address.getPort());
        OutputStream out = socket.getOutputStream();
        out.write(String.join(
                        "\r\n",
                        "POST /api/v1" + path + " HTTP/1.1",
                        "Host: " + address.getAuthority(),
                        "Content-Type: " + type,
                        "Content-Length: 60000",
                        "",
                        "{")
                .getBytes(StandardCharsets.US_ASCII));
        out.flush();
        return socket;
    }

    @Test
    void othersAreServedMeanwhile() throws Exception {
        Caller caller = server.newEnterprise();
        caller.reads("/accounts");
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < CONNECTIONS; i++) {
                slow.add(
                        i % 2 == 0
                                ? halfSent("/terminals", "application/json")
                                : halfSent("/oauth2/token", "application/x-www-form-urlencoded"));
            }
            assertThat(CompletableFuture.supplyAsync(() -> caller.reads("/accounts"))
                            .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                            .get("items"))
                    .isEmpty();
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }
}
