// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers;

import static io.switchboard.transfers.Sending.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.harness.CuttingProxy;
import io.switchboard.harness.OnceForAllDatabases;
import io.switchboard.harness.Program;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServer;
import io.switchboard.harness.Size;
import io.switchboard.harness.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** curl, as a script would use it, over a line that is cut: it asks where the upload goes on, goes on there, and again. */
@OnceForAllDatabases
@ExtendWith(SharedServer.class)
class CurlIT {
    private static final int CONTENT = Size.of(32, 1024) * MIB;
    private static final int CUTS = Size.of(4, 20);
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Pattern OFFSET = Pattern.compile("(?im)^Upload-Offset: (\\d+)\\s*$");

    private final ServerUnderTest server;

    @TempDir
    Path directory;

    CurlIT(ServerUnderTest server) {
        this.server = server;
    }

    @Test
    void aLineThatIsCutAgainAndAgainCostsLittle() throws IOException {
        Tool.required("curl", "curl");
        Sending sending = Sending.of(server.newEnterprise(), CONTENT);
        Path file = Files.write(directory.resolve("content.bin"), sending.data());
        String upload = sending.begins();
        try (CuttingProxy line = new CuttingProxy(server, CUTS, CONTENT / CUTS)) {
            String place = line.address() + "/api/v1" + upload;
            int tries = 0;
            while (!sendsTheRest(sending, file, place)) {
                assertThat(++tries).as("tries").isLessThan(4 * CUTS);
            }
            assertThat(line.cutsLeft()).as("cuts that did not happen").isZero();
            assertThat(line.forwarded() - CONTENT).isLessThan((CUTS + 1L) * 8 * MIB);
        }
        sending.isStored(upload);
    }

    /** From where the server says; whether all has come. */
    private static boolean sendsTheRest(Sending sending, Path file, String place) {
        OptionalLong offset = asks(sending, place);
        return offset.isPresent()
                && curl(
                                        sending,
                                        "--request",
                                        "PATCH",
                                        "--upload-file",
                                        file.toString(),
                                        "--continue-at",
                                        Long.toString(offset.getAsLong()),
                                        "--header",
                                        "Content-Range:",
                                        "--header",
                                        "Content-Type: application/offset+octet-stream",
                                        "--header",
                                        "Upload-Offset: " + offset.getAsLong(),
                                        place)
                                .code()
                        == 0;
    }

    private static OptionalLong asks(Sending sending, String place) {
        Matcher offset = OFFSET.matcher(curl(sending, "--head", place).out());
        return offset.find() ? OptionalLong.of(Long.parseLong(offset.group(1))) : OptionalLong.empty();
    }

    private static Program.Ended curl(Sending sending, String... words) {
        List<String> command = new ArrayList<>(List.of(
                "curl",
                "--silent",
                "--show-error",
                "--fail",
                "--header",
                "Authorization: Bearer " + sending.source().token(),
                "--header",
                "Tus-Resumable: 1.0.0"));
        command.addAll(List.of(words));
        try (Program program = Program.start(command, Map.of(), "")) {
            return program.awaitsEnd(LIMIT);
        }
    }
}
