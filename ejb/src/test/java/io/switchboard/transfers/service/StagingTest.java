// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is received, segment by segment. */
class StagingTest {
    @TempDir
    Path directory;

    private Staging staging;
    private final UUID upload = UUID.randomUUID();

    @BeforeEach
    void stages() {
        staging = new Staging(directory.resolve("staging"));
    }

    @Test
    void segmentsOfSeveralHoldersAreOneSequence() throws Exception {
        byte[] first = Bytes.random(100_000, 1);
        byte[] second = Bytes.random(1, 2);
        byte[] third = Bytes.random(300_001, 3);
        List<Piece> pieces = List.of(
                Bytes.received(staging, upload, 3, first),
                Bytes.received(staging, upload, 5, new byte[0]),
                Bytes.received(staging, upload, 7, second),
                Bytes.received(staging, upload, 11, third));

        try (StagedReader reader = staging.read(pieces)) {
            assertThat(reader.length()).isEqualTo(400_002);
            assertThat(Bytes.all(reader)).isEqualTo(joined(first, second, third));
            ByteBuffer one = ByteBuffer.allocate(1);
            assertThat(reader.read(100_000, one)).isEqualTo(1);
            assertThat(one.get(0)).isEqualTo(second[0]);
            assertThat(reader.read(400_002, ByteBuffer.allocate(1))).isEqualTo(-1);
            assertThat(reader.read(0, ByteBuffer.allocate(0))).isZero();
        }
    }

    @Test
    void aHolderThatLostItsLeaseChangesNothingOfTheNextOne() throws Exception {
        try (Segment frozen = staging.create(upload, 1)) {
            frozen.append(text("what was told"));
            Piece told = new Piece(upload, 1, frozen.force());
            Piece next = Bytes.received(staging, upload, 2, " and more".getBytes(US_ASCII));

            frozen.append(text("after it thawed"));
            frozen.force();

            List<Piece> pieces = List.of(told, next);
            try (StagedReader reader = staging.read(pieces)) {
                assertThat(Bytes.all(reader)).asString(US_ASCII).isEqualTo("what was told and more");
            }
            StagedFile whole = staging.assemble(upload, 2, pieces);
            frozen.append(text("and once more"));
            assertThat(Files.readString(whole.file())).isEqualTo("what was told and more");
        }
    }

    /** Whoever wrote under the older fence may still have it open: what it appends must not come into the content. */
    @Test
    void theOnlySegmentIsCopiedWhenAnotherLeaseWroteIt() throws Exception {
        try (Segment frozen = staging.create(upload, 1)) {
            frozen.append(text("whole"));
            StagedFile whole = staging.assemble(upload, 2, List.of(new Piece(upload, 1, frozen.force())));
            frozen.append(text(" and not"));
            assertThat(Files.readString(whole.file())).isEqualTo("whole");
        }
    }

    @Test
    void theOnlySegmentOfTheLeaseItselfIsTakenAsItIsAndCutToWhatCounts() throws Exception {
        try (Segment segment = staging.create(upload, 1)) {
            segment.append(text("counts, does not"));
            segment.force();
        }
        StagedFile whole = staging.assemble(upload, 1, List.of(new Piece(upload, 1, 6)));
        assertThat(whole.size()).isEqualTo(6);
        assertThat(Files.readString(whole.file())).isEqualTo("counts");
        assertThat(files()).hasSize(1);
        assertThat(staging.assemble(upload, 1, List.of(new Piece(upload, 1, 6))).file())
                .as("again")
                .isEqualTo(whole.file());
    }

    @Test
    void uploadsAreConcatenated() throws Exception {
        UUID other = UUID.randomUUID();
        UUID together = UUID.randomUUID();
        List<Piece> pieces = List.of(
                Bytes.received(staging, upload, 1, "one ".getBytes(US_ASCII)),
                Bytes.received(staging, other, 1, "two".getBytes(US_ASCII)));
        assertThat(Files.readString(staging.assemble(together, 1, pieces).file()))
                .isEqualTo("one two");
        assertThat(staging.assemble(together, 2, List.of()).size())
                .as("of nothing")
                .isZero();
    }

