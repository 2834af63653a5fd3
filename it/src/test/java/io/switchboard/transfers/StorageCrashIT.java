// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.harness.ChildJvm;
import io.switchboard.harness.OnceForAllDatabases;
import io.switchboard.harness.Program;
import io.switchboard.harness.Size;
import io.switchboard.transfers.service.ContentKey;
import io.switchboard.transfers.service.ContentStore;
import io.switchboard.transfers.service.Piece;
import io.switchboard.transfers.service.StagedReader;
import io.switchboard.transfers.service.Staging;
import io.switchboard.transfers.service.StoredContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process is killed in the middle: what it said to be durable is there, and nothing half is visible. */
@OnceForAllDatabases
class StorageCrashIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final long WHOLE = 2L * StorageErrand.PIECE_BYTES;

    @TempDir
    Path directory;

    @Test
    void whatWasForcedIsThere() throws IOException {
        for (int round = 0; round < Size.of(5, 20); round++) {
            Path staged = directory.resolve("staging-" + round);
            List<String> said = killed(1 + 7 * round, "forced", StorageErrand.APPEND, staged.toString());
            long forced = number(said.get(said.size() - 1));

            Staging staging = new Staging(staged);
            assertThat(staging.first(10)).hasSize(1);
            List<Piece> pieces = List.of(new Piece(StorageErrand.UPLOAD, 1, forced));
            try (StagedReader reader = staging.read(pieces)) {
                assertThat(new KnownBytes(1).rightIn(reader)).isEqualTo(forced);
            }
            Piece next = new KnownBytes(1).receivedBy(staging, StorageErrand.UPLOAD, 2, forced, 1000);
            try (StagedReader reader = staging.read(List.of(pieces.get(0), next))) {
                assertThat(new KnownBytes(1).rightIn(reader))
                        .as("the next holder goes on")
                        .isEqualTo(forced + 1000);
            }
        }
    }

    @Test
    void nothingHalfIsVisibleUnderAKey() throws IOException {
        for (int round = 0; round < Size.of(5, 20); round++) {
            killedWhileItKeeps(1 + 3 * round, directory.resolve("store-" + round), directory.resolve("from-" + round));
        }
    }

    /** The content is copied then, not renamed: there is more time to be killed in. */
    @Test
    void nothingHalfIsVisibleUnderAKeyWhenStagingIsOnAnotherFileSystem() throws IOException {
        Path memory = Path.of("/dev/shm");
        for (int round = 0; round < Size.of(5, 20); round++) {
            Path elsewhere = Files.isWritable(memory)
                    ? Files.createTempDirectory(memory, "staging")
                    : directory.resolve("elsewhere-" + round);
            try {
                killedWhileItKeeps(1 + 3 * round, directory.resolve("far-" + round), elsewhere);
            } finally {
                delete(elsewhere);
            }
        }
    }

    private void killedWhileItKeeps(int contents, Path stored, Path staged) throws IOException {
        List<String> said = killed(contents, "keeping", StorageErrand.KEEP, stored.toString(), staged.toString());
        ContentStore store = StorageErrand.store(stored);
        for (String line : said) {
            if (line.startsWith("kept")) {
                assertWhole(store, StorageErrand.key(number(line)));
            }
        }
        assertThat(store.first(1000)).isNotNull().allSatisfy(found -> assertWhole(store, found.key()));

        long last = number(said.get(said.size() - 1));
        finish(new Staging(staged), store, last);
        assertWhole(store, StorageErrand.key(last));
        store.forgetUnfinished(Instant.parse("2100-01-01T00:00:00Z"));
        assertThat(stored.resolve("incoming")).isEmptyDirectory();
        assertThat(store.first(1000)).extracting(StoredContent::size).containsOnly(WHOLE);
    }

    /** What whoever takes the upload over does: it may have been kept, and it may even have been discarded. */
    private static void finish(Staging staging, ContentStore store, long number) throws IOException {
        UUID upload = StorageErrand.key(number).id();
        if (!store.holds(StorageErrand.key(number), WHOLE)) {
            List<Piece> pieces = List.of(
                    new Piece(upload, 1, StorageErrand.PIECE_BYTES), new Piece(upload, 2, StorageErrand.PIECE_BYTES));
            store.keep(StorageErrand.key(number), staging.assemble(upload, 3, pieces));
        }
        staging.discard(upload);
    }

    private static void assertWhole(ContentStore store, ContentKey key) throws IOException {
        KnownBytes bytes = new KnownBytes(key.id().getLeastSignificantBits());
        assertThat(store.size(key)).isEqualTo(WHOLE);
        assertThat(bytes.rightIn(store, key, 0, WHOLE)).isEqualTo(WHOLE);
    }

    /** What it said, line by line, until it was killed; a line that it did not end is left out. */
    private static List<String> killed(int lines, String word, String... errand) {
        try (Program child = ChildJvm.start(StorageErrand.class, errand)) {
            Awaitility.await(word)
                    .atMost(LIMIT)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> {
                        if (!child.isRunning()) {
                            throw new IllegalStateException(child.out() + child.err());
                        }
                        return child.out()
                                        .lines()
                                        .filter(line -> line.startsWith(word))
                                        .count()
                                >= lines;
                    });
            child.kill();
            String out = child.out();
            return out.substring(0, out.lastIndexOf('\n')).lines().toList();
        }
    }

    private static long number(String line) {
        return Long.parseLong(line.substring(line.indexOf(' ') + 1));
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> left = Files.walk(directory)) {
            for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
