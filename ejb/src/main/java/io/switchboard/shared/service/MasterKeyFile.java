// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * The master key in a file, and beside it, while it is being rotated, the next one ({@code .next}) and afterwards the one before
 * ({@code .previous}). There is a whole key under the file's own name at every moment, whenever the power fails.
 */
final class MasterKeyFile {
    private final Path file;

    MasterKeyFile(Path file) {
        this.file = file;
    }

    /**
     * The key; made when there is none.
     *
     * @throws IllegalStateException with one sentence, when it cannot be read or made
     */
    RootKey readOrMake() {
        Optional<RootKey> present = read(file);
        return present.isPresent() ? present.get() : make();
    }

    /** The key that a rotation has prepared and not put in its place yet. */
    Optional<RootKey> next() {
        return read(beside("next"));
    }

    /** The key before the present one. */
    Optional<RootKey> previous() {
        return read(beside("previous"));
    }

    /** Prepares the next key; what was prepared before is forgotten. Durable when it returns. */
    RootKey prepare() {
        byte[] fresh = random();
        try {
            Path written = write(fresh);
            Files.move(written, beside("next"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            force();
            return new RootKey(fresh);
        } catch (IOException e) {
            throw cannotBeMade(beside("next"), e);
        }
    }

    /** Puts the prepared key in its place; the present one stays beside it. Again is harmless. */
    void promote() {
        try {
            if (Files.exists(beside("next"))) {
                Files.deleteIfExists(beside("previous"));
                Files.createLink(beside("previous"), file);
                force();
                Files.move(beside("next"), file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                force();
            }
        } catch (IOException e) {
            throw cannotBeMade(file, e);
        }
    }

    /** Forgets what was prepared and came to nothing. */
    void forgetNext() {
        try {
            Files.deleteIfExists(beside("next"));
        } catch (IOException e) {
            throw cannotBeMade(beside("next"), e);
        }
    }

    private Path beside(String what) {
        return file.resolveSibling(file.getFileName() + "." + what);
    }

    private static Optional<RootKey> read(Path file) {
        try {
            return Optional.of(new RootKey(parse(file, Files.readString(file, StandardCharsets.US_ASCII))));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new IllegalStateException("The master key " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static byte[] parse(Path file, String text) {
        try {
            byte[] read = Base64.getDecoder().decode(text.strip());
            if (read.length == RootKey.BYTES) {
                return read;
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("The master key " + file + " is not base64", e);
        }
        throw new IllegalStateException("The master key " + file + " does not hold 32 bytes in base64");
    }

    /** Written beside, synced, linked, directory synced: a crash leaves the whole key or none. */
    private RootKey make() {
        byte[] fresh = random();
        try {
            Files.createDirectories(directory());
            Path written = write(fresh);
            // A link, not a rename: of two nodes that start at once on one directory the second finds the first one's
            // key.
            try {
                Files.createLink(file, written);
            } catch (FileAlreadyExistsException e) {
                return new RootKey(parse(file, Files.readString(file, StandardCharsets.US_ASCII)));
            } finally {
                Files.deleteIfExists(written);
            }
            force();
            return new RootKey(fresh);
        } catch (IOException e) {
            throw cannotBeMade(file, e);
        }
    }

    /** In a file of its own, for its owner alone, synced. */
    private Path write(byte[] key) throws IOException {
        Path written = beside(UUID.randomUUID().toString());
        Files.createFile(written);
        if (Files.getFileStore(written).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(written, PosixFilePermissions.fromString("rw-------"));
        }
        try (FileChannel channel = FileChannel.open(written, StandardOpenOption.WRITE)) {
            ByteBuffer text = ByteBuffer.wrap(Base64.getEncoder().encode(key));
            while (text.hasRemaining()) {
                channel.write(text);
            }
            channel.force(true);
        }
        return written;
    }

    private void force() throws IOException {
        try (FileChannel channel = FileChannel.open(directory())) {
            channel.force(true);
        }
    }

    private Path directory() {
        return Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file lies in a directory");
    }

    private static byte[] random() {
        byte[] fresh = new byte[RootKey.BYTES];
        new SecureRandom().nextBytes(fresh);
        return fresh;
    }

    private static IllegalStateException cannotBeMade(Path file, IOException cause) {
        return new IllegalStateException("The master key " + file + " cannot be made: " + cause.getMessage(), cause);
    }
}
