// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is being uploaded: a directory, also where finished contents go to a bucket. Where several nodes may go on with one upload, they
 * share it.
 *
 * <p>The bytes of an upload are segments, one for each lease that wrote some: {@code <2 digits>/<upload>.<fence>}. A holder writes to the
 * segment of its own fence only. One that thaws after it has lost its lease therefore changes nothing that a later holder wrote, and what
 * it adds to its own segment lies beyond the length that the rows say. Thread-safe; every call works on the thread that makes it, with
 * memory that does not depend on how much there is.
 */
public final class Staging {
    /** Whole contents that were copied together stand beside the segments, and are removed with them. */
    private static final String ASSEMBLED = ".whole";

    private static final Pattern NAMES = Pattern.compile(FanOut.ID + "\\.[0-9]{1,19}(?:\\.whole)?");

    private final FanOut uploads;
    private final Path root;

    /**
     * In this directory.
     *
     * @param directory made when there is none
     * @throws IllegalStateException with one sentence, when it cannot be used
     */
    public Staging(Path directory) {
        root = Disk.root(directory);
        uploads = new FanOut(root, 1, NAMES);
    }

    /**
     * Makes the segment of a lease.
     *
     * @param fence of the lease, from 0; one that has a segment already is refused as an {@link IllegalStateException}
     */
    public Segment create(UUID upload, long fence) throws StorageException {
        Path file = file(upload, fence);
        try {
            uploads.prepare(upload);
            return new Segment(file, Disk.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), 0);
        } catch (FileAlreadyExistsException e) {
            throw new IllegalStateException("A fence is never used twice: " + file.getFileName(), e);
        } catch (IOException e) {
            throw Disk.failure("make", file, e);
        }
    }

    /**
     * Goes on with the segment of a lease that is still held, after the first so many bytes; what lies beyond them is forgotten.
     *
     * @param piece what the rows say to be received under this fence
     */
    public Segment reopen(Piece piece) throws StorageException {
        Path file = file(piece);
        try {
            FileChannel channel = Disk.open(file, StandardOpenOption.WRITE);
            try {
                cut(file, channel, piece.length());
                return new Segment(file, channel, piece.length());
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw Disk.failure("reopen", file, e);
        }
    }

    /** Leaves the first so many bytes. */
    private static void cut(Path file, FileChannel channel, long length) throws IOException {
        if (channel.size() < length) {
            throw new ContentDamagedException(
                    file.getFileName() + " has " + channel.size() + " bytes, and not " + length, null);
        }
        channel.truncate(length);
    }

    /** Reads pieces as one sequence, in this order. No file is opened before something is read of it. */
    public StagedReader read(List<Piece> pieces) {
        return new StagedReader(this, pieces);
    }

    /**
     * Makes one durable file of pieces, in this order; of one upload, or of several that were concatenated. A single piece that was written
     * under this very fence is taken as it is. Everything else is copied: whoever wrote under another fence may still have its segment open.
     *
     * <p>Copies that were made under earlier fences are removed. Again is harmless, as long as the store has not taken the file over: ask {@link ContentStore#holds} first. The segments stay until
     * {@link #discard}, except the one that was taken as it is.
     *
     * @param upload whose content it becomes
     * @param fence of the lease that the caller holds on it; nobody appends under it any more
     */
    public StagedFile assemble(UUID upload, long fence, List<Piece> pieces) throws StorageException {
        boolean asItIs = pieces.size() == 1
                && pieces.get(0).fence() == fence
                && pieces.get(0).upload().equals(upload);
        Path file = asItIs ? file(upload, fence) : whole(upload, fence);
        try {
            forgetCopies(upload);
            StagedFile staged = asItIs ? cut(file, pieces.get(0).length()) : copy(file, upload, pieces);
            Disk.sync(staged.directory());
            return staged;
        } catch (IOException e) {
            throw Disk.failure("assemble", file, e);
        }
    }

    /** What an earlier holder has copied together and never gave to the store, because its node ended; who is still at it fails. */
    private void forgetCopies(UUID upload) throws IOException {
        for (Path file : uploads.of(upload)) {
            if (isCopy(file)) {
                FanOut.remove(file);
            }
        }
    }

    private static boolean isCopy(Path file) {
        return file.toString().endsWith(ASSEMBLED);
    }

    private static StagedFile cut(Path file, long length) throws IOException {
        try (FileChannel channel = Disk.open(file, StandardOpenOption.WRITE)) {
            cut(file, channel, length);
            channel.force(true);
        }
        return new StagedFile(file, length);
    }

    private StagedFile copy(Path file, UUID upload, List<Piece> pieces) throws IOException {
        uploads.prepare(upload);
        try (StagedReader reader = read(pieces);
                FileChannel to = Disk.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.allocate(Disk.BUFFER_BYTES);
            long position = 0;
            while (reader.read(position, buffer) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    position += to.write(buffer);
                }
                buffer.clear();
            }
            to.force(true);
            return new StagedFile(file, position);
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    /** Gives up a copy that the store could not take: it is made again when it is tried again. A segment that was taken as it is stays. */
    public void giveUp(StagedFile staged) throws StorageException {
        if (!isCopy(staged.file())) {
            return;
        }
        try {
            Files.deleteIfExists(staged.file());
        } catch (IOException e) {
            throw Disk.failure("give up", staged.file(), e);
        }
    }

    /** Removes all files of an upload; again is harmless. Who has one open reads on. */
    public void discard(UUID upload) throws StorageException {
        try {
            boolean any = false;
            for (Path file : uploads.of(upload)) {
                any |= FanOut.remove(file);
            }
            if (any) {
                Disk.sync(uploads.locate(upload));
            }
        } catch (IOException e) {
            throw Disk.failure("discard", root.resolve(upload.toString()), e);
        }
    }

    /** The first uploads that have files, in an order that stays the same. */
    public List<StagedUpload> first(int limit) throws StorageException {
        return page(null, limit);
    }

    /** The uploads after this one, which need not be there any more; none at the end. */
    public List<StagedUpload> after(UUID last, int limit) throws StorageException {
        return page(last, limit);
    }

    /** Reads on when all that was found is gone by the time it is looked at: an empty page is the end. */
    private List<StagedUpload> page(@Nullable UUID last, int limit) throws StorageException {
        try {
            List<StagedUpload> page = new ArrayList<>();
            List<FanOut.Found> found = uploads.after(last, limit);
            while (page.isEmpty() && !found.isEmpty()) {
                for (FanOut.Found upload : found) {
                    add(upload, page);
                }
                found = page.isEmpty()
                        ? uploads.after(found.get(found.size() - 1).id(), limit)
                        : found;
            }
            return page;
        } catch (IOException e) {
            throw Disk.failure("list", root, e);
        }
    }

    private static void add(FanOut.Found upload, List<StagedUpload> page) throws IOException {
        Optional<Instant> latest = Optional.empty();
        for (Path file : upload.files()) {
            Optional<Instant> changed = Disk.changedAt(file);
            if (changed.isPresent() && (latest.isEmpty() || changed.get().isAfter(latest.get()))) {
                latest = changed;
            }
        }
        latest.ifPresent(changed -> page.add(new StagedUpload(upload.id(), changed)));
    }

    Path file(Piece piece) {
        return file(piece.upload(), piece.fence());
    }

    private Path file(UUID upload, long fence) {
        if (fence < 0) {
            throw new IllegalArgumentException("No fence: " + fence);
        }
        return root.resolve(FanOut.name(upload, 1) + "." + fence);
    }

    private Path whole(UUID upload, long fence) {
        Path segment = file(upload, fence);
        return segment.resolveSibling(segment.getFileName() + ASSEMBLED);
    }
}
