// SPDX-License-Identifier: Apache-2.0
package io.switchboard.harness;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;

/** A request whose answer the server is writing, to a client that has read its head only and has room for little more. */
public final class RequestInFlight implements AutoCloseable {
    private static final int LIMIT_MILLIS = 30_000;
    private static final int LITTLE = 4096;

    private final String address;
    private final Socket socket;
    private final ByteArrayOutputStream answer = new ByteArrayOutputStream();

    private RequestInFlight(String address, Socket socket) {
        this.address = address;
        this.socket = socket;
    }

    /**
     * Asks, and waits until the answer begins.
     *
     * @param server one with a small {@link ServerUnderTest#SEND_BUFFER}
     * @param path below {@code /api/v1}, of something that is larger than all buffers between
     */
    public static RequestInFlight begin(ServerUnderTest server, Caller caller, String path) {
        URI address = URI.create(server.address());
        String head = "GET /api/v1" + path + " HTTP/1.1\r\nHost: " + address.getAuthority()
                + "\r\nAuthorization: Bearer " + caller.token() + "\r\nConnection: close\r\n\r\n";
        try {
            Socket socket = new Socket();
            socket.setReceiveBufferSize(LITTLE);
            socket.connect(new InetSocketAddress(address.getHost(), address.getPort()));
            socket.setSoTimeout(LIMIT_MILLIS);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            RequestInFlight request = new RequestInFlight(server.address(), socket);
            request.readsTheHead();
            return request;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void readsTheHead() throws IOException {
        while (!answer.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new AssertionError("No answer: " + answer);
            }
            answer.write(next);
        }
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

    /** Reads the rest; the whole answer. */
    public Reply finish() {
        try {
            socket.getInputStream().transferTo(answer);
            return RawHttp.parse("the request in flight", answer.toByteArray());
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
