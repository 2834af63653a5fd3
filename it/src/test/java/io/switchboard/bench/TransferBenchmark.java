// SPDX-License-Identifier: Apache-2.0
package io.switchboard.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.switchboard.harness.Account;
import io.switchboard.harness.Enterprise;
import io.switchboard.harness.LongData;
import io.switchboard.harness.Nginx;
import io.switchboard.harness.OnPostgresqlOnly;
import io.switchboard.harness.Processes;
import io.switchboard.harness.Processes.CpuTime;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.Terminal;
import io.switchboard.harness.Together;
import io.switchboard.harness.Tool;
import io.switchboard.shared.service.WireJson;
import io.switchboard.transfers.wire.ChallengeView;
import io.switchboard.transfers.wire.Identification;
import io.switchboard.transfers.wire.IdentificationRule;
import io.switchboard.transfers.wire.PossessionProof;
import io.switchboard.transfers.wire.TransferId;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Contents of 1 GiB: uploaded and fetched, beside nginx, which takes and gives the same file on the same disk and knows no digest; sent a
 * second time, beside one of 1 MiB; and fetched while they are uploaded. One client, one connection. The medians of the turns count, after
 * one that does not.
 */
@OnPostgresqlOnly
class TransferBenchmark {
    private static final int BLOCKS = Integer.getInteger("switchboard.bench.mebibytes", 1024);
    private static final int TURNS = Integer.getInteger("switchboard.bench.turns", 3);
    private static final int DUPLICATES = 11;
    private static final int PIECE = 8 << 20;
    private static final String API = "/api/v1";

    private final ServerUnderTest server = ServerUnderTest.start();
    private final Nginx nginx = Nginx.start();
    private final List<LongData> contents = new ArrayList<>(LongData.different(3 * (TURNS + 1) + 1, BLOCKS));
    private final Enterprise enterprise = server.newEnterprise();
    private final Terminal source = enterprise.newAccount().enrolsTerminal();
    private final Terminal target = enterprise.newAccount().enrolsTerminal();
    private Path file = Path.of("");

    @BeforeEach
    void writeFile() throws IOException {
        file = contents.get(0).writtenTo(nginx.file("content"));
    }

    @AfterEach
    void end() throws IOException {
        nginx.close();
        server.close();
        try (Stream<Path> left = Files.walk(server.data().resolve("contents"))) {
            for (Path content : left.filter(Files::isRegularFile).toList()) {
                Files.delete(content);
            }
        }
    }

    /** What was measured turn by turn, and what the server's processes took for it. */
    private static final class Measured {
        private final List<Double> seconds = new ArrayList<>();
        private CpuTime used = CpuTime.NONE;

        double median() {
            return seconds.stream().sorted().toList().get(seconds.size() / 2);
        }

        /** Of the server's JVM, for each turn. */
        double cpu() {
            return used.ofServer().toNanos() / 1e9 / seconds.size();
        }
    }

    private interface Work {
        void carryOut() throws IOException;
    }

    @Test
    void longContents() throws IOException {
        Map<String, Measured> all = new HashMap<>();
        for (int turn = 0; turn <= TURNS; turn++) {
            boolean counts = turn > 0;
            String one = declares(source, next());
            measure(all, counts, "upload", () -> uploads(one, BLOCKS * LongData.BLOCK));
            measure(all, counts, "download", () -> downloads(server.address(), API + one + "/content", target));
            String pieces = declares(source, next());
            measure(all, counts, "pieces", () -> uploads(pieces, PIECE));
            measure(all, counts, "put", () -> puts(false));
            measure(all, counts, "put and force", () -> puts(true));
            measure(all, counts, "get", () -> downloads(nginx.address().toString(), "/content", null));
            measure(
                    all,
                    counts,
                    "sha256sum",
                    () -> Tool.required("sha256sum", "coreutils").run(file.toString()));
            measure(all, counts, "dd", this::copies);
        }
        Report report = new Report("transfers", "Switchboard", "nginx", "ratio");
        row(report, "upload in one request", all, "upload", "put");
        row(report, "upload in pieces of 8 MiB", all, "pieces", "put");
        row(report, "upload in one request; nginx, and the file forced to the disk", all, "upload", "put and force");
        row(report, "download", all, "download", "get");
        report.row("`sha256sum` of the file", rate(all, "sha256sum"), "", "");
        report.row("`dd conv=fsync` of the file", rate(all, "dd"), "", "");
        for (String what : List.of("upload", "pieces", "download")) {
            report.row(
                    "processor time of the server's JVM: " + what,
                    String.format(Locale.ROOT, "%.2f s", of(all, what).cpu()),
                    "",
                    "");
        }
        report.tell();
    }

    private LongData next() throws IOException {
        LongData data = contents.remove(0);
        try (FileChannel to = FileChannel.open(file, StandardOpenOption.WRITE)) {
            to.write(ByteBuffer.wrap(data.block(BLOCKS - 1)), data.size() - LongData.BLOCK);
        }
        return data;
    }

