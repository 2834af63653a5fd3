// SPDX-License-Identifier: Apache-2.0
package io.switchboard.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** A file system of a few megabytes in memory, which gets full. Only root may mount one: for others the test is skipped, loudly. */
public final class SmallDisk implements AutoCloseable {
    private final Path directory;

    private SmallDisk(Path directory) {
        this.directory = directory;
    }

    /** Mounts one. */
    @SuppressWarnings("SystemOut") // a skipped proof must not go unseen
    public static SmallDisk mount(int megabytes) {
        try {
            Path directory = Files.createTempDirectory("small-disk");
            try {
                Tool.required("mount", "mount")
                        .run("-t", "tmpfs", "-o", "size=" + megabytes + "m,mode=0700", "tmpfs", directory.toString());
            } catch (AssertionError e) {
                Files.delete(directory);
                System.out.println("SKIPPED: no file system may be mounted here: " + e.getMessage());
                Assumptions.abort("no file system may be mounted here");
            }
            return new SmallDisk(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its root. */
    public Path directory() {
        return directory;
    }

    @Override
    public void close() {
        Tool.required("umount", "mount").run(directory.toString());
        try {
            Files.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
