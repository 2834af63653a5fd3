// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.harness.Caller;
import io.switchboard.harness.OnceForAllDatabases;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServer;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bodies that begin and never end, at a server that gives each of them a minute. */
@OnceForAllDatabases
@ExtendWith(SharedServer.class)
class SilentBodiesIT {
    /** The product's. */
    private static final Duration BODY_TIME = Duration.ofSeconds(60);

    private static final int MORE_THAN_THREADS = 80;
    private static final int MORE_THAN_FIT = 2000;

    private final ServerUnderTest server;
    private final URI address;
    private final Caller caller;

    SilentBodiesIT(ServerUnderTest server) {
        this.server = server;
        address = URI.create(server.address());
        caller = server.newEnterprise();
    }

    /** More of them than the server has threads, and all of them silent. */
    @ParameterizedTest
    @MethodSource("unfinished")
    void bodiesThatNeverEndHoldUpNobodyElse(String head, int sent) throws IOException {
        byte[] begin = head.getBytes(StandardCharsets.US_ASCII);
        List<Socket> silent = new ArrayList<>();
        try {
            for (int i = 0; i < MORE_THAN_THREADS; i++) {
                Socket socket = new Socket(address.getHost(), address.getPort());
                silent.add(socket);
                socket.getOutputStream().write(begin);
                socket.getOutputStream().write(begun(sent));
            }
            long asked = System.nanoTime();
            caller.reads("/accounts?limit=1");
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(BODY_TIME.dividedBy(4));
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
    }

    /** Each is small, and all of them together would be more than an eighth of the heap. */
    @Test
    void bodiesThatAreNotWholeHaveABoundedPartOfTheMemoryTogether() throws IOException {
        byte[] begun = ("POST /api/v1/accounts HTTP/1.1\r\nHost: switchboard\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 65000\r\n\r\n" + " ".repeat(64_000))
                .getBytes(StandardCharsets.US_ASCII);
        List<Socket> open = new ArrayList<>();
        try {
            while (open.size() < MORE_THAN_FIT) {
                Socket socket = new Socket(address.getHost(), address.getPort());
                open.add(socket);
                socket.getOutputStream().write(begun);
            }
            Awaitility.await("some are given up").until(() -> server.console().contains("bodies that came slowly"));
            caller.reads("/accounts?limit=1");
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
    }

    static Stream<Arguments> unfinished() {
        String json = "Host: switchboard\r\nContent-Type: application/json\r\n";
        return Stream.of(
                Arguments.of(
                        "POST /api/v1/accounts HTTP/1.1\r\n" + json
                                + "Expect: 100-continue\r\nContent-Length: 100\r\n\r\n",
                        0),
                Arguments.of("POST /api/v1/accounts HTTP/1.1\r\n" + json + "Transfer-Encoding: chunked\r\n\r\n", 0),
                Arguments.of(
                        "POST /api/v1/accounts HTTP/1.1\r\n" + json + "Transfer-Encoding: chunked\r\n\r\n", 96 * 1024),
                Arguments.of("POST /api/v1/accounts HTTP/1.1\r\n" + json + "Content-Length: 1000000\r\n\r\n", 0),
                Arguments.of("GET /c/abcdef HTTP/1.1\r\n" + json + "Transfer-Encoding: chunked\r\n\r\n", 90_000));
    }

    private static byte[] begun(int bytes) {
        return bytes == 0
                ? new byte[0]
                : (Integer.toHexString(bytes) + "\r\n" + " ".repeat(bytes)).getBytes(StandardCharsets.US_ASCII);
    }
}
