// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.client;

import io.switchboard.mailbox.client.DemoCast;
import io.switchboard.mailbox.client.DemoEnding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** The files of a story, in a directory that goes when the demonstration ends, whatever happens. */
final class Films {
    private final DemoCast cast;
    private final Path directory;
    private int directories;

    private Films(DemoCast cast, Path directory) {
        this.cast = cast;
        this.directory = directory;
    }

    /** Makes the directory. Nobody but the user of this machine reads it. */
    static Films make(DemoCast cast) throws IOException {
        return cast.make(() -> {
            Films films = new Films(
                    cast, Files.createTempDirectory("switchboard-demo").toRealPath());
            cast.atTheEnd(films::remove);
            return films;
        });
    }

    /** Where they are. */
    Path directory() {
        return directory;
    }

    /** A film that nobody has seen before. */
    Path shoot(String name, int size) throws IOException {
        byte[] bytes = new byte[size];
        cast.server().surroundings().random().nextBytes(bytes);
        return cast.make(() -> Files.write(newDirectory().resolve(name), bytes));
    }

    /** The same film once more, as somebody else has it. */
    Path copy(Path film, String name) throws IOException {
        return cast.make(() -> Files.copy(film, newDirectory().resolve(name)));
    }

    /** For what is received. */
    Path newDirectory() throws IOException {
        directories++;
        return Files.createDirectory(directory.resolve(Integer.toString(directories)));
    }

    private void remove(DemoEnding ending) {
        ending.attempt("the files in " + directory, () -> {
            try {
                Files.walkFileTree(directory, new Removal());
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        });
    }

    private static final class Removal extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
            if (failure != null) {
                throw failure;
            }
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
        }
    }
}
