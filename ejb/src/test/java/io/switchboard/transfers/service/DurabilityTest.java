// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is said to be durable was forced, and in which order: bytes before their name, and the name's directory after it. What is not
 * forced is seen by no test that reads, and lost by the first machine that ends.
 */
class DurabilityTest {
    private static final UUID ID = UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057");
    private static final ContentKey KEY = new ContentKey(ID);

    @TempDir
    Path directory;

    private final RecordedDisk disk = new RecordedDisk();
    private Staging staging;
    private DirectoryStore store;

    @BeforeEach
    void opens() {
        staging = new Staging(disk.of(directory.resolve("staging")));
        store = new DirectoryStore(disk.of(directory.resolve("store")), Clock.systemUTC());
        disk.done();
    }

    private Piece received(long fence, int length) throws Exception {
        try (Segment segment = staging.create(ID, fence)) {
            segment.append(ByteBuffer.allocate(length));
            return new Piece(ID, fence, segment.force());
        }
    }

    @Test
    void theDirectoriesOfTheServerAreThereForGood() {
        new Staging(disk.of(directory.resolve("other")));
        assertThat(disk.done()).containsExactly("force " + directory.getFileName() + "/");
        new DirectoryStore(disk.of(directory.resolve("another")), Clock.systemUTC());
        assertThat(disk.done())
                .containsExactly("force " + directory.getFileName() + "/", "force another/", "force another/");
    }

    @Test
    void whatIsCommittedOfAnUploadWasForcedWithItsName() throws Exception {
        try (Segment segment = staging.create(ID, 1)) {
            assertThat(disk.done()).as("its directory's name").containsExactly("force staging/");
            segment.append(ByteBuffer.allocate(10));
            assertThat(disk.done()).containsExactly("write " + ID + ".1");
            segment.force();
            assertThat(disk.done()).containsExactly("force " + ID + ".1", "force 57/");
            segment.append(ByteBuffer.allocate(10));
            segment.force();
            assertThat(disk.done())
                    .as("its name is there already")
                    .containsExactly("write " + ID + ".1", "force " + ID + ".1");
        }
    }

    @Test
    void whoGoesOnForcesTheNameThatAnotherMayNotHave() throws Exception {
        Piece piece = received(1, 10);
        disk.done();
        try (Segment segment = staging.reopen(piece)) {
            segment.append(ByteBuffer.allocate(10));
            segment.force();
        }
        assertThat(disk.done()).containsExactly("write " + ID + ".1", "force " + ID + ".1", "force 57/");
    }

    @Test
    void whatIsAssembledAsItIsIsForcedAfterItIsCut() throws Exception {
        Piece piece = received(1, 10);
        disk.done();
        staging.assemble(ID, 1, List.of(new Piece(ID, 1, piece.length() - 1)));
        assertThat(disk.done()).containsExactly("write " + ID + ".1", "force " + ID + ".1", "force 57/");
    }

    @Test
    void whatIsCopiedTogetherIsForcedAfterItsLastByte() throws Exception {
        List<Piece> pieces = List.of(received(1, 10), received(2, 10));
        disk.done();
        staging.assemble(ID, 3, pieces);
        String whole = ID + ".3.whole";
        assertThat(disk.done()).containsExactly("write " + whole, "write " + whole, "force " + whole, "force 57/");
    }

    @Test
    void aContentHasItsNameWhenItIsDurableAndItsNameIsForced() throws Exception {
        StagedFile staged = staging.assemble(ID, 1, List.of(received(1, 10)));
        disk.done();
        store.keep(KEY, staged);
        assertThat(disk.done())
                .containsExactly(
                        "force contents/",
                        "force 57/",
                        "force " + ID + ".1",
                        "move " + ID + ".1 " + ID,
                        "force 80/",
                        "force 57/");
    }

    @Test
    void aContentOfAnotherDiskIsDurableBeforeItHasItsNameAndTheOtherIsGoneAfterIt() throws Exception {
        StagedFile staged = staging.assemble(ID, 1, List.of(received(1, 10)));
        disk.done();
        disk.movesOnlyFrom("incoming");
        store.keep(KEY, staged);
        List<String> done = disk.done().stream()
                .map(step -> step.replaceAll(ID + "\\.[0-9]{5,}", "copy"))
                .toList();
        assertThat(done)
                .containsExactly(
                        "force contents/",
                        "force 57/",
                        "force " + ID + ".1",
                        "write copy",
                        "force copy",
                        "move copy " + ID,
                        "force 80/",
                        "delete " + ID + ".1",
                        "force 57/");
    }

    @Test
    void whatIsDeletedIsGoneForGood() throws Exception {
        store.keep(KEY, staging.assemble(ID, 1, List.of(received(1, 10))));
        received(2, 10);
        disk.done();
        store.delete(KEY);
        assertThat(disk.done()).containsExactly("delete " + ID, "force 80/");
        staging.discard(ID);
        assertThat(disk.done()).containsExactly("delete " + ID + ".2", "force 57/");
    }
}
