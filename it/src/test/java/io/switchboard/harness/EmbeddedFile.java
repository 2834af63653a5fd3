// SPDX-License-Identifier: Apache-2.0
package io.switchboard.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The file of a server's embedded database, from outside: how long it is, never what is in it. */
public final class EmbeddedFile {
    private final Path file;

    private EmbeddedFile(Path file) {
        this.file = file;
    }

    /** Empty when the server's database is another. */
    public static Optional<EmbeddedFile> of(ServerUnderTest server) {
        return Database.current() == Database.H2
                ? Optional.of(new EmbeddedFile(server.data().resolve("h2").resolve("switchboard.mv.db")))
                : Optional.empty();
    }

    /** In bytes, now. */
    public long length() {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * How many bytes H2 needs for what the file holds: the length of a copy that H2's own tool has written anew, without dead pages. The
     * server must not run.
     */
    public long liveLength() {
        try {
            Path copy = Files.createTempFile(file.getParent(), "live", ".mv.db");
            try {
                Files.copy(file, copy, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
                Path h2 = Path.of(System.getProperty("switchboard.it.server"), "modules/io/switchboard/h2/main/h2.jar");
                Tool.ofThisJdk("java")
                        .run(
                                "-Xmx512m",
                                "-cp",
                                h2.toString(),
                                "org.h2.mvstore.MVStoreTool",
                                "-compact",
                                copy.toString());
                return Files.size(copy);
            } finally {
                Files.delete(copy);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
