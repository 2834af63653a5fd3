// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchboard.harness.ChildJvm;
import io.switchboard.harness.OnceForAllDatabases;
import io.switchboard.harness.Program;
import io.switchboard.harness.Size;
import io.switchboard.harness.SmallDisk;
import io.switchboard.harness.Tool;
import io.switchboard.transfers.service.ContentKey;
import io.switchboard.transfers.service.ContentStore;
import io.switchboard.transfers.service.Piece;
import io.switchboard.transfers.service.Segment;
import io.switchboard.transfers.service.StagedFile;
import io.switchboard.transfers.service.StagedReader;
import io.switchboard.transfers.service.Staging;
import io.switchboard.transfers.service.StorageFullException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk without room, and one with little memory in front of it, lose nothing that was durable. */
@OnceForAllDatabases
class FullDiskIT {
    private static final int MEGABYTE = 1 << 20;

    @TempDir
    Path directory;

    private final KnownBytes bytes = new KnownBytes(1);
    private final UUID upload = UUID.randomUUID();

    @Test
    void whatWasDurableBeforeTheDiskWasFullStays() throws IOException {
        try (SmallDisk disk = SmallDisk.mount(4)) {
            Staging staging = new Staging(disk.directory());
            UUID other = UUID.randomUUID();
            new KnownBytes(2).receivedBy(staging, other, 1, 0, 2 * MEGABYTE);
            try (Segment segment = staging.create(upload, 1)) {
                bytes.appendTo(segment, 0, MEGABYTE);
                assertThat(segment.force()).isEqualTo(MEGABYTE);
                ByteBuffer tooMuch = bytes.from(MEGABYTE, 2 * MEGABYTE);
                tooMuch.position(3);
                assertThatThrownBy(() -> segment.append(tooMuch)).isInstanceOf(StorageFullException.class);
                assertThat(tooMuch.position()).as("nothing is taken").isEqualTo(3);
                assertThat(tooMuch.limit()).isEqualTo(2 * MEGABYTE);
                assertThat(segment.length()).isEqualTo(MEGABYTE);
                assertRight(staging, segment.force());

                staging.discard(other);
                segment.append(tooMuch.position(0));
                assertRight(staging, segment.force());
                assertThat(segment.durable()).isEqualTo(3 * MEGABYTE);
            }
        }
    }

    @Test
    void whatCannotBeAssembledForWantOfRoomStaysInItsSegments() throws IOException {
        try (SmallDisk disk = SmallDisk.mount(4)) {
            Staging staging = new Staging(disk.directory());
            List<Piece> pieces = List.of(
                    bytes.receivedBy(staging, upload, 1, 0, MEGABYTE),
                    bytes.receivedBy(staging, upload, 2, MEGABYTE, 3 * MEGABYTE / 2));
            assertThatThrownBy(() -> staging.assemble(upload, 2, pieces)).isInstanceOf(StorageFullException.class);
            try (StagedReader reader = staging.read(pieces)) {
                assertThat(bytes.rightIn(reader)).isEqualTo(5 * MEGABYTE / 2);
            }
            new KnownBytes(2).receivedBy(staging, UUID.randomUUID(), 1, 0, MEGABYTE);
        }
    }

    @Test
    void aStoreWithoutRoomTakesNothingOver() throws IOException {
        try (SmallDisk disk = SmallDisk.mount(1)) {
            Staging staging = new Staging(directory);
            ContentStore store = StorageErrand.store(disk.directory());
            ContentKey key = new ContentKey(UUID.randomUUID());
            StagedFile staged = bytes.staged(staging, 2 * MEGABYTE);
            assertThatThrownBy(() -> store.keep(key, staged)).isInstanceOf(StorageFullException.class);
            assertThat(store.first(1)).isEmpty();
            assertThat(disk.directory().resolve("incoming")).isEmptyDirectory();
            try (ContentStore larger = StorageErrand.store(directory.resolve("store"))) {
                larger.keep(key, staged);
                assertThat(bytes.rightIn(larger, key, 0, 2 * MEGABYTE)).isEqualTo(2 * MEGABYTE);
            }
        }
    }

    @Test
    void aLimitOfTheSizeOfFilesIsAFullDisk() throws IOException {
        Tool.required("prlimit", "util-linux");
        try (Program child = ChildJvm.start(
                List.of("prlimit", "--fsize=1000000"), StorageErrand.class, StorageErrand.FILL, directory.toString())) {
            String out = child.awaitsEnd(Duration.ofSeconds(60)).expect(0).out();
            assertThat(out).startsWith("full ");
            long durable = Long.parseLong(out.strip().substring("full ".length()));
            assertThat(durable).isBetween(900_000L, 1_000_000L);
            List<Piece> pieces = List.of(new Piece(StorageErrand.UPLOAD, 1, durable));
            try (StagedReader reader = new Staging(directory).read(pieces)) {
                assertThat(bytes.rightIn(reader)).isEqualTo(durable);
            }
        }
    }

    @Test
    void aContentPassesThroughLittleMemory() {
        long size = Size.of(64, 1024) * (long) MEGABYTE;
        try (Program child =
                ChildJvm.start(StorageErrand.class, StorageErrand.PASS, directory.toString(), Long.toString(size))) {
            assertThat(child.awaitsEnd(Duration.ofMinutes(5)).expect(0).out()).contains("the same " + size);
        }
    }

    private void assertRight(Staging staging, long length) throws IOException {
        try (StagedReader reader = staging.read(List.of(new Piece(upload, 1, length)))) {
            assertThat(bytes.rightIn(reader)).isEqualTo(length);
        }
    }
}
