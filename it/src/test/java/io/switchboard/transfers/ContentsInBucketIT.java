// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers;

import static io.switchboard.transfers.Sending.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.harness.OnceForAllDatabases;
import io.switchboard.harness.S3Mock;
import io.switchboard.harness.ServerUnderTest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A server whose configuration names a bucket keeps contents there, and nothing of them in its own directory. */
@OnceForAllDatabases
class ContentsInBucketIT {
    private static S3Mock s3;

    @BeforeAll
    static void starts() {
        s3 = S3Mock.start();
    }

    @AfterAll
    static void ends() {
        s3.close();
    }

    private static Map<String, String> settings(String bucket) {
        return new HashMap<>(Map.of(
                "SWITCHBOARD_TRANSFERS_BUCKET_ENDPOINT", s3.endpoint().toString(),
                "SWITCHBOARD_TRANSFERS_BUCKET_NAME", bucket,
                "SWITCHBOARD_TRANSFERS_BUCKET_PREFIX", "switchboard/one",
                "SWITCHBOARD_TRANSFERS_BUCKET_ACCESS_KEY", "key",
                "SWITCHBOARD_TRANSFERS_BUCKET_SECRET_KEY", "not-to-be-printed"));
    }

    /** All objects but the one that says whose they are. */
    private static List<String> contents() {
        return s3.objects().stream()
                .filter(name -> !name.equals("switchboard/one/installation"))
                .toList();
    }

    @Test
    void whatIsUploadedIsInTheBucketIsFetchedFromThereAndGoesFromThere() {
        try (ServerUnderTest server = ServerUnderTest.start(settings(S3Mock.BUCKET))) {
            Sending sending = Sending.of(server.newEnterprise(), 20 * MIB);
            String upload = sending.begins();
            sending.sendsRest(upload, 0);
            assertThat(sending.content()).isEqualTo("stored");
            assertThat(sending.hasBytes(upload)).isFalse();
            assertThat(server.data().resolve("contents"))
                    .satisfiesAnyOf(
                            directory -> assertThat(directory).doesNotExist(),
                            directory -> assertThat(directory).isEmptyDirectory());
            List<String> kept = contents();
            assertThat(kept).hasSize(1).allMatch(name -> name.startsWith("switchboard/one/"));

            String content = sending.path() + "/content";
            assertThat(sending.target().get(content).expect(200).body()).isEqualTo(sending.data());
            byte[] part = sending.target()
                    .request("GET", content, null, Map.of("Range", "bytes=7000000-"))
                    .expect(206)
                    .body();
            assertThat(part).isEqualTo(Arrays.copyOfRange(sending.data(), 7_000_000, 20 * MIB));

            server.kill();
            server.restart();
            assertThat(sending.target().get(content).expect(200).body()).isEqualTo(sending.data());

            sending.target()
                    .post(sending.receipt(), Map.of("identification", sending.identification()))
                    .expect(200);
            server.passes(Duration.ofDays(31));
            Awaitility.await("nobody needs it")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> contents().isEmpty());
            assertThat(s3.objects()).as("whose it is").containsExactly("switchboard/one/installation");
            assertThat(server.console()).doesNotContain("not-to-be-printed");
        }
    }

    @Test
    void whatIsDamagedOrGoneThereIsFound() {
        Map<String, String> settings = settings(S3Mock.BUCKET);
        settings.put("SWITCHBOARD_TRANSFERS_BUCKET_PREFIX", "switchboard/two");
        settings.put("SWITCHBOARD_TRANSFERS_SCRUB_PERIOD", "P1D");
        settings.put("SWITCHBOARD_TRANSFERS_DELETE_ORPHANS", "true");
        try (ServerUnderTest server = ServerUnderTest.start(settings)) {
            Damage damage = Damage.of(server);
            s3.replaces(object(damage.changed()), new byte[Damage.BYTES]);
            s3.loses(object(damage.lost()));
            damage.isFound();
        }
    }

    private static String object(String id) {
        return s3.objects().stream()
                .filter(name -> name.endsWith(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aBucketThatIsNotThereIsSaidAtTheStartAndLosesNothing() {
        try (ServerUnderTest server = ServerUnderTest.start(settings("another"))) {
            assertThat(server.newErrors()).singleElement().asString().contains("The bucket another cannot be used");
            Sending sending = Sending.of(server.newEnterprise(), 2 * MIB);
            String upload = sending.begins();
            sending.sends(upload, 0, sending.data()).expect(503, "busy");
            assertThat(server.newErrors()).isNotEmpty();
            assertThat(sending.offset(upload)).isEqualTo(2 * MIB);
            assertThat(sending.content()).isEqualTo("uploading");
            assertThat(sending.hasBytes(upload)).isTrue();
        }
    }
}
