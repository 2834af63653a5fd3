// SPDX-License-Identifier: Apache-2.0
package io.switchboard.harness;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** A request whose body is sent as the test likes, over a connection of its own that the test can cut. */
public final class OpenRequest implements AutoCloseable {
    private static final Duration WHILE = Duration.ofMillis(1500);
    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final String HEAD_END = "\r\n\r\n";

    private final String name;
    private final Socket socket;

    private OpenRequest(String name, Socket socket) {
        this.name = name;
        this.socket = socket;
    }

    /**
     * Sends the head.
     *
     * @param path below {@code /api/v1}
     * @param headers all but the host
     */
    public static OpenRequest begin(ServerUnderTest server, String method, String path, Map<String, String> headers) {
        URI address = URI.create(server.address());
        Map<String, String> all = new TreeMap<>(headers);
        all.put("Host", address.getAuthority());
        all.put("Connection", "close");
        StringBuilder head = new StringBuilder(method + " /api/v1" + path + " HTTP/1.1\r\n");
        all.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("\r\n");
        try {
            Socket socket = new Socket(address.getHost(), address.getPort());
            socket.setSoTimeout((int) LIMIT.toMillis());
            socket.setTcpNoDelay(true);
            socket.getOutputStream().write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
            return new OpenRequest(method + " " + path, socket);
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        }
    }

    /** Sends a part of the body. */
    public void sends(byte[] bytes, int from, int to) {
        try {
            socket.getOutputStream().write(bytes, from, to - from);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    /** Sends a part of the body; whether the connection took it. */
    public boolean triesToSend(byte[] bytes, int from, int to) {
        try {
            socket.getOutputStream().write(bytes, from, to - from);
            return true;
        } catch (IOException gone) {
            return false;
        }
    }

    /** Reads an interim answer, its head alone. */
    public String interim() {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        try {
            while (!head.toString(StandardCharsets.ISO_8859_1).endsWith(HEAD_END)) {
                int next = socket.getInputStream().read();
                if (next < 0) {
                    throw new AssertionError(name + ": no answer but " + head);
                }
                head.write(next);
            }
            return head.toString(StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    /** So many bytes of the answer, or fewer where it ends before. */
    public byte[] reads(int bytes) {
        try {
            return socket.getInputStream().readNBytes(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    /** How many bytes come until the connection ends, whole or not. */
    public long readsToItsEnd() {
        return readsToItsEnd(OutputStream.nullOutputStream());
    }

    /** What comes until the connection ends, whole or not. */
    public byte[] readsRest() {
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        long unused = readsToItsEnd(rest);
        return rest.toByteArray();
    }

    private long readsToItsEnd(OutputStream into) {
        long read = 0;
        byte[] buffer = new byte[64 << 10];
        try {
            for (int more = socket.getInputStream().read(buffer); more >= 0; ) {
                into.write(buffer, 0, more);
                read += more;
                more = socket.getInputStream().read(buffer);
            }
            return read;
        } catch (java.net.SocketTimeoutException open) {
            throw new AssertionError(name + ": does not end after " + read + " bytes", open);
        } catch (IOException reset) {
            return read;
        }
    }

    /** From now on the system takes few bytes of the answer before they are read. */
    public void takesLittle() {
        try {
            socket.setReceiveBufferSize(64 << 10);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    /** Whether some of an answer has come. */
    public boolean hasAnAnswer() {
        try {
            return socket.getInputStream().available() > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    /** Whether nothing comes for a while. */
    public boolean isSilent() {
        try {
            socket.setSoTimeout((int) WHILE.toMillis());
            int next = socket.getInputStream().read();
            throw new AssertionError(name + ": " + (next < 0 ? "ended" : "has brought more"));
        } catch (java.net.SocketTimeoutException silent) {
            restorePatience();
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    private void restorePatience() {
        try {
            socket.setSoTimeout((int) LIMIT.toMillis());
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    /** The answer, which ends the connection. */
    public Reply finish() {
        try {
            return RawHttp.parse(name, socket.getInputStream().readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    /** Whether the server has ended the connection without an answer, after this test's patience at the latest. */
    public boolean isEndedWithoutAnAnswer() {
        try {
            return socket.getInputStream().read() < 0;
        } catch (java.net.SocketTimeoutException open) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    /** Cuts the connection as a device does that crashes: what comes for it is answered with a reset. */
    public void resets() {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
        close();
    }

    /** Cuts the connection. */
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }
}
