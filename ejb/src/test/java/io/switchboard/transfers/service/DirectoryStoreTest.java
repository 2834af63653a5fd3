// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Contents in a directory: what lies on the disk. The contract of all stores is tested beside this. */
class DirectoryStoreTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    Path directory;

    private Path root;
    private Staging staging;
    private DirectoryStore store;
    private final ContentKey key = new ContentKey(UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057"));

    @BeforeEach
    void opens() {
        root = directory.resolve("store");
        staging = new Staging(directory.resolve("staging"));
        store = new DirectoryStore(root, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @Test
    void aContentIsSpreadByTheEndOfItsKeyForTheServersUserAlone() throws Exception {
        store.keep(key, Bytes.staged(staging, new byte[10]));
        assertThat(root.resolve("contents/57/80/" + key)).isRegularFile();
        try (Stream<Path> all = Files.walk(root)) {
            assertThat(all)
                    .allSatisfy(path -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                            .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------"));
        }
    }

    /** What was received long ago and is kept now is new: nobody takes it for an orphan. */
    @Test
    void aContentIsAsOldAsItIsKept() throws Exception {
        StagedFile staged = Bytes.staged(staging, new byte[10]);
        Files.setLastModifiedTime(staged.file(), FileTime.from(NOW.minus(Duration.ofDays(9))));
        store.keep(key, staged);
        assertThat(store.first(10)).containsExactly(new StoredContent(key, 10, NOW));
    }

    @Test
    void aFileThatHasNotTheSizeOfItsContentIsNotKept() throws Exception {
        StagedFile staged = Bytes.staged(staging, new byte[10]);
        Files.write(staged.file(), new byte[11]);
        assertThatThrownBy(() -> store.keep(key, staged)).isInstanceOf(ContentDamagedException.class);
        assertThat(store.holds(key, 10)).isFalse();
        assertThat(staged.file()).exists();
    }

    @Test
    @SuppressWarnings("SystemOut") // a skipped proof must not go unseen
    void stagingMayBeOnAnotherFileSystem() throws Exception {
        Path memory = Path.of("/dev/shm");
        if (!Files.isWritable(memory) || Files.getFileStore(memory).equals(Files.getFileStore(directory))) {
            System.out.println("SKIPPED: /dev/shm is no other file system than " + directory);
            Assumptions.abort("one file system only");
        }
        Path elsewhere = Files.createTempDirectory(memory, "staging");
        try {
            byte[] bytes = Bytes.random(700_000, 1);
            Staging there = new Staging(elsewhere);
            StagedFile staged = Bytes.staged(there, bytes);
            store.keep(key, staged);
            try (InputStream content = store.open(key, 0, bytes.length)) {
                assertThat(content.readAllBytes()).isEqualTo(bytes);
            }
            assertThat(store.first(10)).containsExactly(new StoredContent(key, bytes.length, NOW));
            assertThat(staged.file()).doesNotExist();
            assertThat(root.resolve("incoming")).isEmptyDirectory();
            store.keep(key, staged);
        } finally {
            try (Stream<Path> all = Files.walk(elsewhere)) {
                for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    @Test
    void copiesThatNeverEndedAreForgottenOnceTheyAreOld() throws Exception {
        Path young = Files.createFile(root.resolve("incoming/" + key + ".1"));
        Path old = Files.createFile(root.resolve("incoming/" + key + ".2"));
        Files.setLastModifiedTime(young, FileTime.from(NOW));
        Files.setLastModifiedTime(old, FileTime.from(NOW.minusSeconds(2)));
        assertThat(store.forgetUnfinished(NOW.minusSeconds(1))).isEqualTo(1);
        assertThat(young).exists();
        assertThat(old).doesNotExist();
        assertThat(store.first(10)).isEmpty();
    }

    @Test
    void aContentThatWasCutIsDamaged() throws Exception {
        store.keep(key, Bytes.staged(staging, new byte[300_000]));
        try (InputStream content = store.open(key, 0, 300_000)) {
            assertThat(content.read()).isZero();
            Files.write(root.resolve("contents/57/80/" + key), new byte[10]);
            assertThatThrownBy(content::readAllBytes).isInstanceOf(ContentDamagedException.class);
        }
    }

    @Test
    void whoeverReadsAContentThatIsDeletedReadsOn() throws Exception {
        byte[] bytes = Bytes.random(300_000, 1);
        store.keep(key, Bytes.staged(staging, bytes));
        try (InputStream content = store.open(key, 0, bytes.length)) {
            assertThat(store.delete(key)).isTrue();
            assertThat(content.readAllBytes()).isEqualTo(bytes);
        }
    }

    @Test
    void noSymbolicLinkIsFollowed() throws Exception {
        store.keep(key, Bytes.staged(staging, new byte[10]));
        Path file = root.resolve("contents/57/80/" + key);
        Path elsewhere = Files.move(file, directory.resolve("elsewhere"));
        Files.createSymbolicLink(file, elsewhere);
        assertThatThrownBy(() -> store.open(key, 0, 10)).isInstanceOf(StorageUnavailableException.class);
        assertThat(store.first(10)).isEmpty();
        assertThat(store.delete(key)).as("the link goes").isTrue();
        assertThat(elsewhere).exists();

        Path moved = Files.move(root.resolve("contents/57"), directory.resolve("moved"));
        Files.createSymbolicLink(root.resolve("contents/57"), moved);
        StagedFile staged = Bytes.staged(staging, new byte[10]);
        assertThatThrownBy(() -> store.keep(key, staged)).isInstanceOf(StorageUnavailableException.class);
        assertThatThrownBy(() -> store.size(key)).isInstanceOf(StorageUnavailableException.class);
    }

    @Test
    void whatIsNotOursIsLeftAlone() throws Exception {
        store.keep(key, Bytes.staged(staging, new byte[10]));
        Path directoryOfKey = root.resolve("contents/57/80");
        Files.createFile(directoryOfKey.resolve(key + ".bak"));
        Files.createFile(root.resolve("contents/lost+found"));
        Files.createDirectory(directoryOfKey.resolve(new UUID(1, 2).toString()));
        assertThat(store.first(10)).extracting(StoredContent::key).isEqualTo(List.of(key));
    }

    @Test
    void aDirectoryThatCannotBeUsedIsNamed() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        assertThatThrownBy(() -> new Staging(file.resolve("staging")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("file/staging");
    }
}
