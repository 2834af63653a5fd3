// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.harness.Caller;
import io.switchboard.harness.Data;
import io.switchboard.harness.Enterprise;
import io.switchboard.harness.OpenRequest;
import io.switchboard.harness.Reply;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.Sql;
import io.switchboard.harness.Terminal;
import io.switchboard.transfers.wire.Identification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A terminal that has declared data, and uploads them. */
final class Sending {
    static final int MIB = 1 << 20;
    private static final String BYTES = "application/offset+octet-stream";

    private final ServerUnderTest server;
    private final Terminal source;
    private final Terminal target;
    private final byte[] data;
    private final Identification code;
    private final String transfer;

    private Sending(Terminal source, Terminal target, byte[] data, Identification code) {
        this.server = source.server();
        this.source = source;
        this.target = target;
        this.data = data;
        this.code = code;
        this.transfer = source.post(
                        "/transfers",
                        Map.of(
                                "identification", Data.json(code),
                                "size", data.length,
                                "target", Map.of("accountId", target.account().id())))
                .expect(201)
                .json()
                .get("id")
                .asText();
    }

    /** So many bytes that nobody has sent before. */
    static Sending of(Enterprise enterprise, int size) {
        Data data = Data.random(size);
        return of(enterprise, data, data.code());
    }

    /** Data that are declared by a code that is not theirs. */
    static Sending ofWrongCode(Enterprise enterprise, int size) {
        return of(enterprise, new Data(new byte[size]), new Data(new byte[] {1}).code());
    }

    /** Data that are declared by this code. */
    static Sending of(Enterprise enterprise, Data data, Identification code) {
        Terminal source = enterprise.newAccount().enrolsTerminal();
        Terminal target = enterprise.newAccount().enrolsTerminal();
        return new Sending(source, target, data.bytes(), code);
    }

    /** The same data, by the same code and to the same target, from somebody else. */
    Sending declaredBy(Terminal other) {
        return new Sending(other, target, data, code);
    }

    static byte[] sha(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    ServerUnderTest server() {
        return server;
    }

    Terminal source() {
        return source;
    }

    Terminal target() {
        return target;
    }

    /** So many more terminals of the target, which have been offered it as well. */
    List<Terminal> moreTargets(int count) {
        int before = offered();
        List<Terminal> terminals = target.account().enrolsTerminals(count);
        Awaitility.await("they are offered it").atMost(Duration.ofSeconds(15)).until(() -> offered() == before + count);
        return terminals;
    }

    private int offered() {
        return source.reads(path()).get("deliveries").size();
    }

    byte[] data() {
        return data;
    }

    byte[] data(int from, int to) {
        return Arrays.copyOfRange(data, from, to);
    }

    /** The path of the transfer. */
    String path() {
        return "/transfers/" + transfer;
    }

    /** The path of the transfer's uploads. */
    String uploads() {
        return path() + "/uploads";
    }

    /** The path of the target's receipt. */
    String receipt() {
        return path() + "/receipt";
    }

    /** The right code of the data. */
    Map<String, String> identification() {
        return Map.of("algorithm", "sha-256", "digest", HexFormat.of().formatHex(sha("SHA-256", data)));
    }

    /** Begins an upload of the whole content; its path. */
    String begins() {
        return begins(Map.of("Upload-Length", Integer.toString(data.length)));
    }

    /** Begins an upload; its path. */
    String begins(Map<String, String> headers) {
        return path(creates(headers, null).expect(201));
    }

    /** Begins a part, and sends all of it; its path. */
    String sendsPart(int from, int to) {
        String part = begins(Map.of("Upload-Concat", "partial", "Upload-Length", Integer.toString(to - from)));
        sends(part, 0, data(from, to)).expect(204);
        return part;
    }

    /** Asks for an upload, whatever comes of it. */
    Reply creates(Map<String, String> headers, byte @org.jspecify.annotations.Nullable [] body) {
        Map<String, String> all = tus(headers);
        if (body != null) {
            all.put("Content-Type", BYTES);
        }
        return source.request("POST", uploads(), body, all);
    }

    /** The path that a creation tells, below the API's. */
    String path(Reply created) {
        String place = created.header("Location").orElseThrow();
        assertThat(place).startsWith(server.address() + "/api/v1" + uploads() + "/");
        return place.substring((server.address() + "/api/v1").length());
    }

    /** Sends bytes, whatever comes of it. */
    Reply sends(String upload, long offset, byte[] bytes) {
        return sends(upload, offset, bytes, Map.of());
    }

    /** Sends bytes with more headers, whatever comes of it. */
    Reply sends(String upload, long offset, byte[] bytes, Map<String, String> headers) {
        return source.request("PATCH", upload, bytes, patch(offset, headers));
    }

    /** Sends the rest. */
    void sendsRest(String upload, int offset) {
        sends(upload, offset, data(offset, data.length)).expect(204);
    }

    /** Begins to send the rest, over a connection of its own. */
    OpenRequest opens(String upload, int offset) {
        return opens(upload, offset, Map.of());
    }

    /** The same with more headers. */
    OpenRequest opens(String upload, int offset, Map<String, String> headers) {
        return opens(source, upload, offset, headers);
    }

    /** The same of another caller. */
    OpenRequest opens(Caller caller, String upload, int offset, Map<String, String> headers) {
        Map<String, String> all = patch(offset, headers);
        all.put("Authorization", "Bearer " + caller.token());
        if (!all.containsKey("Transfer-Encoding")) {
            all.put("Content-Length", Integer.toString(data.length - offset));
        }
        return OpenRequest.begin(server, "PATCH", upload, all);
    }

    private static Map<String, String> patch(long offset, Map<String, String> headers) {
        Map<String, String> all = tus(headers);
        all.put("Content-Type", BYTES);
        all.put("Upload-Offset", Long.toString(offset));
        return all;
    }

    static Map<String, String> tus(Map<String, String> headers) {
        Map<String, String> all = new HashMap<>(headers);
        all.putIfAbsent("Tus-Resumable", "1.0.0");
        return all;
    }

    /** Asks how far it is, whatever comes of it. */
    Reply asks(String upload) {
        return asks(source, upload);
    }

    /** Somebody asks how far it is, whatever comes of it. */
    static Reply asks(Caller caller, String upload) {
        return caller.request("HEAD", upload, null, tus(Map.of()));
    }

    /** Where it goes on: who asks overtakes whoever is sending its bytes. */
    int offset(String upload) {
        return Integer.parseInt(asks(upload).expect(200).header("Upload-Offset").orElseThrow());
    }

    /** How far it is, without a word to the server. */
    int durable(String upload) {
        return Integer.parseInt(Sql.rows(server, "select durable from transfer_upload where id = '" + id(upload) + "'")
                .get(0)
                .get("durable"));
    }

    /** Waits until so much is durable. */
    void awaitsOffset(String upload, int offset) {
        Awaitility.await("the offset " + offset)
                .atMost(Duration.ofSeconds(15))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> durable(upload) == offset);
    }

