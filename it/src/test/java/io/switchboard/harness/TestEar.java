// SPDX-License-Identifier: Apache-2.0
package io.switchboard.harness;

import io.switchboard.harness.server.MovedClock;
import io.switchboard.harness.server.TestControl;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/**
 * The built application plus {@code io.switchboard.harness.server}: the clock as a jar in {@code lib}, its control as a class of
 * {@code api.war}. Not a byte of the product's own classes is touched.
 */
final class TestEar {
    private static final String BEANS = """
            <beans xmlns="https://jakarta.ee/xml/ns/jakartaee" version="4.0" bean-discovery-mode="annotated"/>
            """;

    private TestEar() {}

    /** Writes it beside the original's copy. */
    static void write(Path ear, Path target) throws IOException {
        Files.copy(ear, target, StandardCopyOption.REPLACE_EXISTING);
        Path work = Files.createTempDirectory(target.getParent(), "ear");
        Path war = work.resolve("api.war");
        Path jar = work.resolve("harness.jar");
        try (FileSystem jarFiles = FileSystems.newFileSystem(archive(jar), Map.of("create", "true"))) {
            Files.createDirectories(jarFiles.getPath("META-INF"));
            Files.writeString(jarFiles.getPath("META-INF/beans.xml"), BEANS);
            add(MovedClock.class, jarFiles.getPath("/"));
        }
        try (FileSystem earFiles = FileSystems.newFileSystem(target)) {
            Files.copy(earFiles.getPath("api.war"), war);
            try (FileSystem warFiles = FileSystems.newFileSystem(war)) {
                add(TestControl.class, warFiles.getPath("WEB-INF/classes"));
            }
            Files.copy(war, earFiles.getPath("api.war"), StandardCopyOption.REPLACE_EXISTING);
            Files.copy(jar, earFiles.getPath("lib/harness.jar"));
        }
        Files.delete(war);
        Files.delete(jar);
        Files.delete(work);
    }

    private static URI archive(Path file) {
        return URI.create("jar:" + file.toUri());
    }

    private static void add(Class<?> type, Path root) throws IOException {
        String name = type.getName().replace('.', '/') + ".class";
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        try (InputStream bytes = type.getResourceAsStream("/" + name)) {
            if (bytes == null) {
                throw new IOException("not on the class path: " + name);
            }
            Files.copy(bytes, file);
        }
    }
}
