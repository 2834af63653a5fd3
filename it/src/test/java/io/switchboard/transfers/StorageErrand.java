// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers;

import io.switchboard.transfers.service.Bucket;
import io.switchboard.transfers.service.ContentKey;
import io.switchboard.transfers.service.ContentStore;
import io.switchboard.transfers.service.ContentStores;
import io.switchboard.transfers.service.Piece;
import io.switchboard.transfers.service.RunningDigest;
import io.switchboard.transfers.service.Segment;
import io.switchboard.transfers.service.StagedReader;
import io.switchboard.transfers.service.Staging;
import io.switchboard.transfers.service.StorageFullException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** What a JVM of its own does with a store, and says of it line by line, until it is done or killed. */
final class StorageErrand {
    static final String APPEND = "append";
    static final String KEEP = "keep";
    static final String FILL = "fill";
    static final String PASS = "pass";

    /** When everything is kept. */
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    static final UUID UPLOAD = new UUID(7, 7);
    static final int PIECE_BYTES = 600_001;

    private static final int BUFFER_BYTES = 64 << 10;

    private StorageErrand() {}

    /** The errand, a directory, and what it needs besides. */
    @SuppressWarnings("SystemOut") // it speaks to whoever started it
    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[1]);
        switch (arguments[0]) {
            case APPEND -> appends(new Staging(directory));
            case FILL -> fills(new Staging(directory));
            case KEEP -> keeps(new Staging(Path.of(arguments[2])), store(directory));
            case PASS -> {
                ContentStore store = arguments.length == 3 ? store(directory) : bucket(arguments[3], arguments[4]);
                passes(new Staging(directory.resolve("staged")), store, Long.parseLong(arguments[2]));
            }
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    static ContentStore store(Path directory) {
        return ContentStores.directory(directory, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static ContentStore bucket(String endpoint, String prefix) {
        return ContentStores.bucket(
                new Bucket(URI.create(endpoint), "us-east-1", "contents", prefix, true, "access", "secret"));
    }

    /** {@code forced N} when so many bytes are durable, without end. */
    private static void appends(Staging staging) throws Exception {
        try (Segment segment = staging.create(UPLOAD, 1)) {
            for (int i = 1; true; i++) {
                segment.append(new KnownBytes(1).from(segment.length(), BUFFER_BYTES));
                if (i % 3 == 0) {
                    say("forced " + segment.force());
                }
            }
        }
    }

    /** {@code full N} when there is no room beyond so many bytes, which are durable. */
    private static void fills(Staging staging) throws Exception {
        try (Segment segment = staging.create(UPLOAD, 1)) {
            try {
                while (true) {
                    segment.append(new KnownBytes(1).from(segment.length(), BUFFER_BYTES));
                }
            } catch (StorageFullException e) {
                say("full " + segment.force());
            }
        }
    }

    /** {@code keeping N} and {@code kept N}, for one content after the other, without end. */
    private static void keeps(Staging staging, ContentStore store) throws Exception {
        for (long number = 0; true; number++) {
            UUID upload = key(number).id();
            KnownBytes bytes = new KnownBytes(number);
            List<Piece> pieces = List.of(
                    bytes.receivedBy(staging, upload, 1, 0, PIECE_BYTES),
                    bytes.receivedBy(staging, upload, 2, PIECE_BYTES, PIECE_BYTES));
            say("keeping " + number);
            store.keep(key(number), staging.assemble(upload, 2, pieces));
            say("kept " + number);
            staging.discard(upload);
        }
    }

    static ContentKey key(long number) {
        return new ContentKey(new UUID(1, number));
    }

    /** {@code the same N} when so many bytes came through staging and the store with the digest that they had. */
    private static void passes(Staging staging, ContentStore store, long size) throws Exception {
        RunningDigest sent = RunningDigest.of("SHA-256");
        List<Piece> pieces = List.of(receive(staging, 1, size / 3, sent), receive(staging, 2, size - size / 3, sent));
        RunningDigest stored = RunningDigest.of("SHA-256");
        try (StagedReader reader = staging.read(pieces)) {
            check(sent, RunningDigest.over("SHA-256", reader));
        }
        store.keep(key(1), staging.assemble(UPLOAD, 2, pieces));
        staging.discard(UPLOAD);
        try (InputStream content = store.open(key(1), 0, size)) {
            byte[] buffer = new byte[BUFFER_BYTES];
            int read = content.read(buffer);
            while (read >= 0) {
                stored.update(ByteBuffer.wrap(buffer, 0, read));
                read = content.read(buffer);
            }
        }
        check(sent, stored);
        store.delete(key(1));
        store.close();
        say("the same " + stored.length());
    }

    private static Piece receive(Staging staging, long fence, long length, RunningDigest digest) throws IOException {
        ByteBuffer buffer = new KnownBytes(fence).from(0, BUFFER_BYTES);
        try (Segment segment = staging.create(UPLOAD, fence)) {
            while (segment.length() < length) {
                buffer.clear().limit((int) Math.min(BUFFER_BYTES, length - segment.length()));
                digest.update(buffer.duplicate());
                segment.append(buffer);
            }
            return new Piece(UPLOAD, fence, segment.force());
        }
    }

    private static void check(RunningDigest expected, RunningDigest found) {
        if (expected.length() != found.length() || !Arrays.equals(expected.value(), found.value())) {
            throw new IllegalStateException("Other bytes: " + found.length() + " of " + expected.length());
        }
    }

    @SuppressWarnings("SystemOut")
    private static void say(String line) {
        System.out.println(line);
    }
}