    @Test
    void aReaderFollowsAnAppender() throws Exception {
        try (Segment segment = staging.create(upload, 1);
                StagedReader reader = staging.read(List.of())) {
            ByteBuffer target = ByteBuffer.allocate(100);
            assertThat(reader.read(0, target)).isEqualTo(-1);
            segment.append(text("durable"));
            reader.extend(List.of(new Piece(upload, 1, segment.force())));
            segment.append(text(" not yet"));
            assertThat(reader.read(0, target)).as("not beyond what it was told").isEqualTo(7);
            assertThat(reader.read(7, target)).isEqualTo(-1);
            reader.extend(List.of(new Piece(upload, 1, segment.force())));
            assertThat(reader.read(7, target)).isEqualTo(8);
            assertThat(target.flip()).isEqualTo(text("durable not yet"));
            assertThatThrownBy(() -> reader.extend(List.of(new Piece(upload, 1, 3))))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aReaderBesideAnAppenderReadsWhatIsDurable() throws Exception {
        byte[] bytes = Bytes.random(1 << 20, 1);
        AtomicLong durable = new AtomicLong();
        ExecutorService appending = Executors.newSingleThreadExecutor();
        try (Segment segment = staging.create(upload, 1);
                StagedReader reader = staging.read(List.of())) {
            Future<?> appended = appending.submit(() -> {
                for (int from = 0; from < bytes.length; from += 1 << 17) {
                    segment.append(ByteBuffer.wrap(bytes, from, 1 << 17));
                    durable.set(segment.force());
                }
                return null;
            });
            ByteBuffer read = ByteBuffer.allocate(bytes.length);
            while (read.hasRemaining() && !(appended.isDone() && durable.get() < bytes.length)) {
                reader.extend(List.of(new Piece(upload, 1, durable.get())));
                reader.read(read.position(), read);
            }
            appended.get();
            assertThat(read.array()).isEqualTo(bytes);
        } finally {
            appending.shutdownNow();
        }
    }

    /** What the system dropped when it could not write it, it does not report a second time. */
    @Test
    void aSegmentThatCouldNotBeForcedTakesNothingMore() throws Exception {
        Segment segment = staging.create(upload, 1);
        segment.append(text("durable"));
        segment.force();
        segment.append(text(" or not"));
        segment.close();
        assertThatThrownBy(segment::force).isInstanceOf(StorageUnavailableException.class);
        assertThatThrownBy(() -> segment.append(text("more"))).hasMessageContaining("uncertain beyond 7 bytes");
        assertThatThrownBy(() -> segment.truncate(0)).hasMessageContaining("uncertain");
        assertThatThrownBy(segment::force).hasMessageContaining("uncertain");
    }

    @Test
    void whatIsAppendedWhileSomethingIsForcedIsNotSaidToBeDurable() throws Exception {
        try (Segment segment = staging.create(upload, 1)) {
            segment.append(text("before"));
            Callable<Long> forcing = segment.forcing();
            segment.append(text(", meanwhile"));
            assertThat(forcing.call()).isEqualTo(6);
            assertThat(segment.durable()).isEqualTo(6);
            assertThat(segment.force()).isEqualTo(17);
        }
    }

    @Test
    void aFenceIsUsedOnce() throws Exception {
        Bytes.received(staging, upload, 1, new byte[1]);
        assertThatThrownBy(() -> staging.create(upload, 1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> staging.create(upload, -1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theHolderOfALeaseGoesOnWhereTheRowsSay() throws Exception {
        try (Segment segment = staging.create(upload, 1)) {
            segment.append(text("said, unsaid"));
            segment.force();
        }
        try (Segment segment = staging.reopen(new Piece(upload, 1, 4))) {
            assertThat(segment.length()).isEqualTo(4);
            assertThat(segment.durable()).isEqualTo(4);
            segment.append(text(" again"));
            assertThat(segment.durable()).isEqualTo(4);
            assertThat(segment.force()).isEqualTo(10);
        }
        try (StagedReader reader = staging.read(List.of(new Piece(upload, 1, 10)))) {
            assertThat(Bytes.all(reader)).asString(US_ASCII).isEqualTo("said again");
        }
        assertThatThrownBy(() -> staging.reopen(new Piece(upload, 1, 11))).isInstanceOf(ContentDamagedException.class);
        assertThatThrownBy(() -> staging.reopen(new Piece(upload, 2, 0))).isInstanceOf(ContentMissingException.class);
    }

    @Test
    void aPartWithAWrongChecksumIsForgotten() throws Exception {
        try (Segment segment = staging.create(upload, 1)) {
            segment.append(text("right"));
            segment.append(text("wrong"));
            segment.truncate(5);
            segment.append(text(" too"));
            assertThat(segment.force()).isEqualTo(9);
            segment.truncate(5);
            assertThat(segment.durable()).isEqualTo(5);
            assertThatThrownBy(() -> segment.truncate(6)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(files())
                .allSatisfy(file -> assertThat(Files.readString(file)).isEqualTo("right"));
    }

    @Test
    void whatIsLessThanItWasIsDamagedAndWhatIsGoneIsMissing() throws Exception {
        Piece piece = Bytes.received(staging, upload, 1, new byte[10]);
        List<Piece> more = List.of(new Piece(upload, 1, piece.length() + 1), new Piece(upload, 2, 1));
        try (StagedReader reader = staging.read(more)) {
            assertThatThrownBy(() -> reader.read(10, ByteBuffer.allocate(1)))
                    .isInstanceOf(ContentDamagedException.class);
            assertThatThrownBy(() -> reader.read(11, ByteBuffer.allocate(1)))
                    .isInstanceOf(ContentMissingException.class);
        }
        assertThatThrownBy(() -> staging.assemble(upload, 3, more)).isInstanceOf(ContentDamagedException.class);
        assertThatThrownBy(() -> staging.assemble(upload, 1, more.subList(0, 1)))
                .isInstanceOf(ContentDamagedException.class);
    }

    @Test
    void aCopyThatACrashHasLeftGoesWithTheNextAttempt() throws Exception {
        List<Piece> pieces = List.of(
                Bytes.received(staging, upload, 1, new byte[1]), Bytes.received(staging, upload, 2, new byte[1]));
        staging.assemble(upload, 3, pieces);
        staging.assemble(upload, 4, pieces);
        assertThat(files()).hasSize(3);
        staging.assemble(upload, 2, pieces.subList(1, 2));
        assertThat(files()).as("what was written").hasSize(2);
    }

    @Test
    void allOfAnUploadIsDiscardedAndNothingElse() throws Exception {
        UUID other = UUID.randomUUID();
        Piece kept = Bytes.received(staging, other, 1, new byte[3]);
        List<Piece> pieces = List.of(
                Bytes.received(staging, upload, 1, new byte[1]), Bytes.received(staging, upload, 2, new byte[1]));
        staging.assemble(upload, 2, pieces);
        assertThat(files()).hasSize(4);
        staging.discard(upload);
        staging.discard(upload);
        staging.discard(UUID.randomUUID());
        assertThat(files()).hasSize(1);
        try (StagedReader reader = staging.read(List.of(kept))) {
            assertThat(Bytes.all(reader)).hasSize(3);
        }
    }

    @Test
    void everyUploadThatHasFilesIsListedOnce() throws Exception {
        List<UUID> uploads = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            // Many of them in one directory.
            UUID one = new UUID(UUID.randomUUID().getMostSignificantBits(), i % 3);
            uploads.add(one);
            Bytes.received(staging, one, 1, new byte[1]);
            if (i % 2 == 0) {
                Bytes.received(staging, one, 2, new byte[1]);
            }
        }
        Files.createFile(directory.resolve("staging/not-ours"));
        List<UUID> listed = new ArrayList<>();
        List<StagedUpload> page = staging.first(7);
        while (!page.isEmpty()) {
            assertThat(page).hasSizeLessThanOrEqualTo(7);
            page.forEach(found -> listed.add(found.upload()));
            page = staging.after(listed.get(listed.size() - 1), 7);
        }
        assertThat(listed).containsExactlyInAnyOrderElementsOf(uploads);
    }

    @Test
    void onlyTheServersUserReadsWhatIsStaged() throws Exception {
        Bytes.received(staging, upload, 1, new byte[1]);
        staging.assemble(upload, 2, List.of(new Piece(upload, 1, 1)));
        try (Stream<Path> all = Files.walk(directory.resolve("staging"))) {
            assertThat(all)
                    .allSatisfy(path -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                            .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------"));
        }
    }

    @Test
    void noSymbolicLinkIsFollowed() throws Exception {
        Path elsewhere = Files.writeString(directory.resolve("elsewhere"), "not ours");
        Bytes.received(staging, upload, 1, new byte[1]);
        Path segment = files().get(0);
        Files.createSymbolicLink(segment.resolveSibling(upload + ".2"), elsewhere);
        try (StagedReader reader = staging.read(List.of(new Piece(upload, 2, 3)))) {
            assertThatThrownBy(() -> reader.read(0, ByteBuffer.allocate(3)))
                    .isInstanceOf(StorageUnavailableException.class);
        }
        assertThatThrownBy(() -> staging.reopen(new Piece(upload, 2, 0)))
                .isInstanceOf(StorageUnavailableException.class);
        assertThat(elsewhere).hasContent("not ours");

        Path moved = Files.move(segment.getParent(), directory.resolve("moved"));
        Files.createSymbolicLink(segment.getParent(), moved);
        assertThatThrownBy(() -> staging.create(upload, 3)).isInstanceOf(StorageUnavailableException.class);
        assertThat(staging.first(10)).isEmpty();
    }

    private List<Path> files() throws Exception {
        try (Stream<Path> all = Files.walk(directory.resolve("staging"))) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private static ByteBuffer text(String text) {
        return ByteBuffer.wrap(text.getBytes(US_ASCII));
    }

    private static byte[] joined(byte[]... parts) {
        ByteBuffer joined = ByteBuffer.allocate(
                Stream.of(parts).mapToInt(part -> part.length).sum());
        Stream.of(parts).forEach(joined::put);
        return joined.array();
    }
}
