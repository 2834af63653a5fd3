// SPDX-License-Identifier: Apache-2.0
package io.switchboard.harness;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;

/** A request whose head the application has read and whose body has not come yet. */
public final class RequestInFlight implements AutoCloseable {
    private static final int LIMIT_MILLIS = 30_000;
    private static final String CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n";

    private final String address;
    private final Socket socket;
    private final byte[] body;

    private RequestInFlight(String address, Socket socket, byte[] body) {
        this.address = address;
        this.socket = socket;
        this.body = body;
    }

    /**
     * Sends the head, and waits until the application asks for the body.
     *
     * @param address the server's URL
     * @param path from the root
     */
    public static RequestInFlight begin(
            String address, String method, String path, Map<String, String> headers, String body) {
        URI server = URI.create(address);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\n")
                .append("Host: ")
                .append(server.getAuthority())
                .append("\r\n")
                .append("Connection: close\r\nExpect: 100-continue\r\n")
                .append("Content-Length: ")
                .append(bytes.length)
                .append("\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("\r\n");
        try {
            Socket socket = new Socket(server.getHost(), server.getPort());
            socket.setSoTimeout(LIMIT_MILLIS);
            socket.getOutputStream().write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
            String said = head(socket.getInputStream());
            if (!said.equals(CONTINUE)) {
                throw new AssertionError("The application does not ask for the body: " + said);
            }
            return new RequestInFlight(address, socket, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    /** Waits until the server takes no new requests. */
    public void awaitsThatNoOthersAreServed() {
        Http others = new Http(address);
        Awaitility.await("the server takes no new requests")
                .atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> !isServed(others));
    }

    private static boolean isServed(Http others) {
        try {
            return others.send("GET", "/api/v1/oauth2/jwks", Map.of(), null).status() == 200;
        } catch (UncheckedIOException refused) {
            return false;
        }
    }

    /** Sends the body; the answer. */
    public Reply finish() {
        try {
            socket.getOutputStream().write(body);
            return RawHttp.parse(
                    "the request in flight", socket.getInputStream().readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
