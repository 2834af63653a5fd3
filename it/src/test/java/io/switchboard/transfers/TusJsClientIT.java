// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers;

import static io.switchboard.transfers.Sending.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.switchboard.harness.CuttingProxy;
import io.switchboard.harness.NpmPackage;
import io.switchboard.harness.OnceForAllDatabases;
import io.switchboard.harness.Program;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServer;
import io.switchboard.harness.Size;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The protocol's own client for browsers and Node.js, which knows nothing of this server, over a line that is cut. */
@OnceForAllDatabases
@ExtendWith(SharedServer.class)
class TusJsClientIT {
    private static final int CONTENT = Size.of(32, 1024) * MIB;
    private static final int CUTS = Size.of(4, 20);

    private final ServerUnderTest server;
    private final NpmPackage client = NpmPackage.of("tus-js-client", "4.3.1");

    @TempDir
    Path directory;

    TusJsClientIT(ServerUnderTest server) {
        this.server = server;
    }

    @Test
    void aLineThatIsCutAgainAndAgainCostsLittle() throws IOException {
        Sending sending = Sending.of(server.newEnterprise(), CONTENT);
        try (CuttingProxy line = new CuttingProxy(server, CUTS, CONTENT / CUTS)) {
            sending.isStored(path(sends(sending, line, Map.of()).expect(0)));
            assertThat(line.cutsLeft()).as("cuts that did not happen").isZero();
            assertThat(line.forwarded() - CONTENT).isLessThan((CUTS + 1L) * 8 * MIB);
        }
    }

    @Test
    void fourPartsAtATimeAreJoined() throws IOException {
        Sending sending = Sending.of(server.newEnterprise(), CONTENT);
        try (CuttingProxy line = new CuttingProxy(server, CUTS, CONTENT / CUTS / 2)) {
            sending.isStored(path(sends(sending, line, Map.of("parallel", 4)).expect(0)));
            assertThat(line.cutsLeft()).as("cuts that did not happen").isZero();
            assertThat(line.forwarded() - CONTENT).isLessThan((CUTS + 1L) * 8 * MIB);
        }
    }

    @Test
    void theFirstBytesComeWithTheCreation() throws IOException {
        Sending sending = Sending.of(server.newEnterprise(), CONTENT);
        try (CuttingProxy line = new CuttingProxy(server, CUTS, CONTENT / CUTS)) {
            sending.isStored(path(
                    sends(sending, line, Map.of("dataDuringCreation", true)).expect(0)));
            assertThat(line.cutsLeft()).as("cuts that did not happen").isZero();
        }
    }

    @Test
    void whoGivesUpLeavesNothing() throws IOException {
        Sending sending = Sending.of(server.newEnterprise(), CONTENT);
        try (CuttingProxy line = new CuttingProxy(server, 0, CONTENT)) {
            line.losesAfter(CONTENT / 2);
            String upload =
                    path(sends(sending, line, Map.of("abortAt", CONTENT / 4)).expect(0));
            sending.asks(upload).expect(410);
            assertThat(sending.hasBytes(upload)).isFalse();
        }
    }

    private Program.Ended sends(Sending sending, CuttingProxy line, Map<String, Object> more) throws IOException {
        Path file = Files.write(directory.resolve("content.bin"), sending.data());
        Map<String, Object> told = new HashMap<>(Map.of(
                "file",
                file.toString(),
                "server",
                server.address(),
                "line",
                line.address(),
                "uploads",
                "/api/v1" + sending.uploads(),
                "token",
                sending.source().token(),
                "retries",
                4 * CUTS,
                "parallel",
                1,
                "dataDuringCreation",
                false));
        told.putAll(more);
        return client.run("tus-js-client/send.cjs", new ObjectMapper().writeValueAsString(told));
    }

    /** What it has printed is the upload's place. */
    private String path(Program.Ended ended) {
        return ended.out().strip().replaceFirst(".*/api/v1", "");
    }
}
