// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.harness.Identifier;
import io.switchboard.harness.ServerUnderTest;
import io.switchboard.harness.SharedServer;
import io.switchboard.harness.Sql;
import io.switchboard.harness.Terminal;
import io.switchboard.harness.WrappedByHand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The master key changes while the server runs, and all that was wrapped before is read as before. */
@ExtendWith(SharedServer.class)
class MasterKeyIT {
    private final ServerUnderTest server;

    MasterKeyIT(ServerUnderTest server) {
        this.server = server;
    }

    @Test
    void theMasterKeyIsRotatedWithoutARestartAndTheOldOneOpensNothing() {
        Secret secret = new Secret();
        byte[] old = WrappedByHand.masterKey(server);
        byte[] dataKey = WrappedByHand.dataKey(server, old);

        JsonNode rotated =
                server.admin().post("/master-key/rotation").expect(200).json();

        byte[] present = WrappedByHand.masterKey(server);
        assertThat(present).isNotEqualTo(old);
        assertThat(rotated.get("fingerprint").asText()).isEqualTo(WrappedByHand.idOf(present));
        assertThat(WrappedByHand.dataKey(server, present))
                .as("the same data key")
                .isEqualTo(dataKey);
        assertThat(Sql.value(server, "select key_wrapped from data_key"))
                .startsWith("01" + WrappedByHand.idOf(present));
        assertThat(WrappedByHand.read(file("previous"))).isEqualTo(old);
        assertThat(Files.exists(file("next"))).isFalse();
        secret.isStillRead();
    }

    @Test
    void aServerThatHasAnotherMasterKeyThanTheDatabaseDoesNotRotateIt() throws IOException {
        Path kept = file("kept");
        Files.move(file(""), kept);
        try {
            Files.writeString(file(""), Base64.getEncoder().encodeToString(new byte[32]));
            String wrapped = Sql.value(server, "select key_wrapped from data_key");

            server.admin().post("/master-key/rotation").expect(409, "master-key-elsewhere");

            assertThat(Sql.value(server, "select key_wrapped from data_key")).isEqualTo(wrapped);
            assertThat(Files.exists(file("next"))).isFalse();
        } finally {
            Files.move(kept, file(""), StandardCopyOption.REPLACE_EXISTING);
        }
        server.admin().post("/master-key/rotation").expect(200);
    }

    private Path file(String suffix) {
        return server.data().resolve(suffix.isEmpty() ? "master.key" : "master.key." + suffix);
    }

    /** What is wrapped (the code of an identifier, drawn as QR) and what is recognised (that code when it is dialled, a client's secret). */
    private final class Secret {
        private final Terminal owner;
        private final Identifier identifier;
        private final String drawn;

        Secret() {
            owner = server.newEnterprise().newAccount().enrolsTerminal();
            identifier = owner.issuesIdentifier(List.of("characters", "qr"));
            drawn = draws();
        }

        void isStillRead() {
            assertThat(draws()).isEqualTo(drawn);
            Terminal caller = server.newEnterprise().newAccount().enrolsTerminal();
            caller.triesToDial(identifier.code("characters")).expect(201);
            server.admin().reads("/enterprises?limit=1");
        }

        private String draws() {
            return owner.get(identifier.path() + "/qr").expect(200).text();
        }
    }
}
