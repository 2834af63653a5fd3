// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.client;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/**
 * A file that a command writes. It is written beside its place and takes its name when it is whole: whatever goes wrong before, what
 * was there is still there, and nothing that looks like all of it. What is no regular file, such as a pipe, is written to as it comes.
 */
public final class WholeFile {
    private final Path file;
    private final boolean special;

    private WholeFile(Path file, boolean special) {
        this.file = file;
        this.special = special;
    }

    /** What fills the file. */
    @FunctionalInterface
    public interface Content {
        /** Writes everything, or throws. */
        void writeTo(OutputStream to) throws IOException;
    }

    /**
     * Looks at the place before anything else is done.
     *
     * @param replace whether a file that is there may go
     * @throws IllegalArgumentException when there is no such directory, or something is in the way
     */
    public static WholeFile at(Path place, boolean replace) throws IOException {
        Path file = place.toAbsolutePath();
        Path directory = file.getParent();
        if (directory == null || Files.isDirectory(file)) {
            throw new IllegalArgumentException(place + " is a directory; name a file in it");
        }
        if (!Files.isDirectory(directory)) {
            throw new IllegalArgumentException("There is no directory " + directory + ": make it first");
        }
        if (!Files.exists(file)) {
            return new WholeFile(file, false);
        }
        boolean special = !Files.isRegularFile(file);
        if (!special && !replace) {
            throw new IllegalArgumentException(place + " is there already; --force replaces it");
        }
        return new WholeFile(special ? file : file.toRealPath(), special);
    }

    /** Writes it, and puts it in its place. */
    public void write(Content content) throws IOException {
        if (special) {
            try (OutputStream to = Files.newOutputStream(file)) {
                content.writeTo(to);
            }
            return;
        }
        // A name that nobody can foresee, and the owner's alone.
        Path beside = Files.createTempFile(directory(), "." + file.getFileName() + ".", ".part");
        try {
            try (OutputStream to = Files.newOutputStream(beside)) {
                content.writeTo(to);
            }
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    private Path directory() {
        return Objects.requireNonNull(file.getParent());
    }
}
