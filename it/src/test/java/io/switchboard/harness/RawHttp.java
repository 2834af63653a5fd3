// SPDX-License-Identifier: Apache-2.0
package io.switchboard.harness;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** HTTP/1.1 as nobody's library sends it, one request a connection: bodies in chunks, and paths as they are. */
public final class RawHttp {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int CHUNK = 8_000;
    private static final byte[] LINE_END = {'\r', '\n'};

    private RawHttp() {}

    /**
     * Sends a request whose body's length is not announced.
     *
     * @param path below {@code /api/v1}
     */
    public static Reply sendInChunks(
            ServerUnderTest server, String method, String path, Map<String, String> headers, byte[] body) {
        Map<String, String> all = new TreeMap<>(headers);
        all.put("Transfer-Encoding", "chunked");
        ByteArrayOutputStream chunks = new ByteArrayOutputStream();
        for (int from = 0; from < body.length; from += CHUNK) {
            byte[] chunk = Arrays.copyOfRange(body, from, Math.min(body.length, from + CHUNK));
            chunks.writeBytes(latin(Integer.toHexString(chunk.length) + "\r\n"));
            chunks.writeBytes(chunk);
            chunks.writeBytes(LINE_END);
        }
        chunks.writeBytes(latin("0\r\n\r\n"));
        return send(server, method, "/api/v1" + path, all, chunks.toByteArray());
    }

    /**
     * Sends a request as it is, with the server's own name as its host unless the headers say another.
     *
     * @param path from the root, not looked at
     * @param body what follows the head, not looked at
     */
    public static Reply send(
            ServerUnderTest server, String method, String path, Map<String, String> headers, byte[] body) {
        URI address = URI.create(server.address());
        StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
        Map<String, String> all = new TreeMap<>(headers);
        all.putIfAbsent("Host", address.getAuthority());
        all.put("Connection", "close");
        all.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("\r\n");
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout((int) LIMIT.toMillis());
            write(socket.getOutputStream(), latin(head.toString()), body);
            return parse(method + " " + path, socket.getInputStream().readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        }
    }

    /** A server that refuses a body need not read it to the end. */
    private static void write(OutputStream out, byte[] head, byte[] body) throws IOException {
        out.write(head);
        try {
            out.write(body);
            out.flush();
        } catch (IOException refusedMeanwhile) {
            return;
        }
    }

    static Reply parse(String request, byte[] answer) throws IOException {
        String text = new String(answer, StandardCharsets.ISO_8859_1);
        int headEnd = text.indexOf("\r\n\r\n");
        if (headEnd < 0) {
            throw new IOException(request + ": no answer: " + text);
        }
        List<String> lines = text.substring(0, headEnd).lines().toList();
        int status = Integer.parseInt(lines.get(0).substring(9, 12));
        Map<String, List<String>> headers = new TreeMap<>();
        for (String line : lines.subList(1, lines.size())) {
            int colon = line.indexOf(':');
            headers.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        byte[] rest = Arrays.copyOfRange(answer, headEnd + 4, answer.length);
        boolean chunked = headers.getOrDefault("transfer-encoding", List.of()).contains("chunked");
        return new Reply(
                request, status, HttpHeaders.of(headers, (name, value) -> true), chunked ? joined(rest) : rest);
    }

    private static byte[] joined(byte[] chunks) {
        String text = new String(chunks, StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int at = 0;
        while (true) {
            int lineEnd = text.indexOf("\r\n", at);
            int length = Integer.parseInt(text.substring(at, lineEnd).strip(), 16);
            if (length == 0) {
                return body.toByteArray();
            }
            body.write(chunks, lineEnd + 2, length);
            at = lineEnd + 2 + length + 2;
        }
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
