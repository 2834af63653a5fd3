// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers;

import static io.switchboard.transfers.Sending.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.harness.Account;
import io.switchboard.harness.Caller;
import io.switchboard.harness.Enterprise;
import io.switchboard.harness.LiveHeap;
import io.switchboard.harness.OnceForAllDatabases;
import io.switchboard.harness.OpenRequest;
import io.switchboard.harness.Processes;
import io.switchboard.harness.Program;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServer;
import io.switchboard.harness.Terminal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the bytes on their way cost the server, and when they end: with the right to them, and with their connection. */
@OnceForAllDatabases
@ExtendWith(SharedServer.class)
class StreamsIT {
    /** Of one terminal at a time. */
    private static final int DOWNLOADS = 8;

    /** As many as a terminal may have. */
    private static final int UPLOADS = 30;

    /** What there is of each answer with a content. */
    private static final String SENDING = "io.switchboard.transfers.rest.ContentAnswer$Sending";

    private static final int LARGE = 48 * MIB;
    private static final Duration SOON = Duration.ofSeconds(15);

    private final ServerUnderTest server;

    StreamsIT(ServerUnderTest server) {
        this.server = server;
    }

    private Sending stored() {
        Sending sending = Sending.of(server.newEnterprise(), LARGE);
        sending.sendsRest(sending.begins(), 0);
        return sending;
    }

    @Test
    void aTerminalHasAFewDownloadsAtATime() {
        Sending sending = stored();
        Terminal other = sending.moreTargets(1).get(0);
        List<IncomingContent> open = new ArrayList<>();
        try {
            for (int i = 0; i < DOWNLOADS; i++) {
                open.add(IncomingContent.of(sending, Map.of()));
            }
            assertThat(sending.target()
                            .get(sending.path() + "/content")
                            .expect(429, "too-many-streams")
                            .header("Retry-After"))
                    .hasValue("1");
            sending.target().reads(sending.path());
            assertThat(other.get(sending.path() + "/content").expect(200).body())
                    .isEqualTo(sending.data());
        } finally {
            open.forEach(IncomingContent::close);
        }
        Awaitility.await("there is room again")
                .atMost(SOON)
                .until(() -> sending.target().get(sending.path() + "/content").status() == 200);
    }

    /** A connection and little else: what is sent next is not in memory before it is there. */
    @Test
    void whoWaitsForWhatIsNotThereYetHoldsNoBuffer() {
        Sending sending = Sending.of(server.newEnterprise(), 4 * MIB);
        List<Terminal> terminals = sending.moreTargets(15);
        String upload = sending.begins();
        sending.sends(upload, 0, sending.data(0, MIB)).expect(204);
        List<IncomingContent> waiting = new ArrayList<>();
        Awaitility.await("those of other tests are gone")
                .atMost(SOON.multipliedBy(6))
                .until(() -> LiveHeap.of(server).instances(SENDING) == 0);
        try (IncomingContent first = IncomingContent.of(sending, Map.of())) {
            first.brings(0, MIB);
            long before = LiveHeap.of(server).bytes();
            for (Terminal terminal : terminals) {
                for (int i = 0; i < DOWNLOADS; i++) {
                    waiting.add(IncomingContent.of(sending, terminal, Map.of()));
                }
            }
            waiting.forEach(content -> content.brings(0, MIB));
            long each = (LiveHeap.of(server).bytes() - before) / waiting.size();
            assertThat(each).as("bytes of memory for each who waits").isLessThan(48L << 10);
        } finally {
            waiting.forEach(IncomingContent::close);
        }
    }

    @Test
    void aTerminalThatIsRevokedIsCutOffFromWhatIsStored() {
        Sending sending = stored();
        Terminal target = sending.target();
        try (IncomingContent content = IncomingContent.of(sending, Map.of())) {
            content.brings(0, MIB);
            target.account()
                    .enrolsTerminal()
                    .delete("/terminals/" + target.id())
                    .expect(204);
            assertThat(content.bringsToItsEnd()).isLessThan(LARGE - MIB);
        }
    }

    @Test
    void whatIsTakenBackIsCutOff() {
        Sending sending = stored();
        try (IncomingContent content = IncomingContent.of(sending, Map.of())) {
            content.brings(0, MIB);
            sending.source().post(sending.path() + "/cancellation").expect(200);
            assertThat(content.bringsToItsEnd()).isLessThan(LARGE - MIB);
        }
    }

