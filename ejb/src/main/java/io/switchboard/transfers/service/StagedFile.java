// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Objects;

/** A whole content in one file of staging, durable, for the store to take over. Made by {@link Staging#assemble}. */
public final class StagedFile {
    private final Path file;
    private final long size;

    StagedFile(Path file, long size) {
        this.file = file;
        this.size = size;
    }

    /** In bytes. */
    public long size() {
        return size;
    }

    Path file() {
        return file;
    }

    Path directory() {
        return Objects.requireNonNull(file.getParent(), "in staging");
    }

    /** Refuses a file that has not the size that it was assembled to. */
    void requireWhole(FileChannel bytes) throws IOException {
        if (bytes.size() != size) {
            throw new ContentDamagedException(
                    file.getFileName() + " has " + bytes.size() + " bytes, and not " + size, null);
        }
    }
}
