// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Contents in a directory: {@code contents/<2 digits>/<2 digits>/<key>}, for this server's user alone. A content comes there by an atomic
 * rename of a file that is durable already, from staging where that is on the same file system, else from a copy in {@code incoming}.
 */
final class DirectoryStore implements ContentStore {
    private static final int LEVELS = 2;

    private final FanOut contents;
    private final Path incoming;
    private final DirectoryOwner owner;
    private final Clock clock;

    DirectoryStore(Path directory, Clock clock) {
        Path root = Disk.root(directory);
        contents = new FanOut(Disk.inside(root, "contents"), LEVELS, Pattern.compile(FanOut.ID));
        incoming = Disk.inside(root, "incoming");
        owner = new DirectoryOwner(root, incoming);
        this.clock = clock;
    }

    @Override
    public void keep(ContentKey key, StagedFile staged) throws StorageException {
        try {
            Path directory = contents.prepare(key.id());
            Path target = directory.resolve(key.toString());
            boolean taken = takeOver(staged, target);
            if (!taken && !holds(key, staged.size())) {
                throw new ContentMissingException("Neither staged nor kept: " + key, null);
            }
            Disk.sync(directory);
            // A copy's other name goes when this one is there for good: bytes that were told to be durable have one or
            // the other.
            Files.deleteIfExists(staged.file());
            Disk.sync(staged.directory());
        } catch (IOException e) {
            throw Disk.failure("keep", staged.file(), e);
        }
    }

    /** Whether it was there to be taken. */
    private boolean takeOver(StagedFile staged, Path target) throws IOException {
        try (FileChannel bytes = Disk.open(staged.file(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            staged.requireWhole(bytes);
            bytes.force(true);
            try {
                stamp(staged.file());
                Files.move(staged.file(), target, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException otherFileSystem) {
                copy(bytes, staged.size(), target);
            }
            return true;
        } catch (NoSuchFileException taken) {
            return false;
        }
    }

    private void copy(FileChannel bytes, long size, Path target) throws IOException {
        Path copy = Files.createTempFile(incoming, target.getFileName() + ".", "", Disk.OWNER_ONLY_FILE);
        try {
            try (FileChannel to = Disk.open(copy, StandardOpenOption.WRITE)) {
                Disk.copy(bytes, size, to);
                to.force(true);
            }
            stamp(copy);
            Files.move(copy, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException forgotten) {
            throw new StorageUnavailableException("The copy of " + target.getFileName() + " was taken away", forgotten);
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    /** Says that it is kept from now on: the bytes may have come long before. */
    private void stamp(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
    }

    @Override
    public InputStream open(ContentKey key, long from, long length) throws StorageException {
        Path file = file(key);
        try {
            FileChannel bytes = Disk.open(file, StandardOpenOption.READ);
            try {
                requireRange(key, bytes.size(), from, length);
                InputStream source = Channels.newInputStream(bytes.position(from));
                return new ExactStream(source, length, new Failures(file), source);
            } catch (IOException | RuntimeException e) {
                bytes.close();
                throw e;
            }
        } catch (IOException e) {
            throw Disk.failure("read", file, e);
        }
    }

    private static void requireRange(ContentKey key, long size, long from, long length) throws ContentDamagedException {
        if (from < 0 || length < 0) {
            throw new IllegalArgumentException("No part of a content: " + length + " bytes from " + from);
        }
        if (size - from < length) {
            throw new ContentDamagedException(
                    key + " has " + size + " bytes, and not " + length + " from " + from, null);
        }
    }

    @Override
    public long size(ContentKey key) throws StorageException {
        Path file = file(key);
        try {
            return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .size();
        } catch (IOException e) {
            throw Disk.failure("measure", file, e);
        }
    }

    @Override
    public boolean delete(ContentKey key) throws StorageException {
        try {
            Path directory = contents.locate(key.id());
            boolean deleted = FanOut.remove(directory.resolve(key.toString()));
            Disk.sync(directory);
            return deleted;
        } catch (NoSuchFileException never) {
            return false;
        } catch (IOException e) {
            throw Disk.failure("delete", Path.of(key.toString()), e);
        }
    }

    private Path file(ContentKey key) throws StorageException {
        try {
            return contents.locate(key.id()).resolve(key.toString());
        } catch (IOException e) {
            throw Disk.failure("find", incoming.resolveSibling(key.toString()), e);
        }
    }

    @Override
    public List<StoredContent> first(int limit) throws StorageException {
        return page(null, limit);
    }

    @Override
    public List<StoredContent> after(ContentKey last, int limit) throws StorageException {
        return page(last.id(), limit);
    }

    /** Reads on when all that was found is gone by the time it is looked at: an empty page is the end. */
    private List<StoredContent> page(@Nullable UUID last, int limit) throws StorageException {
        try {
            List<StoredContent> page = new ArrayList<>();
            List<FanOut.Found> found = contents.after(last, limit);
            while (page.isEmpty() && !found.isEmpty()) {
                for (FanOut.Found content : found) {
                    add(content, page);
                }
                found = page.isEmpty()
                        ? contents.after(found.get(found.size() - 1).id(), limit)
                        : found;
            }
            return page;
        } catch (IOException e) {
            throw Disk.failure("list", incoming.resolveSibling("contents"), e);
        }
    }

    private static void add(FanOut.Found content, List<StoredContent> page) throws IOException {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(content.files().get(0), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (attributes.isRegularFile()) {
                page.add(new StoredContent(
                        new ContentKey(content.id()),
                        attributes.size(),
                        attributes.lastModifiedTime().toInstant()));
            }
        } catch (NoSuchFileException deleted) {
            return;
        }
    }

    @Override
    public int forgetUnfinished(Instant before) throws StorageException {
        int forgotten = 0;
        try {
            for (Path copy : FanOut.entries(incoming, name -> true)) {
                if (isOlder(copy, before) && FanOut.remove(copy)) {
                    forgotten++;
                }
            }
            return forgotten;
        } catch (IOException e) {
            throw Disk.failure("tidy", incoming, e);
        }
    }

    private static boolean isOlder(Path copy, Instant before) throws IOException {
        return Disk.changedAt(copy).filter(changed -> changed.isBefore(before)).isPresent();
    }

    @Override
    public Optional<UUID> owner() throws StorageException {
        return owner.read();
    }

    @Override
    public void own(UUID installation) throws StorageException {
        owner.write(installation);
    }

    @Override
    public void close() {
        // Nothing is held between calls.
    }

    private record Failures(Path file) implements ExactStream.Failures {
        @Override
        public StorageException endedBefore(long remaining) {
            return new ContentDamagedException(
                    file.getFileName() + " ends " + remaining + " bytes before its end", null);
        }

        @Override
        public StorageException failed(IOException e) {
            return Disk.failure("read", file, e);
        }
    }
}
