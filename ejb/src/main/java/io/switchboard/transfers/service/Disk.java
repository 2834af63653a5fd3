// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How files are made, forced and copied here: for their owner alone, following no symbolic link, through small buffers. */
final class Disk {
    /** Of every copy and the most that is read at once: the JDK keeps a direct buffer of the largest read of each thread. */
    static final int BUFFER_BYTES = 128 << 10;

    static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    /** ENOSPC, EDQUOT and EFBIG, as the C library words them; where it speaks another language, the free space tells. */
    private static final List<String> FULL =
            List.of("No space left on device", "Disk quota exceeded", "File too large");

    private Disk() {}

    /**
     * The directory itself, where the path of the installation leads; made when there is none. Symbolic links on the way there are the
     * operator's own affair.
     */
    static Path root(Path directory) {
        try {
            Path parent = directory.toAbsolutePath().getParent();
            if (!Files.isDirectory(directory) && parent != null) {
                Files.createDirectories(parent);
                makeDirectory(directory);
                sync(parent);
            }
            return directory.toRealPath();
        } catch (IOException e) {
            throw new IllegalStateException("The directory " + directory + " cannot be used: " + e.getMessage(), e);
        }
    }

    /** A directory of this name in the root, durable; made when there is none. */
    static Path inside(Path root, String name) {
        Path directory = root.resolve(name);
        try {
            makeDirectory(directory);
            sync(root);
            return directory;
        } catch (IOException e) {
            throw new IllegalStateException("The directory " + directory + " cannot be used: " + e.getMessage(), e);
        }
    }

    /** Makes it, unless it is there; whether it was made. Its parent is not forced. */
    static boolean makeDirectory(Path directory) throws IOException {
        try {
            requireDirectory(directory);
            return false;
        } catch (NoSuchFileException absent) {
            try {
                Files.createDirectory(directory, OWNER_ONLY_DIRECTORY);
                return true;
            } catch (FileAlreadyExistsException e) {
                requireDirectory(directory);
                return true;
            }
        }
    }

    /** Refuses what is no directory, a symbolic link to one among it. */
    static void requireDirectory(Path directory) throws IOException {
        if (!Files.readAttributes(directory, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .isDirectory()) {
            throw new NotDirectoryException(directory.toString());
        }
    }

    /** Opens a file, not what a symbolic link points at. */
    static FileChannel open(Path file, StandardOpenOption... options) throws IOException {
        Set<OpenOption> all = new HashSet<>(List.of(options));
        all.add(LinkOption.NOFOLLOW_LINKS);
        return FileChannel.open(file, all, OWNER_ONLY_FILE);
    }

    /** When a file was last written to; nothing when there is none. */
    static Optional<Instant> changedAt(Path file) throws IOException {
        try {
            return Optional.of(
                    Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant());
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
    }

    /** Makes the names in a directory durable: those that came, and those that went. */
    static void sync(Path directory) throws IOException {
        try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
            names.force(true);
        }
    }

    /** Copies so many bytes, from the one's beginning to where the other stands. */
    static void copy(FileChannel from, long length, FileChannel to) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        for (long position = 0; position < length; position += buffer.limit()) {
            buffer.clear().limit((int) Math.min(BUFFER_BYTES, length - position));
            if (from.read(buffer, position) < 0) {
                throw new ContentDamagedException("A file ends at " + position + " of " + length + " bytes", null);
            }
            buffer.flip();
            writeAll(buffer, to);
        }
    }

    private static void writeAll(ByteBuffer bytes, FileChannel to) throws IOException {
        while (bytes.hasRemaining()) {
            to.write(bytes);
        }
    }

    /**
     * What a failure means to callers.
     *
     * @param doing what was tried, as a sentence's end
     * @param file what it was tried on
     */
    static StorageException failure(String doing, Path file, IOException e) {
        if (e instanceof StorageException known) {
            return known;
        }
        if (e instanceof NoSuchFileException) {
            return new ContentMissingException("There is nothing to " + doing + ": " + file.getFileName(), e);
        }
        String message = "Cannot " + doing + " " + file.getFileName() + ": " + e.getMessage();
        return isFull(file, e) ? new StorageFullException(message, e) : new StorageUnavailableException(message, e);
    }

    private static boolean isFull(Path file, IOException e) {
        String reason = e instanceof FileSystemException ofFile ? ofFile.getReason() : e.getMessage();
        if (reason != null && FULL.stream().anyMatch(reason::contains)) {
            return true;
        }
        try {
            Path directory = file.getParent();
            return directory != null && Files.getFileStore(directory).getUsableSpace() < BUFFER_BYTES;
        } catch (IOException unknown) {
            e.addSuppressed(unknown);
            return false;
        }
    }
}
