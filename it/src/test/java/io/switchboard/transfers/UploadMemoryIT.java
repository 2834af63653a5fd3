// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.harness.Enterprise;
import io.switchboard.harness.Heap;
import io.switchboard.harness.LongData;
import io.switchboard.harness.OnceForAllDatabases;
import io.switchboard.harness.OpenRequest;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServerOnTime;
import io.switchboard.harness.Size;
import io.switchboard.harness.Terminal;
import io.switchboard.harness.Together;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What uploads hold in the server's memory depends on how many there are, and not on how long they are. */
@OnceForAllDatabases
@ExtendWith(SharedServerOnTime.class)
class UploadMemoryIT {
    private static final int UPLOADS = Size.of(6, 50);
    private static final int SHORT_BLOCKS = Size.of(2, 4);
    private static final int LONG_BLOCKS = Size.of(12, 1024);

    /** How often all stand still under way, and the heap is looked at. */
    private static final int LOOKS = Size.of(1, 3);

    private static final long TOLERANCE = 16L << 20;
    private static final long LEFT_FREE = 4L << 30;
    private static final Duration LIMIT = Duration.ofMinutes(30);

    private final ServerUnderTest shared;

    UploadMemoryIT(ServerUnderTest shared) {
        this.shared = shared;
    }

    @Test
    void longOnesHoldNoMoreThanShortOnes() throws IOException {
        if (Size.current() == Size.SHORT) {
            compare(shared, LONG_BLOCKS);
            return;
        }
        try (ServerUnderTest server = ServerUnderTest.start(Map.of(ServerUnderTest.HEAP, "512m"))) {
            assertThat(Files.getFileStore(server.data()).getUsableSpace())
                    .as("bytes of the disk that are free")
                    .isGreaterThan((long) UPLOADS * LONG_BLOCKS * LongData.BLOCK + LEFT_FREE);
            compare(server, LONG_BLOCKS);
            assertThat(server.newErrors()).isEmpty();
            server.kill();
            delete(server.data().resolve("contents"));
        }
    }

    private static void compare(ServerUnderTest server, int blocks) {
        long ofShort = mostHeld(server, SHORT_BLOCKS);
        long ofLong = mostHeld(server, blocks);
        System.out.printf(
                "%d uploads at a time: %,d bytes of heap are held while they are of %d MiB, %,d while they are of %d MiB%n",
                UPLOADS, ofShort, SHORT_BLOCKS, ofLong, blocks);
        assertThat(ofLong).isLessThan(ofShort + TOLERANCE);
    }

    /** Sends as many at the same time; the most that the server could not let go while parts of them were there. */
    private static long mostHeld(ServerUnderTest server, int blocks) {
        Enterprise enterprise = server.newEnterprise();
        Terminal target = enterprise.newAccount().enrolsTerminal();
        CyclicBarrier all = new CyclicBarrier(UPLOADS + 1);
        List<Callable<String>> senders = new ArrayList<>();
        List<LongData> contents = LongData.different(UPLOADS, blocks);
        for (LongData data : contents) {
            Terminal source = enterprise.newAccount().enrolsTerminal();
            String transfer = source.post("/transfers", data.to(target.account()))
                    .expect(201)
                    .json()
                    .get("id")
                    .asText();
            senders.add(() -> sends(source, "/transfers/" + transfer, data, all));
        }
        try (Together threads = new Together(UPLOADS)) {
            List<Future<String>> sending =
                    senders.stream().map(threads::meanwhile).toList();
            long most = 0;
            for (int look = 0; look < LOOKS; look++) {
                await(all);
                most = Math.max(most, Heap.live(server));
                await(all);
            }
            for (int i = 0; i < UPLOADS; i++) {
                target.post(
                                Together.result(sending.get(i)) + "/receipt",
                                Map.of("identification", contents.get(i).code()))
                        .expect(200);
            }
            return most;
        }
    }

    /** In one request, which waits now and then for the others; the path of the transfer, whose content the server has verified. */
    private static String sends(Terminal source, String transfer, LongData data, CyclicBarrier all) {
        Map<String, String> headers = Sending.tus(Map.of("Upload-Length", Long.toString(data.size())));
        String place = source.request("POST", transfer + "/uploads", null, headers)
                .expect(201)
                .header("Location")
                .orElseThrow();
        Map<String, String> bytes = new HashMap<>(Sending.tus(Map.of(
                "Authorization",
                "Bearer " + source.token(),
                "Content-Type",
                "application/offset+octet-stream",
                "Upload-Offset",
                "0")));
        bytes.put("Content-Length", Long.toString(data.size()));
        String path = place.substring(place.indexOf("/transfers/"));
        try (OpenRequest request = OpenRequest.begin(source.server(), "PATCH", path, bytes)) {
            for (int i = 0; i < data.blocks(); i++) {
                if (i > 0 && i % (data.blocks() / (LOOKS + 1)) == 0 && i / (data.blocks() / (LOOKS + 1)) <= LOOKS) {
                    await(all);
                    await(all);
                }
                request.sends(data.block(i), 0, LongData.BLOCK);
            }
            request.finish().expect(204);
        }
        assertThat(source.reads(transfer).get("content").asText()).isEqualTo("stored");
        return transfer;
    }

    private static void await(CyclicBarrier all) {
        try {
            all.await(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (java.util.concurrent.BrokenBarrierException | java.util.concurrent.TimeoutException e) {
            throw new AssertionError("One of the others does not go on", e);
        }
    }

    /** The disk is needed. */
    private static void delete(Path contents) throws IOException {
        try (Stream<Path> left = Files.walk(contents)) {
            for (Path content : left.filter(Files::isRegularFile).toList()) {
                Files.delete(content);
            }
        }
    }
}