    @Test
    void anApiClientThatIsRevokedSendsNoMore() {
        Sending sending = Sending.of(server.newEnterprise(), 2 * MIB);
        Account source = sending.source().account();
        Caller client = source.enterprise().newClient("act");
        String upload = sending.begins();
        try (OpenRequest open = sending.opens(client, upload, 0, Map.of("Switchboard-Account", source.id()))) {
            open.sends(sending.data(), 0, MIB);
            sending.awaitsOffset(upload, MIB);
            server.admin().delete(newestClient(source.enterprise())).expect(204);
            AtomicInteger sent = new AtomicInteger(MIB);
            Awaitility.await("it is told so")
                    .atMost(SOON)
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> {
                        int next = sent.getAndIncrement();
                        return !open.triesToSend(sending.data(), next, next + 1) || open.hasAnAnswer();
                    });
            open.finish().expect(401, "unauthenticated");
        }
        sending.sendsRest(upload, sending.offset(upload));
        sending.isStored(upload);
    }

    private String newestClient(Enterprise enterprise) {
        String clients = "/enterprises/" + enterprise.id() + "/api-clients";
        return clients + "/"
                + server.admin().reads(clients).get("items").get(0).get("id").asText();
    }

    @Test
    void nothingStaysOpenOfAContentWhoseReadersHaveGone() {
        Sending sending = Sending.of(server.newEnterprise(), LARGE);
        String upload = sending.begins();
        sending.sendsRest(upload, 0);
        Path stored = sending.stored(upload);
        List<Terminal> terminals = sending.moreTargets(13);
        terminals.forEach(Terminal::token);
        for (int wave = 0; wave < 4; wave++) {
            List<IncomingContent> reading = new ArrayList<>();
            for (Terminal terminal : terminals) {
                reading.add(IncomingContent.of(sending, terminal, Map.of()));
                reading.add(IncomingContent.of(sending, terminal, Map.of()));
            }
            // Some may be cut off already by the time of the last: who takes nothing for long is.
            assertThat(open(stored)).isPositive();
            reading.forEach(IncomingContent::resets);
        }
        Awaitility.await("all are closed").atMost(SOON.multipliedBy(2)).until(() -> open(stored), files -> files == 0);
    }

    @Test
    void nothingStaysOpenOfAnUploadWhoseReadersHaveGone() {
        Sending sending = Sending.of(server.newEnterprise(), LARGE);
        String upload = sending.begins();
        sending.sends(upload, 0, sending.data(0, LARGE - MIB)).expect(204);
        List<IncomingContent> reading = new ArrayList<>();
        for (Terminal terminal : sending.moreTargets(3)) {
            for (int i = 0; i < DOWNLOADS; i++) {
                reading.add(IncomingContent.of(sending, terminal, Map.of()));
            }
        }
        Path uploads = server.data().resolve("uploads");
        String id = upload.substring(upload.lastIndexOf('/') + 1);
        Awaitility.await("they read").atMost(SOON).until(() -> open(uploads, id) == reading.size());
        reading.forEach(IncomingContent::resets);
        Awaitility.await("all are closed").atMost(SOON.multipliedBy(2)).until(() -> open(uploads, id) == 0);
    }

    /** The container would read the rest, which does not come, with a thread that waits. */
    @Test
    void whoIsRefusedInTheMiddleHoldsNoThread() {
        Sending sending = Sending.of(server.newEnterprise(), MIB);
        String upload = sending.begins();
        List<OpenRequest> open = new ArrayList<>();
        try {
            for (int i = 0; i < UPLOADS; i++) {
                OpenRequest next = sending.opens(upload, 7);
                open.add(next);
                next.sends(sending.data(), 7, 1000);
            }
            Awaitility.await("all are answered").atMost(SOON).pollInSameThread().until(() -> {
                assertThat(stacks()).doesNotContain("ServletInputStreamImpl.close");
                return open.stream().allMatch(OpenRequest::hasAnAnswer);
            });
            open.forEach(request -> request.finish().expect(409, "upload-offset"));
        } finally {
            open.forEach(OpenRequest::close);
        }
    }

    private String stacks() {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        try (Program program =
                Program.start(List.of(jcmd, Long.toString(server.pid()), "Thread.print"), Map.of(), "")) {
            return program.awaitsEnd(Duration.ofMinutes(1)).expect(0).out();
        }
    }

    /** Its head says all that there is to say of it. */
    @Test
    void whoAsksForTheHeadOfAContentHasNothingReadOfIt() {
        Sending sending = stored();
        long before = Processes.readBy(server);
        for (int i = 0; i < 4; i++) {
            assertThat(sending.target()
                            .request("HEAD", sending.path() + "/content", null, Map.of())
                            .expect(200)
                            .header("Content-Length"))
                    .hasValue(Integer.toString(LARGE));
        }
        assertThat(Processes.readBy(server) - before).isLessThan(LARGE);
    }

    private long open(Path file) {
        return open(file, "");
    }

    /** How many files of this path, and with this in their names, the server's process has open. */
    private long open(Path path, String name) {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/" + server.pid() + "/fd"))) {
            return descriptors
                    .map(StreamsIT::target)
                    .filter(file -> file.startsWith(path.toString()) && file.contains(name))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }
}
