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
import java.util.Set;

/**
 * Profiles as files {@code <name>.json}, readable by their owner alone where the file system knows owners. A file is replaced whole:
 * a crash leaves the old one or the new one, never a part.
 */
public final class ProfileStore {
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";

    private final Path directory;
    private final Surroundings surroundings;
    private final boolean posix;

    private ProfileStore(Path directory, Surroundings surroundings) {
        this.directory = directory;
        this.surroundings = surroundings;
        this.posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }

    /** The user's own profiles: in {@code $SWITCHBOARD_HOME}, or {@code ~/.config/switchboard}. */
    public static ProfileStore of(Surroundings surroundings) {
        Path directory = surroundings
                .environment("SWITCHBOARD_HOME")
                .map(Path::of)
                .orElseGet(() -> surroundings.home().resolve(".config").resolve("switchboard"));
        return new ProfileStore(directory, surroundings);
    }

    /** Where the profile of this name is kept. */
    public Path file(String name) {
        if (!name.matches(NAME)) {
            throw new IllegalArgumentException(
                    "a profile's name is 1 to 64 letters, digits, dots, hyphens and underscores, not '" + name + "'");
        }
        return directory.resolve(name + ".json");
    }

    /**
     * Reads a profile; an empty one when there is none of this name.
     *
     * @throws UncheckedIOException when there is one that cannot be read
     */
    public Profile load(String name) {
        Path file = file(name);
        try {
            return Json.tryRead(Files.readString(file), Profile.class)
                    .orElseThrow(() -> new IOException(file + " is not a profile of this program"));
        } catch (NoSuchFileException absent) {
            return Profile.EMPTY;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /**
     * Writes a profile, durably.
     *
     * @throws UncheckedIOException when it cannot be written; what was there before is still there then
     */
    public void save(String name, Profile profile) {
        Path file = file(name);
        try {
            Files.createDirectories(directory, only("rwx------"));
            Path fresh = directory.resolve("." + name + "." + surroundings.token() + ".tmp");
            try {
                write(fresh, Json.pretty(profile) + "\n");
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
            force(directory);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void write(Path fresh, String text) throws IOException {
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(fresh, options, only("rw-------"))) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    /** A renamed file survives a power cut only when its directory was synchronised; elsewhere directories cannot be opened. */
    private void force(Path written) throws IOException {
        if (posix) {
            try (FileChannel channel = FileChannel.open(written, StandardOpenOption.READ)) {
                channel.force(true);
            }
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