    private void measure(Map<String, Measured> all, boolean counts, String what, Work work) throws IOException {
        CpuTime before = Processes.of(server);
        long begun = System.nanoTime();
        work.carryOut();
        double seconds = (System.nanoTime() - begun) / 1e9;
        if (counts) {
            Measured measured = all.computeIfAbsent(what, absent -> new Measured());
            measured.seconds.add(seconds);
            measured.used = measured.used.plus(Processes.of(server).since(before));
        }
    }

    private static Measured of(Map<String, Measured> all, String what) {
        return all.getOrDefault(what, new Measured());
    }

    private static String rate(Map<String, Measured> all, String what) {
        double seconds = of(all, what).median();
        return String.format(Locale.ROOT, "%.2f s, %.0f MiB/s", seconds, BLOCKS / seconds);
    }

    private static void row(Report report, String name, Map<String, Measured> all, String ours, String theirs) {
        report.row(
                name,
                rate(all, ours),
                rate(all, theirs),
                String.format(
                        Locale.ROOT,
                        "%.2f",
                        of(all, theirs).median() / of(all, ours).median()));
    }

    /** Declares it; the path of the transfer. */
    private String declares(Terminal from, LongData data) {
        return "/transfers/"
                + from.post("/transfers", data.to(target.account()))
                        .expect(201)
                        .json()
                        .get("id")
                        .asText();
    }

    private void uploads(String transfer, int piece) throws IOException {
        try (BulkConnection connection = new BulkConnection(URI.create(server.address()));
                FileChannel bytes = FileChannel.open(file)) {
            String place = begins(connection, transfer);
            for (long from = 0; from < bytes.size(); from += piece) {
                connection
                        .sends(
                                "PATCH",
                                place,
                                upload(Map.of(
                                        "Content-Type",
                                        "application/offset+octet-stream",
                                        "Upload-Offset",
                                        Long.toString(from))),
                                bytes,
                                from,
                                Math.min(piece, bytes.size() - from))
                        .expect(204);
            }
        }
    }

    private String begins(BulkConnection connection, String transfer) throws IOException {
        Map<String, String> headers = upload(Map.of("Upload-Length", Long.toString(Files.size(file))));
        headers.put("Idempotency-Key", UUID.randomUUID().toString());
        String place = connection
                .asks("POST", API + transfer + "/uploads", headers, new byte[0])
                .expect(201)
                .headers()
                .getOrDefault("location", "");
        return URI.create(place).getPath();
    }

    private Map<String, String> upload(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(more);
        all.put("Authorization", "Bearer " + source.token());
        all.put("Tus-Resumable", "1.0.0");
        return all;
    }

    private static BulkConnection.Answer downloads(String address, String path, @Nullable Terminal by) {
        try (BulkConnection connection = new BulkConnection(URI.create(address))) {
            BulkConnection.Answer answer = connection
                    .asks(
                            "GET",
                            path,
                            by == null ? Map.of() : Map.of("Authorization", "Bearer " + by.token()),
                            new byte[0])
                    .expect(200);
            if (answer.length() != (long) BLOCKS * LongData.BLOCK) {
                throw new AssertionError("only " + answer.length() + " bytes");
            }
            return answer;
        }
    }

    private void puts(boolean force) throws IOException {
        try (BulkConnection connection = new BulkConnection(nginx.address());
                FileChannel bytes = FileChannel.open(file)) {
            connection.sends("PUT", "/put", Map.of(), bytes, 0, bytes.size()).expect(201);
        }
        if (force) {
            try (FileChannel put = FileChannel.open(nginx.file("put"), StandardOpenOption.WRITE)) {
                put.force(true);
            }
        }
        Files.delete(nginx.file("put"));
    }

    private void copies() throws IOException {
        Path copy = nginx.file("copy");
        Tool.required("dd", "coreutils").run("if=" + file, "of=" + copy, "bs=1M", "conv=fsync", "status=none");
        Files.delete(copy);
    }

    /** Somebody else sends what the server has: what it costs him, and when the target has its first byte. */
    @Test
    void duplicates() throws IOException {
        Report report = new Report("duplicates", "of 1 GiB", "of 1 MiB", "ratio");
        Duplicate large = duplicates(next());
        Duplicate small = duplicates(LongData.random(1));
        report.row(
                "from the declaration to its being there for the target",
                large.stored().toString(),
                small.stored().toString(),
                String.format(
                        Locale.ROOT,
                        "%.2f",
                        large.stored().median() / small.stored().median()));
        report.row(
                "from the declaration to the target's first byte",
                large.firstByte().toString(),
                small.firstByte().toString(),
                String.format(
                        Locale.ROOT,
                        "%.2f",
                        large.firstByte().median() / small.firstByte().median()));
        report.row("bytes that the source sends, heads and all", large.sent() + " bytes", small.sent() + " bytes", "");
        report.tell();
    }

    private record Duplicate(Latencies stored, Latencies firstByte, long sent) {}

