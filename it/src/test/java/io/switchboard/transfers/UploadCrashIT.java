// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers;

import static io.switchboard.transfers.Sending.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.harness.OnceForAllDatabases;
import io.switchboard.harness.OpenRequest;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.Size;
import io.switchboard.harness.Together;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * {@code kill -9} in the middle of uploads: the offset is never beyond what is durable, nor below what was told before. And in the middle
 * of deliveries, which go on where they were.
 */
class UploadCrashIT {
    private static final int PIECE = 64 << 10;
    private static final int CONTENT = Size.of(24, 192) * MIB;
    private static final int DELIVERED = Size.of(24, 192) * MIB;

    @Test
    void whatWasToldToBeThereIsThereAfterAKill() {
        try (ServerUnderTest server = ServerUnderTest.start(Map.of(ServerUnderTest.SEND_BUFFER, "65536"));
                Together threads = new Together(1)) {
            Sending sending = Sending.of(server.newEnterprise(), CONTENT);
            String upload = sending.begins();
            ResumedDelivery delivery = new ResumedDelivery(stored(server));
            int rounds = Size.of(1, 20);
            int offset = 0;
            for (int round = 1; round <= rounds; round++) {
                int goal = (int) ((long) CONTENT * round / (rounds + 1));
                AtomicInteger sent = new AtomicInteger(offset);
                int told;
                delivery.goesOn();
                try (OpenRequest open = sending.opens(upload, offset)) {
                    Future<Integer> client = threads.meanwhile(() -> sendsOn(open, sending, sent));
                    told = toldBeyond(sending, upload, goal);
                    server.kill();
                    Together.result(client);
                }
                delivery.isCut();
                server.restart();
                offset = sending.offset(upload);
                assertThat(offset).isBetween(told, sent.get());
            }
            sending.sendsRest(upload, offset);
            sending.isStored(upload);
            delivery.ends();
        }
    }

    private static Sending stored(ServerUnderTest server) {
        Sending sending = Sending.of(server.newEnterprise(), DELIVERED);
        sending.sendsRest(sending.begins(), 0);
        return sending;
    }

    /** Until the server has gone. */
    private static int sendsOn(OpenRequest open, Sending sending, AtomicInteger sent) {
        int end = sent.get();
        while (end < CONTENT) {
            int from = end;
            end = Math.min(CONTENT, from + PIECE);
            sent.set(end);
            if (!open.triesToSend(sending.data(), from, end)) {
                break;
            }
        }
        return end;
    }

    /**
     * The last offset that the server has committed, as far as is known, before it ends. H2 shows what it has committed a moment before it has
     * written it, and no request is answered in that moment: what is committed later is written later.
     */
    private static int toldBeyond(Sending sending, String upload, int goal) {
        int told = Awaitility.await("the offset")
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> sending.durable(upload), offset -> offset > 0 && offset >= goal / 2);
        sending.emptiesTheStore();
        return told;
    }

    @Test
    @OnceForAllDatabases
    void aVerificationThatANodesEndHasBrokenOffIsCarriedOutByTheNextOne() {
        try (ServerUnderTest server = ServerUnderTest.start()) {
            Sending sending = Sending.of(server.newEnterprise(), 2 * MIB);
            String upload = sending.begins(Map.of("Upload-Defer-Length", "1"));
            sending.sends(upload, 0, sending.data()).expect(204);
            try (OpenRequest open = sending.opens(
                    upload,
                    2 * MIB,
                    Map.of("Upload-Length", Integer.toString(2 * MIB), "Transfer-Encoding", "chunked"))) {
                Awaitility.await("the length is said")
                        .until(() ->
                                sending.asks(upload).header("Upload-Length").isPresent());
                server.kill();
                assertThat(open.isEndedWithoutAnAnswer()).isTrue();
            }
            server.restart();
            server.passes(Duration.ofSeconds(31));
            Awaitility.await("the janitor")
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> sending.content().equals("stored"));
            sending.isStored(upload);
        }
    }

    /** A file of this process cannot grow any more, which the system says as it says that there is no room. */
    @Test
    @OnceForAllDatabases
    void aFullDiskIsToldAndLosesNothing() {
        try (ServerUnderTest server = ServerUnderTest.start()) {
            Sending sending = Sending.of(server.newEnterprise(), 40 * MIB);
            String upload = sending.begins();
            sending.sends(upload, 0, sending.data(0, MIB)).expect(204);
            server.limitsFiles(Integer.toString(30 * MIB));
            sending.sends(upload, MIB, sending.data(MIB, 40 * MIB)).expect(507, "storage-full");
            server.limitsFiles("unlimited");
            int offset = sending.offset(upload);
            assertThat(offset).isBetween(MIB, 30 * MIB);
            sending.sendsRest(upload, offset);
            sending.isStored(upload);
        }
    }
}
