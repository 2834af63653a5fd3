// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.harness.ChildJvm;
import io.switchboard.harness.OnceForAllDatabases;
import io.switchboard.harness.Program;
import io.switchboard.harness.S3Mock;
import io.switchboard.harness.Size;
import io.switchboard.transfers.service.Bucket;
import io.switchboard.transfers.service.ContentKey;
import io.switchboard.transfers.service.ContentStore;
import io.switchboard.transfers.service.ContentStores;
import io.switchboard.transfers.service.StoredContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Contents in a bucket keep the contract, on a server that speaks S3; every test below a prefix of its own. */
@OnceForAllDatabases
class BucketContentsIT extends ContentStoreContract {
    private static final String REGION = "us-east-1";
    private static final Instant LATER = Instant.parse("2100-01-01T00:00:00Z");

    private static S3Mock s3;

    private final String prefix = UUID.randomUUID().toString();

    @BeforeAll
    static void starts() {
        s3 = S3Mock.start();
    }

    @AfterAll
    static void ends() {
        s3.close();
    }

    @Override
    ContentStore emptyStore() {
        return ContentStores.bucket(new Bucket(s3.endpoint(), REGION, S3Mock.BUCKET, prefix, true, "access", "secret"));
    }

    /** It runs on this machine. */
    @Override
    Instant now() throws IOException {
        Path file = Files.createTempFile(directory, "now", "");
        return Files.getLastModifiedTime(file).toInstant();
    }

    /** A node that ends in the middle of a large content leaves parts, which cost space and which nobody sees. */
    @Test
    void partsWithoutAnEndAreNoContentAndAreForgotten() throws IOException {
        ContentKey key = new ContentKey(UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057"));
        try (S3Client beside = client()) {
            String name = prefix + "/57/80/" + key;
            String upload = beside.createMultipartUpload(
                            request -> request.bucket(S3Mock.BUCKET).key(name))
                    .uploadId();
            beside.uploadPart(
                    request -> request.bucket(S3Mock.BUCKET)
                            .key(name)
                            .uploadId(upload)
                            .partNumber(1),
                    RequestBody.fromBytes(new byte[5 << 20]));

            assertThat(store().holds(key, 5 << 20)).isFalse();
            assertThat(store().first(10)).isEmpty();
            assertThat(store().forgetUnfinished(Instant.EPOCH)).as("too young").isZero();
            assertThat(store().forgetUnfinished(LATER)).isEqualTo(1);
            assertThat(store().forgetUnfinished(LATER)).isZero();
        }
    }

    @Test
    void objectsThatAreNotOursAreNotListed() throws IOException {
        ContentKey key = new ContentKey(UUID.randomUUID());
        try (S3Client beside = client()) {
            for (String name : new String[] {"/", "/00/00/other", "/~", "x/00/00/" + key.id()}) {
                beside.putObject(
                        request -> request.bucket(S3Mock.BUCKET).key(prefix + name), RequestBody.fromString("other"));
            }
        }
        store().keep(key, new KnownBytes(1).staged(staging(), 1));
        assertThat(store().first(1)).extracting(StoredContent::key).containsExactly(key);
        assertThat(store().after(key, 1)).isEmpty();
    }

    @Test
    void noThreadIsLeftBehind() throws IOException {
        ContentKey key = new ContentKey(UUID.randomUUID());
        store().keep(key, new KnownBytes(1).staged(staging(), 100));
        assertThat(new KnownBytes(1).rightIn(store(), key, 0, 100)).isEqualTo(100);
        Set<String> threads = Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.contains("sdk") || name.contains("aws") || name.contains("response-input"))
                .collect(Collectors.toSet());
        assertThat(threads).isEmpty();
    }

    @Test
    void aContentPassesThroughLittleMemory() {
        long size = Size.of(64, 1024) * (1L << 20);
        try (Program child = ChildJvm.start(
                StorageErrand.class,
                StorageErrand.PASS,
                directory.toString(),
                Long.toString(size),
                s3.endpoint().toString(),
                prefix)) {
            assertThat(child.awaitsEnd(Duration.ofMinutes(5)).expect(0).out()).contains("the same " + size);
        }
    }

    private S3Client client() {
        return S3Client.builder()
                .endpointOverride(s3.endpoint())
                .region(Region.of(REGION))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("access", "secret")))
                .forcePathStyle(true)
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }
}
