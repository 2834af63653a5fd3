// SPDX-License-Identifier: Apache-2.0
package io.switchboard.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;

/**
 * Many terminals' channels on bare sockets, read by one thread, which only counts their messages: what they cost here must not hide
 * what they cost the server.
 */
public final class Crowd implements AutoCloseable {
    private static final int PING = 9;
    private static final int TEXT = 1;
    private static final int CLOSE = 8;

    private final Selector selector;
    private final List<SocketChannel> sockets = new CopyOnWriteArrayList<>();
    private final AtomicLong messages = new AtomicLong();
    private final AtomicLong ends = new AtomicLong();
    private volatile boolean over;

    public Crowd() {
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread reader = new Thread(this::read, "crowd");
        reader.setDaemon(true);
        reader.start();
    }

    /** One more WebSocket, with the terminal's token; the channel of the terminal is open when this returns. */
    public void join(Terminal terminal) {
        join(
                terminal,
                "channel",
                "HTTP/1.1 101",
                new Frames(),
                "Connection: Upgrade",
                "Upgrade: websocket",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: " + Base64.getEncoder().encodeToString(new byte[16]),
                "Sec-WebSocket-Protocol: " + Channel.SUBPROTOCOL);
    }

    /** The same as server-sent events. */
    public void joinAsStream(Terminal terminal) {
        join(terminal, "stream", "HTTP/1.1 200", new Lines(), "Accept: text/event-stream");
    }

    private void join(Terminal terminal, String kind, String expected, Signs signs, String... headers) {
        URI server = URI.create(terminal.server().address());
        try {
            SocketChannel socket = SocketChannel.open();
            socket.setOption(StandardSocketOptions.SO_RCVBUF, 16_384);
            socket.connect(new InetSocketAddress(server.getHost(), server.getPort()));
            String start = "GET /api/v1/mailbox/" + kind + " HTTP/1.1\r\nHost: " + server.getAuthority()
                    + "\r\nAuthorization: Bearer " + terminal.token() + "\r\n";
            socket.write(ByteBuffer.wrap(
                    (start + String.join("\r\n", headers) + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII)));
            head(socket, expected);
            socket.configureBlocking(false);
            sockets.add(socket);
            socket.register(selector, SelectionKey.OP_READ, signs);
            selector.wakeup();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Byte by byte, so that nothing of the first message is taken. */
    private static void head(SocketChannel socket, String expected) throws IOException {
        StringBuilder head = new StringBuilder();
        ByteBuffer one = ByteBuffer.allocate(1);
        while (!head.toString().endsWith("\r\n\r\n")) {
            one.clear();
            if (socket.read(one) < 0) {
                break;
            }
            head.append((char) one.get(0));
        }
        if (!head.toString().startsWith(expected)) {
            throw new AssertionError("The server refused a channel: " + head);
        }
    }

    /** How many messages have come to all of them. */
    public long messages() {
        return messages.get();
    }

    /** How many connections the server has ended. */
    public long ends() {
        return ends.get();
    }

    /** Waits until so many messages have come to all of them together. */
    public void awaits(long count, Duration patience) {
        Awaitility.await("messages to all: " + count)
                .atMost(patience)
                .pollInterval(Duration.ofMillis(5))
                .until(this::messages, came -> came >= count);
    }

    private void read() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(65_536);
        try {
            while (!over) {
                selector.select(key -> take(key, buffer), 100);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void take(SelectionKey key, ByteBuffer buffer) {
        SocketChannel socket = (SocketChannel) key.channel();
        Signs signs = (Signs) key.attachment();
        buffer.clear();
        try {
            if (socket.read(buffer) < 0) {
                ends.incrementAndGet();
                socket.close();
                return;
            }
            buffer.flip();
            while (buffer.hasRemaining()) {
                int whole = signs.take(buffer);
                if (whole == TEXT) {
                    messages.incrementAndGet();
                } else if (whole == PING) {
                    socket.write(ByteBuffer.wrap(new byte[] {(byte) 0x8a, (byte) 0x80, 0, 0, 0, 0}));
                } else if (whole == CLOSE) {
                    ends.incrementAndGet();
                    socket.close();
                    return;
                }
            }
        } catch (IOException e) {
            ends.incrementAndGet();
            key.cancel();
        }
    }

    @Override
    public void close() {
        over = true;
        selector.wakeup();
        try {
            for (SocketChannel socket : sockets) {
                socket.close();
            }
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What one connection says. */
    private interface Signs {
        /** Reads on up to the next end of a message, whose opcode in a WebSocket this is; -1 when none ends here. */
        int take(ByteBuffer bytes);
    }

    /** A stream's messages, told by how their data begins, which no chunk of the server's parts. */
    private static final class Lines implements Signs {
        private static final byte[] BEGINNING = "data: {".getBytes(StandardCharsets.US_ASCII);

        private int matched;

        @Override
        public int take(ByteBuffer bytes) {
            while (bytes.hasRemaining()) {
                byte next = bytes.get();
                matched = next == BEGINNING[matched] ? matched + 1 : next == BEGINNING[0] ? 1 : 0;
                if (matched == BEGINNING.length) {
                    matched = 0;
                    return TEXT;
                }
            }
            return -1;
        }
    }

    /** The frames of one WebSocket (RFC 6455 section 5.2), unmasked as a server's are, however they are cut. */
    private static final class Frames implements Signs {
        private int header;
        private int opcode;
        private int lengthBytes;
        private long length;

        @Override
        public int take(ByteBuffer bytes) {
            while (bytes.hasRemaining()) {
                if (header == 0) {
                    opcode = bytes.get() & 0x0f;
                    header = 1;
                } else if (header == 1) {
                    int said = bytes.get() & 0x7f;
                    lengthBytes = said == 126 ? 2 : said == 127 ? 8 : 0;
                    length = lengthBytes == 0 ? said : 0;
                    header = 2;
                } else if (lengthBytes > 0) {
                    length = (length << 8) | (bytes.get() & 0xff);
                    lengthBytes--;
                } else {
                    int skipped = (int) Math.min(length, bytes.remaining());
                    bytes.position(bytes.position() + skipped);
                    length -= skipped;
                }
                if (header == 2 && lengthBytes == 0 && length == 0) {
                    header = 0;
                    return opcode;
                }
            }
            return -1;
        }
    }
}