    private Duplicate duplicates(LongData data) throws IOException {
        Path bytes = data.blocks() == BLOCKS ? file : data.writtenTo(nginx.file("small"));
        Path before = file;
        file = bytes;
        uploads(declares(source, data), PIECE);
        file = before;
        List<Long> stored = new ArrayList<>();
        List<Long> firstBytes = new ArrayList<>();
        long sent = 0;
        for (int i = 0; i < 2 * DUPLICATES; i++) {
            Terminal other = enterprise.newAccount().enrolsTerminal();
            String token = "Bearer " + other.token();
            String targets = "Bearer " + target.token();
            try (BulkConnection connection = new BulkConnection(URI.create(server.address()));
                    BulkConnection reading = new BulkConnection(URI.create(server.address()))) {
                long begun = System.nanoTime();
                JsonNode transfer = posts(connection, token, "/transfers", data.to(target.account()), 201);
                String path = "/transfers/" + transfer.get("id").asText();
                String proof = proof(transfer, other.account(), data, bytes);
                posts(connection, token, path + "/proof", Map.of("proof", proof), 200);
                long there = System.nanoTime();
                BulkConnection.Answer first = reading.asks(
                                "GET",
                                API + path + "/content",
                                Map.of("Authorization", targets, "Range", "bytes=0-0"),
                                new byte[0])
                        .expect(206);
                if (i >= DUPLICATES) {
                    stored.add(there - begun);
                    firstBytes.add(first.firstByte() - begun);
                    sent = connection.sent();
                }
            }
        }
        return new Duplicate(Latencies.ofNanos(stored), Latencies.ofNanos(firstBytes), sent);
    }

    private static JsonNode posts(
            BulkConnection connection, String token, String path, Map<String, Object> body, int expected)
            throws IOException {
        ObjectMapper json = WireJson.mapper();
        Map<String, String> headers = Map.of(
                "Authorization",
                token,
                "Content-Type",
                "application/json",
                "Idempotency-Key",
                UUID.randomUUID().toString());
        return json.readTree(connection
                .asks("POST", API + path, headers, json.writeValueAsBytes(body))
                .expect(expected)
                .text());
    }

    private String proof(JsonNode transfer, Account from, LongData data, Path bytes) throws IOException {
        return PossessionProof.compute(
                WireJson.mapper().treeToValue(transfer.get("challenge"), ChallengeView.class),
                new PossessionProof.Subject(
                        server.address(),
                        new TransferId(transfer.get("id").asText()),
                        new Identification(IdentificationRule.SHA_256, data.digest()),
                        data.size(),
                        from.id(),
                        target.account().id()),
                (position, length) -> part(bytes, position));
    }

    private static InputStream part(Path file, long position) throws IOException {
        return Channels.newInputStream(FileChannel.open(file).position(position));
    }

    /** The target reads while the source uploads. */
    @Test
    void cutThrough() throws IOException {
        List<Long> firstBytes = new ArrayList<>();
        List<Long> wholes = new ArrayList<>();
        List<Long> after = new ArrayList<>();
        List<Long> plain = new ArrayList<>();
        for (int turn = 0; turn <= TURNS; turn++) {
            String alone = declares(source, next());
            long plainBegun = System.nanoTime();
            uploads(alone, BLOCKS * LongData.BLOCK);
            long plainTaken = System.nanoTime() - plainBegun;
            String transfer = declares(source, next());
            long begun = System.nanoTime();
            try (Together threads = new Together(1)) {
                Future<Long> uploaded = threads.meanwhile(() -> {
                    uploads(transfer, BLOCKS * LongData.BLOCK);
                    return System.nanoTime();
                });
                awaitUploading(transfer);
                BulkConnection.Answer answer = downloads(server.address(), API + transfer + "/content", target);
                long read = System.nanoTime();
                long written = Together.result(uploaded);
                if (turn > 0) {
                    plain.add(plainTaken);
                    firstBytes.add(answer.firstByte() - begun);
                    wholes.add(written - begun);
                    after.add(Math.max(0, read - written));
                }
            }
        }
        Report report = new Report("cut-through", "read while it is uploaded", "uploaded alone", "ratio");
        report.row(
                "from the beginning of the upload to the target's first byte",
                seconds(firstBytes),
                seconds(plain) + " to its end, before which there is none",
                ratio(firstBytes, plain));
        report.row("the whole upload", seconds(wholes), seconds(plain), ratio(wholes, plain));
        report.row("from the upload's end to the target's last byte", seconds(after), "", "");
        report.tell();
    }

    private void awaitUploading(String transfer) {
        Awaitility.await("the upload has begun")
                .atMost(Duration.ofSeconds(15))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> !target.reads(transfer).get("content").asText().equals("declared"));
    }

    private static double median(List<Long> nanos) {
        return Latencies.ofNanos(nanos).median() / 1e3;
    }

    private static String seconds(List<Long> nanos) {
        return String.format(Locale.ROOT, "%.2f s", median(nanos));
    }

    private static String ratio(List<Long> nanos, List<Long> limit) {
        return String.format(Locale.ROOT, "%.2f", median(nanos) / median(limit));
    }
}
