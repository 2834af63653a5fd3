// SPDX-License-Identifier: Apache-2.0
package io.switchboard.harness;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;

/**
 * One kept connection that sends one POST after the other: what loads a server from the same machine and must take little of its time.
 * Not for several threads.
 */
public final class HttpConnection implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String LENGTH = "content-length:";

    private final Socket socket;
    private final InputStream in;
    private final String authority;

    /** Connects. */
    public HttpConnection(ServerUnderTest server) {
        URI address = URI.create(server.address());
        authority = address.getAuthority();
        try {
            socket = new Socket(address.getHost(), address.getPort());
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) LIMIT.toMillis());
            in = new BufferedInputStream(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(address.toString(), e);
        }
    }

    /**
     * Sends JSON with an idempotency key of its own, and reads the answer to its end.
     *
     * @param path below {@code /api/v1}
     * @throws AssertionError when it is answered with another status
     */
    public void post(String path, String token, String json, int expected) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        String head = "POST /api/v1" + path + " HTTP/1.1\r\nHost: " + authority + "\r\nAuthorization: Bearer " + token
                + "\r\nContent-Type: application/json\r\nIdempotency-Key: " + UUID.randomUUID() + "\r\nContent-Length: "
                + body.length + "\r\n\r\n";
        byte[] request = new byte[head.length() + body.length];
        System.arraycopy(head.getBytes(StandardCharsets.ISO_8859_1), 0, request, 0, head.length());
        System.arraycopy(body, 0, request, head.length(), body.length);
        try {
            socket.getOutputStream().write(request);
            int status = Integer.parseInt(line().split(" ", 3)[1]);
            int length = -1;
            for (String header = line(); !header.isEmpty(); header = line()) {
                String name = header.toLowerCase(Locale.ROOT);
                if (name.startsWith(LENGTH)) {
                    length = Integer.parseInt(name.substring(LENGTH.length()).strip());
                }
            }
            if (length < 0) {
                throw new AssertionError("An answer of unknown length to " + path);
            }
            String answer = new String(in.readNBytes(length), StandardCharsets.UTF_8);
            if (status != expected) {
                throw new AssertionError(path + ": expected " + expected + " and got " + status + "\n" + answer);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("The server has closed the connection after \"" + line + '"');
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
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
