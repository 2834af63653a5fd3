// SPDX-License-Identifier: Apache-2.0
package io.switchboard.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The project's directory: sources and documents. */
final class SourceTree {
    /** Where modules keep their sources, with the layer that each is. */
    static final List<String> MODULES = List.of("web/wire", "persistence", "ejb", "web/api", "web/client", "it");

    private static final Path ROOT = find(Path.of("").toAbsolutePath());

    private SourceTree() {}

    private static Path find(Path from) {
        for (Path directory = from; directory != null; directory = directory.getParent()) {
            if (Files.isRegularFile(directory.resolve("docs/promises.md"))) {
                return directory;
            }
        }
        throw new IllegalStateException("not started inside the project");
    }

    static Path file(String name) {
        return ROOT.resolve(name);
    }

    static String read(String name) {
        return read(file(name));
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The files in a directory and below it; none when there is no such directory. */
    static List<Path> below(String directory) {
        Path start = file(directory);
        if (!Files.isDirectory(start)) {
            return List.of();
        }
        try (Stream<Path> found = Files.walk(start)) {
            return found.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names of what is in a directory, in order. */
    static List<String> in(String directory) {
        try (Stream<Path> found = Files.list(file(directory))) {
            return found.map(entry -> entry.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The source of a product package's {@code package-info.java}. */
    static String packageInfo(String name) {
        String path = "src/main/java/" + name.replace('.', '/') + "/package-info.java";
        return MODULES.stream()
                .map(module -> file(module).resolve(path))
                .filter(Files::isRegularFile)
                .map(SourceTree::read)
                .findFirst()
                .orElse("");
    }
}
