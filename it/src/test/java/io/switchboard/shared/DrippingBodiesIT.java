// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.harness.Caller;
import io.switchboard.harness.OnceForAllDatabases;
import io.switchboard.harness.RawHttp;
import io.switchboard.harness.Reply;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServerOnGuard;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that come a byte at a time and never end, and bodies whose end nobody agrees upon. */
@OnceForAllDatabases
@ExtendWith(SharedServerOnGuard.class)
class DrippingBodiesIT {
    private static final int PACE_MILLIS = 100;
    private static final int ENOUGH = 300;
    private static final int A_LITTLE = 100;

    private final ServerUnderTest server;
    private final Caller caller;

    DrippingBodiesIT(ServerUnderTest server) {
        this.server = server;
        caller = server.newEnterprise();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 60000",
                "Transfer-Encoding: chunked",
                "Expect: 100-continue\r\nContent-Length: 60000"
            })
    void aBodyThatDripsIsEndedWhenItsTimeIsOver(String framing) throws IOException {
        String drop = framing.startsWith("Transfer") ? "1\r\n \r\n" : " ";
        String begin = "POST /api/v1/terminals HTTP/1.1\r\nHost: switchboard\r\nContent-Type: application/json\r\n"
                + framing + "\r\n\r\n";
        assertThat(endsAfter(begin, drop)).isGreaterThan(SharedServerOnGuard.BODY_TIME.dividedBy(2));
        caller.reads("/accounts");
    }

    /** The time is the server's, ten seconds. */
    @Test
    void aHeadThatDripsIsEndedWhenItsTimeIsOver() throws IOException {
        String begin = "POST /api/v1/terminals HTTP/1.1\r\nHost: switchboard\r\n";
        assertThat(endsAfter(begin, "A: b\r\n")).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(20));
        caller.reads("/accounts");
    }

    /** It would hold one of the threads for as long as its client likes. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anAnswerThatIsTakenTooSlowlyIsEnded(boolean byteByByte) throws IOException {
        Map<String, String> much = new HashMap<>();
        for (int i = 0; i < 20; i++) {
            much.put("key" + i, "x".repeat(500));
        }
        for (int i = 0; i < 40; i++) {
            caller.post("/accounts", Map.of("name", "Large", "metadata", much)).expect(201);
        }
        URI address = URI.create(server.address());
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(4096);
            socket.connect(new InetSocketAddress(address.getHost(), address.getPort()));
            OutputStream out = socket.getOutputStream();
            out.write(("GET /api/v1/accounts?limit=200 HTTP/1.1\r\nHost: switchboard\r\nAuthorization: Bearer "
                            + caller.token() + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            Awaitility.await("the end of the connection")
                    .pollInterval(Duration.ofMillis(PACE_MILLIS))
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> (byteByByte && socket.getInputStream().readNBytes(A_LITTLE).length < A_LITTLE)
                            || isClosed(out));
        }
        caller.reads("/accounts?limit=1");
    }

    /** What is sent behind a request that is being answered waits at the server, as long as it has a server. */
    private static boolean isClosed(OutputStream out) throws IOException {
        try {
            out.write('\n');
            return false;
        } catch (SocketException closed) {
            return true;
        }
    }

    /** Begins a request and goes on drop by drop until the server closes the connection. */
    private Duration endsAfter(String begin, String drop) throws IOException {
        URI address = URI.create(server.address());
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(PACE_MILLIS);
            OutputStream out = socket.getOutputStream();
            out.write(begin.getBytes(StandardCharsets.US_ASCII));
            long begun = System.nanoTime();
            drips(socket.getInputStream(), out, drop.getBytes(StandardCharsets.US_ASCII));
            return Duration.ofNanos(System.nanoTime() - begun);
        }
    }

    /** Until the server closes the connection; a drop whenever nothing has come for a moment. */
    private static void drips(InputStream in, OutputStream out, byte[] drop) throws IOException {
        for (int drops = 0; drops < ENOUGH; drops++) {
            try {
                while (in.read() >= 0) {
                    // An answer, before the end.
                }
                return;
            } catch (SocketTimeoutException nothingYet) {
                try {
                    out.write(drop);
                } catch (SocketException closed) {
                    return;
                }
            } catch (SocketException closed) {
                return;
            }
        }
        throw new AssertionError("The server would have waited for the whole of it");
    }

    @Test
    void aBodyThatTakesAWhileIsTaken() {
        Reply reply = RawHttp.sendInChunks(
                server,
                "POST",
                "/accounts",
                Map.of("Content-Type", "application/json", "Authorization", "Bearer " + caller.token()),
                "{\"name\":\"In chunks\"}".getBytes(StandardCharsets.UTF_8));

        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
    }

    @Test
    void aLargeBodyIsTakenWithinALargeLimitAndRefusedBeyondIt() {
        Map<String, String> headers =
                Map.of("Content-Type", "application/json", "Authorization", "Bearer " + caller.token());
        String right = "{\"name\":\"Large\"}";
        byte[] large =
                (right + " ".repeat(SharedServerOnGuard.BODY_LIMIT - right.length())).getBytes(StandardCharsets.UTF_8);
        byte[] tooLarge = (right + " ".repeat(SharedServerOnGuard.BODY_LIMIT)).getBytes(StandardCharsets.UTF_8);

        Reply taken = RawHttp.sendInChunks(server, "POST", "/accounts", headers, large);
        Reply refused = RawHttp.sendInChunks(server, "POST", "/accounts", headers, tooLarge);

        assertThat(taken.status()).as(taken.text()).isEqualTo(201);
        refused.expect(413, "body-too-large");
    }

    /** It is the container that reads it, and not the application. */
    @Test
    void aFormInChunksIsTaken() {
        Reply reply = RawHttp.sendInChunks(
                server,
                "POST",
                "/oauth2/token",
                Map.of("Content-Type", "application/x-www-form-urlencoded"),
                "grant_type=nothing".getBytes(StandardCharsets.US_ASCII));

        assertThat(reply.status()).as(reply.text()).isEqualTo(400);
        assertThat(reply.json().get("error").asText()).isEqualTo("unsupported_grant_type");
    }

    @Test
    void aBodyThatWaitsToBeAskedForIsAskedForAndTaken() {
        byte[] body = "{\"name\":\"On demand\"}".getBytes(StandardCharsets.UTF_8);
        Reply reply = RawHttp.send(
                server,
                "POST",
                "/api/v1/accounts",
                Map.of(
                        "Content-Type",
                        "application/json",
                        "Authorization",
                        "Bearer " + caller.token(),
                        "Expect",
                        "100-continue",
                        "Content-Length",
                        String.valueOf(body.length)),
                body);

        // The answer comes after the interim one.
        assertThat(reply.status()).isEqualTo(100);
        assertThat(reply.text()).startsWith("HTTP/1.1 201 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"gzip, chunked", "identity", "chunked, chunked", "chunked;q=1", "\u000bchunked", "xchunked", ""})
    void aFramingThatProxiesReadDifferentlyIsRefused(String coding) {
        assertThat(status(Map.of("Transfer-Encoding", coding))).isEqualTo(400);
    }

    /** The container would take the first two for 0 and 1, and what follows for another request. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "18446744073709551616",
                "18446744073709551617",
                "9999999999999999999",
                "0x10",
                "+5",
                "-5",
                "5,5",
                ""
            })
    void aLengthThatIsNoneIsRefused(String length) {
        assertThat(status(Map.of("Content-Length", length))).isEqualTo(400);
    }

    @Test
    void whatIsNoHeaderOfHttpIsNotRead() {
        assertThat(status(Map.of("Transfer-Encoding", "chunked", "X-Content-Length", "x")))
                .isEqualTo(status(Map.of("Transfer-Encoding", "chunked")));
    }

    @Test
    void aLengthBesideChunksIsRefused() {
        assertThat(status(Map.of("Transfer-Encoding", "chunked", "Content-Length", "5")))
                .isEqualTo(400);
    }

    private int status(Map<String, String> framing) {
        return RawHttp.send(
                        server,
                        "POST",
                        "/api/v1/oauth2/token",
                        framing,
                        "5\r\nhello\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII))
                .status();
    }
}
