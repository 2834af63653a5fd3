// SPDX-License-Identifier: Apache-2.0
package io.switchboard.bench;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * One kept connection for bodies of any size that takes as little of this machine as can be: files are sent by the system itself, and what
 * comes is thrown away. Not for several threads.
 */
final class BulkConnection implements AutoCloseable {
    private static final int BUFFER = 1 << 20;
    private static final int KEPT = 1 << 20;

    private final SocketChannel socket;
    private final String authority;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER).limit(0);
    private long sent;

    /**
     * What came.
     *
     * @param headers by their names in lower case
     * @param length of the body in bytes
     * @param firstByte when its first byte was here, as {@link System#nanoTime} counts
     * @param begin the first of its bytes, a megabyte at most
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Answer(int status, Map<String, String> headers, long length, long firstByte, byte[] begin) {
        Answer expect(int expected) {
            if (status != expected) {
                throw new AssertionError("expected " + expected + " and got " + status + "\n" + text());
            }
            return this;
        }

        String text() {
            return new String(begin, StandardCharsets.UTF_8);
        }
    }

    BulkConnection(URI address) {
        authority = address.getAuthority();
        try {
            socket = SocketChannel.open(new InetSocketAddress(address.getHost(), address.getPort()));
            socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
        } catch (IOException e) {
            throw new UncheckedIOException(address.toString(), e);
        }
    }

    /** How many bytes of requests have gone, heads and bodies. */
    long sent() {
        return sent;
    }

    /** Sends a request with a body that is in memory, and reads the answer to its end. */
    Answer asks(String method, String path, Map<String, String> headers, byte[] body) {
        try {
            head(method, path, headers, body.length);
            write(ByteBuffer.wrap(body));
            return answer();
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        }
    }

    /** Sends a part of a file, and reads the answer to its end. */
    Answer sends(String method, String path, Map<String, String> headers, FileChannel file, long from, long length) {
        try {
            begins(method, path, headers, file, from, length);
            return answer();
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        }
    }

    private void begins(
            String method, String path, Map<String, String> headers, FileChannel file, long from, long length)
            throws IOException {
        head(method, path, headers, length);
        for (long done = 0; done < length; ) {
            done += file.transferTo(from + done, length - done, socket);
        }
        sent += length;
    }

    private void head(String method, String path, Map<String, String> headers, long length) throws IOException {
        Map<String, String> all = new TreeMap<>(headers);
        all.put("Host", authority);
        all.put("Content-Length", Long.toString(length));
        StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
        all.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        write(ByteBuffer.wrap(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1)));
    }

    private void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            sent += socket.write(bytes);
        }
    }

    private Answer answer() throws IOException {
        int status = Integer.parseInt(line().split(" ", 3)[1]);
        Map<String, String> headers = new TreeMap<>();
        for (String header = line(); !header.isEmpty(); header = line()) {
            int colon = header.indexOf(':');
            headers.put(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).strip());
        }
        long length = status == 204 ? 0 : Long.parseLong(headers.getOrDefault("content-length", "0"));
        byte[] begin = new byte[(int) Math.min(length, KEPT)];
        long firstByte = 0;
        for (long read = 0; read < length; ) {
            if (!buffer.hasRemaining()) {
                fill();
            }
            if (read == 0) {
                firstByte = System.nanoTime();
            }
            int there = (int) Math.min(buffer.remaining(), length - read);
            if (read < begin.length) {
                buffer.get(buffer.position(), begin, (int) read, (int) Math.min(there, begin.length - read));
            }
            buffer.position(buffer.position() + there);
            read += there;
        }
        return new Answer(status, headers, length, firstByte, begin);
    }

    private String line() throws IOException {
        byte[] line = new byte[8192];
        int length = 0;
        while (true) {
            if (!buffer.hasRemaining()) {
                fill();
            }
            byte next = buffer.get();
            if (next == '\n') {
                return new String(Arrays.copyOf(line, length), StandardCharsets.ISO_8859_1).strip();
            }
            line[length++] = next;
        }
    }

    private void fill() throws IOException {
        buffer.clear();
        int read = socket.read(buffer);
        buffer.flip();
        if (read < 0) {
            throw new EOFException("The server has closed the connection");
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
