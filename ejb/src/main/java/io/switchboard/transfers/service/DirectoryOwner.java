// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.UUID;

/** The file {@code installation} in a directory of contents, which says whose they are. */
final class DirectoryOwner {
    private static final int MOST_BYTES = 100;

    private final Path root;
    private final Path incoming;
    private final Path file;

    /**
     * Of this directory.
     *
     * @param incoming for what is not finished, in the same file system
     */
    DirectoryOwner(Path root, Path incoming) {
        this.root = root;
        this.incoming = incoming;
        file = root.resolve(ContentStore.OWNER);
    }

    Optional<UUID> read() throws StorageException {
        try {
            if (Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                            .size()
                    > MOST_BYTES) {
                throw ContentStore.unreadableOwner(file.toString(), null);
            }
            return Optional.of(ContentStore.parseOwner(file.toString(), Files.readString(file)));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException e) {
            throw Disk.failure("read", file, e);
        }
    }

    void write(UUID owner) throws StorageException {
        try {
            Path fresh = Files.createTempFile(incoming, ContentStore.OWNER + ".", "", Disk.OWNER_ONLY_FILE);
            try {
                try (FileChannel to = Disk.open(fresh, StandardOpenOption.WRITE)) {
                    ByteBuffer bytes = ByteBuffer.wrap((owner + "\n").getBytes(StandardCharsets.US_ASCII));
                    while (bytes.hasRemaining()) {
                        to.write(bytes);
                    }
                    to.force(true);
                }
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
                Disk.sync(root);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException e) {
            throw Disk.failure("write", file, e);
        }
    }
}
