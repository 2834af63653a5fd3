// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers;

import static io.switchboard.transfers.Sending.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.harness.CuttingProxy;
import io.switchboard.harness.OnceForAllDatabases;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServer;
import io.switchboard.harness.Size;
import io.tus.java.client.ProtocolException;
import io.tus.java.client.TusClient;
import io.tus.java.client.TusExecutor;
import io.tus.java.client.TusUpload;
import io.tus.java.client.TusUploader;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The protocol's own client for Java, which knows nothing of this server. It sends PATCH by {@code X-HTTP-Method-Override}. */
@OnceForAllDatabases
@ExtendWith(SharedServer.class)
class TusJavaClientIT {
    private static final int CONTENT = Size.of(64, 1024) * MIB;
    private static final int CUTS = Size.of(5, 20);

    private final ServerUnderTest server;

    @TempDir
    Path directory;

    TusJavaClientIT(ServerUnderTest server) {
        this.server = server;
    }

    @Test
    void itBeginsAnUploadAndSendsItInPieces() throws IOException, ProtocolException {
        Sending sending = Sending.of(server.newEnterprise(), 10 * MIB);
        TusClient client = client(sending);
        client.setUploadCreationURL(url(server.address() + "/api/v1" + sending.uploads()));
        TusUploader uploader = client.createUpload(upload(sending));
        uploader.setChunkSize(MIB);
        uploader.setRequestPayloadSize(3 * MIB);
        while (uploader.uploadChunk() > -1) {
            assertThat(uploader.getOffset()).isPositive();
        }
        uploader.finish();
        sending.isStored(uploader.getUploadURL().getPath().replaceFirst("^/api/v1", ""));
    }

    @Test
    void aLineThatIsCutAgainAndAgainCostsLittle() throws IOException, ProtocolException {
        Sending sending = Sending.of(server.newEnterprise(), CONTENT);
        String begun = sending.begins();
        TusUpload upload = upload(sending);
        TusClient client = client(sending);
        try (CuttingProxy line = new CuttingProxy(server, CUTS, CONTENT / CUTS)) {
            URL place = url(line.address() + "/api/v1" + begun);
            TusExecutor attempts = new TusExecutor() {
                @Override
                protected void makeAttempt() throws ProtocolException, IOException {
                    TusUploader uploader = client.beginOrResumeUploadFromURL(upload, place);
                    uploader.setChunkSize(MIB);
                    uploader.setRequestPayloadSize(CONTENT);
                    while (uploader.uploadChunk() > -1) {
                        assertThat(uploader.getOffset()).isPositive();
                    }
                    uploader.finish();
                }
            };
            int[] delays = new int[4 * CUTS];
            Arrays.fill(delays, 100);
            attempts.setDelays(delays);
            assertThat(attempts.makeAttempts()).isTrue();
            assertThat(line.cutsLeft()).as("cuts that did not happen").isZero();
            long again = line.forwarded() - CONTENT;
            assertThat(again).isLessThan((CUTS + 1L) * 8 * MIB);
        }
        sending.isStored(begun);
    }

    private TusUpload upload(Sending sending) throws IOException {
        return new TusUpload(
                Files.write(directory.resolve("content.bin"), sending.data()).toFile());
    }

    private static TusClient client(Sending sending) {
        TusClient client = new TusClient();
        client.setHeaders(Map.of("Authorization", "Bearer " + sending.source().token()));
        return client;
    }

    private static URL url(String text) throws IOException {
        return URI.create(text).toURL();
    }
}
