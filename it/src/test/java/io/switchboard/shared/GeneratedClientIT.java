// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.harness.OnceForAllDatabases;
import io.switchboard.harness.Program;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A public generator makes a client of the OpenAPI document, and that client makes a call. */
@OnceForAllDatabases
@ExtendWith(SharedServer.class)
class GeneratedClientIT {
    private static final String STORY = "/generated-client/Story.java";

    private final ServerUnderTest server;

    @TempDir
    Path directory;

    GeneratedClientIT(ServerUnderTest server) {
        this.server = server;
    }

    @Test
    void aClientThatIsGeneratedFromTheDocumentCompilesAndMakesACall() throws Exception {
        Path sources = generated();
        Path classes = compiled(sources);
        JsonNode client = server.admin()
                .post("/enterprises/" + server.newEnterprise().id() + "/api-clients", Map.of("name", "generated"))
                .expect(201)
                .json();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
            Object happened = loader.loadClass("Story")
                    .getMethod("play", String.class, String.class, String.class)
                    .invoke(
                            null,
                            server.address(),
                            client.get("id").asText(),
                            client.get("secret").asText());
            assertThat(happened)
                    .isEqualTo(List.of(
                            "rings: ringing For a parcel incoming",
                            "answer: answered",
                            "connected: connected",
                            "hang up: ended",
                            "listed: 1",
                            "own call: 403 call-refused"));
        }
    }

    /** The generator refuses a document that is not valid. */
    private Path generated() throws IOException {
        Path document = directory.resolve("openapi.json");
        Files.write(
                document,
                server.http()
                        .send("GET", "/openapi", Map.of("Accept", "application/json"), null)
                        .expect(200)
                        .body());
        Path sources = directory.resolve("client");
        List<String> command = List.of(
                Program.java(),
                "-jar",
                System.getProperty("switchboard.it.client-generator"),
                "generate",
                "-g",
                "java",
                "--library",
                "apache-httpclient",
                "-i",
                document.toString(),
                "-o",
                sources.toString(),
                "--additional-properties=useJakartaEe=true,openApiNullable=false,invokerPackage=generated,"
                        + "apiPackage=generated.api,modelPackage=generated.model");
        try (Program generator = Program.start(command, Map.of(), "")) {
            generator.awaitsEnd(Duration.ofMinutes(2)).expect(0);
        }
        return sources.resolve("src/main/java");
    }

    private Path compiled(Path sources) throws IOException {
        try (InputStream story = Objects.requireNonNull(GeneratedClientIT.class.getResourceAsStream(STORY))) {
            Files.copy(story, sources.resolve("Story.java"));
        }
        Path classes = Files.createDirectory(directory.resolve("classes"));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (Stream<Path> files = Files.walk(sources);
                StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            boolean right = compiler.getTask(
                            messages,
                            manager,
                            null,
                            List.of("-nowarn", "-proc:none", "-d", classes.toString()),
                            null,
                            manager.getJavaFileObjectsFromPaths(
                                    files.filter(file -> file.toString().endsWith(".java"))
                                            .toList()))
                    .call();
            assertThat(right).as(messages.toString()).isTrue();
        }
        return classes;
    }
}
