// SPDX-License-Identifier: Apache-2.0
package io.switchboard.harness;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.awaitility.Awaitility;

/** A terminal's channel, or another answer, on a bare socket with a small buffer that nobody reads, so that the server's sends block soon. */
public final class SleepyReader implements AutoCloseable {
    private static final int BUFFER = 4096;
    private static final int PATIENCE_MILLIS = 15_000;

    private final Socket socket;

    private SleepyReader(Socket socket) {
        this.socket = socket;
    }

    /** Opens the channel from the last acknowledged position on, and reads nothing but the handshake. */
    public static SleepyReader open(Terminal terminal) {
        return open(
                terminal,
                "/mailbox/channel?ticket=" + terminal.ticket(),
                "HTTP/1.1 101",
                "Connection: Upgrade",
                "Upgrade: websocket",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: " + Base64.getEncoder().encodeToString(new byte[16]),
                "Sec-WebSocket-Protocol: " + Channel.SUBPROTOCOL);
    }

    /** The same as server-sent events; reads nothing but the head of the answer. */
    public static SleepyReader openStream(Terminal terminal) {
        return open(
                terminal, "/mailbox/stream?ticket=" + terminal.ticket(), "HTTP/1.1 200", "Accept: text/event-stream");
    }

    /**
     * Asks for something large; reads nothing but the head of the answer.
     *
     * @param path below {@code /api/v1}, with the query
     */
    public static SleepyReader openAnswer(Caller caller, String path, String mediaType) {
        return open(caller, path, "HTTP/1.1 200", "Accept: " + mediaType, "Authorization: Bearer " + caller.token());
    }

    private static SleepyReader open(Caller caller, String path, String expected, String... headers) {
        URI server = URI.create(caller.server().address());
        Socket socket = new Socket();
        try {
            socket.setReceiveBufferSize(BUFFER);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(new InetSocketAddress(server.getHost(), server.getPort()));
            String start = "GET /api/v1" + path + " HTTP/1.1\r\nHost: " + server.getAuthority() + "\r\n";
            socket.getOutputStream()
                    .write((start + String.join("\r\n", headers) + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            String status = head(socket.getInputStream());
            if (!status.startsWith(expected)) {
                throw new AssertionError("The server refused " + path + ": " + status);
            }
            return new SleepyReader(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.US_ASCII);
    }

    /** Reads nothing for so long: what is tested is that time passes without a reader. */
    public void sleepsFor(Duration time) {
        long until = System.nanoTime() + time.toNanos();
        Awaitility.await()
                .atMost(time.plusSeconds(10))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> System.nanoTime() > until);
    }

    /**
     * Reads what is still there, up to the end of the connection.
     *
     * @return how many whole events came
     */
    public long drain() {
        long events = 0;
        try {
            InputStream in = socket.getInputStream();
            while (true) {
                int first = in.read();
                int length = first < 0 ? -1 : payloadLength(in);
                if (length < 0 || in.readNBytes(length).length < length || (first & 0x0f) == 8) {
                    // The end, in the middle of a message or with a close frame.
                    return events;
                }
                events++;
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("The server has not closed the channel; " + events + " events came", e);
        } catch (IOException e) {
            // Reset: closed with unsent bytes, which is an end as well.
            return events;
        }
    }

    /**
     * Reads what is still there of a stream, up to the end of the connection.
     *
     * @return how many events of the mailbox began
     */
    public long drainStream() {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(text);
        } catch (SocketTimeoutException e) {
            throw new AssertionError("The server has not closed the stream", e);
        } catch (IOException cut) {
            // Reset: closed with unsent bytes, which is an end as well.
        }
        return text.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("id: "))
                .count();
    }

    private static int payloadLength(InputStream in) throws IOException {
        int length = in.read() & 0x7f;
        if (length == 126) {
            return (in.read() << 8) | in.read();
        }
        if (length == 127) {
            throw new IOException("a message longer than 64 KiB");
        }
        return length;
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
