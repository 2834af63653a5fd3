// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * What this program keeps for its user between two calls, readable by that user alone where the file system knows owners. A file is
 * replaced whole: a crash leaves the old one or the new one, never a part.
 */
public final class OwnFiles {
    private final Path directory;
    private final Surroundings surroundings;
    private final boolean posix;

    private OwnFiles(Path directory, Surroundings surroundings) {
        this.directory = directory;
        this.surroundings = surroundings;
        this.posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }

    /** Those in {@code $SWITCHBOARD_HOME}, or {@code ~/.config/switchboard}. */
    public static OwnFiles of(Surroundings surroundings) {
        Path directory = surroundings
                .environment("SWITCHBOARD_HOME")
                .map(Path::of)
                .orElseGet(() -> surroundings.home().resolve(".config").resolve("switchboard"));
        return new OwnFiles(directory, surroundings);
    }

    /** Those in another directory. */
    public static OwnFiles in(Path directory, Surroundings surroundings) {
        return new OwnFiles(directory, surroundings);
    }

    /** Those one directory further down. */
    public OwnFiles below(String name) {
        return new OwnFiles(directory.resolve(name), surroundings);
    }

    /** Where a file is kept. */
    public Path file(String name) {
        return directory.resolve(name);
    }

    /**
     * Reads a file; empty when there is none.
     *
     * @throws UncheckedIOException when there is one that cannot be read
     */
    public Optional<String> read(String name) {
        try {
            return Optional.of(Files.readString(file(name)));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /**
     * Writes a file, durably.
     *
     * @throws UncheckedIOException when it cannot be written; what was there before is still there then
     */
    public void write(String name, String text) {
        try {
            Files.createDirectories(directory, only("rwx------"));
            Path fresh = directory.resolve("." + name + "." + surroundings.token() + ".tmp");
            try {
                fill(fresh, text);
                Files.move(fresh, file(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
            force(directory);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Removes a file, if it is there. */
    public void remove(String name) {
        try {
            Files.deleteIfExists(file(name));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A renamed file survives a power cut only when its directory was synchronised; elsewhere directories cannot be opened. */
    public static void force(Path directory) throws IOException {
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private void fill(Path fresh, String text) throws IOException {
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(fresh, options, only("rw-------"))) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    private FileAttribute<?>[] only(String permissions) {
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
