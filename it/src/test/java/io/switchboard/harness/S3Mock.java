// SPDX-License-Identifier: Apache-2.0
package io.switchboard.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A server that speaks S3, Adobe's S3Mock, in a process of its own, with one empty bucket. It keeps objects in a directory that ends with it. */
public final class S3Mock implements AutoCloseable {
    /** The bucket that it begins with. */
    public static final String BUCKET = "contents";

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Pattern STARTED =
            Pattern.compile("Tomcat started on ports [0-9]+ \\(https\\), ([0-9]+) \\(http\\)");

    private final Program program;
    private final Path objects;
    private final int port;

    private S3Mock(Program program, Path objects, int port) {
        this.program = program;
        this.objects = objects;
        this.port = port;
    }

    /** Starts one, on ports that the system chooses. */
    public static S3Mock start() {
        try {
            Path objects = Files.createTempDirectory("s3mock");
            Program program = Program.start(
                    List.of(
                            Program.java(),
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-Xmx192m",
                            "-jar",
                            ServerDirectory.property("switchboard.it.s3mock"),
                            "--server.port=0",
                            "--http.port=0",
                            "--com.adobe.testing.s3mock.store.root=" + objects,
                            "--com.adobe.testing.s3mock.store.initial-buckets=" + BUCKET),
                    Map.of(),
                    "");
            Awaitility.await("S3Mock")
                    .atMost(LIMIT)
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> {
                        if (!program.isRunning()) {
                            throw new IllegalStateException("S3Mock does not start: " + program.out() + program.err());
                        }
                        return STARTED.matcher(program.out()).find();
                    });
            Matcher started = STARTED.matcher(program.out());
            if (!started.find()) {
                throw new IllegalStateException(program.out());
            }
            return new S3Mock(program, objects, Integer.parseInt(started.group(1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it listens, without TLS. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** The names of all objects that it holds now. */
    public List<String> objects() {
        try (S3Client client = client()) {
            return client.listObjectsV2(request -> request.bucket(BUCKET)).contents().stream()
                    .map(S3Object::key)
                    .toList();
        }
    }

    /** Somebody else puts these bytes in the place of an object. */
    public void replaces(String name, byte[] bytes) {
        try (S3Client client = client()) {
            client.putObject(request -> request.bucket(BUCKET).key(name), RequestBody.fromBytes(bytes));
        }
    }

    /** Somebody else deletes an object. */
    public void loses(String name) {
        try (S3Client client = client()) {
            client.deleteObject(request -> request.bucket(BUCKET).key(name));
        }
    }

    private S3Client client() {
        return S3Client.builder()
                .endpointOverride(endpoint())
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .httpClient(UrlConnectionHttpClient.create())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
                .build();
    }

    @Override
    public void close() {
        program.close();
        try (Stream<Path> left = Files.walk(objects)) {
            for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