    /** The enterprise has no room left for contents. */
    void fillsTheStore() {
        Sql.run(server, "update storage_use set physical = 1099511627776" + ofEnterprise());
    }

    /** It has all of it again. */
    void emptiesTheStore() {
        Sql.run(server, "update storage_use set physical = 0" + ofEnterprise());
    }

    private String ofEnterprise() {
        return " where enterprise_id = '" + source.account().enterprise().id() + "'";
    }

    /** How far the server has the content. */
    String content() {
        return source.reads("/transfers/" + transfer).get("content").asText();
    }

    /** The content is stored, and it is what was sent; no bytes of uploads are left. */
    void isStored(String upload) {
        assertThat(content()).isEqualTo("stored");
        List<Path> kept = files("contents", id(upload));
        assertThat(kept).hasSize(1);
        try {
            assertThat(sha("SHA-256", Files.readAllBytes(kept.get(0)))).isEqualTo(sha("SHA-256", data));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(files("uploads", id(upload))).isEmpty();
    }

    /** Whether bytes of an upload are there. */
    boolean hasBytes(String upload) {
        return !files("uploads", id(upload)).isEmpty();
    }

    /** How many bytes of an upload are on the disk, whether they count or not. */
    long bytesOf(String upload) {
        try {
            long bytes = 0;
            for (Path file : files("uploads", id(upload))) {
                bytes += Files.size(file);
            }
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the server keeps the content. */
    Path stored(String upload) {
        return files("contents", id(upload)).get(0);
    }

    /** Whether the server's store has anything for an upload. */
    boolean isInStore(String upload) {
        return !files("contents", id(upload)).isEmpty();
    }

    private static String id(String upload) {
        return upload.substring(upload.lastIndexOf('/') + 1);
    }

    private List<Path> files(String directory, String id) {
        return files(server, directory, id);
    }

    /** The files of what has this id, in a directory of a server's data, whichever way it is made below that. */
    static List<Path> files(ServerUnderTest server, String directory, String id) {
        String name = id.replace("-", "");
        try (Stream<Path> all = Files.walk(server.data().resolve(directory))) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> file.toString().replaceAll("[-/]", "").contains(name))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
