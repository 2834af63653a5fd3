// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.ApiClientId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is too long for memory is sent and received as it comes, and whose fault a failure is stays clear. */
class LongRequestTest {
    private static final String ID = "0199a1b2-0000-7000-8000-000000000001";
    private static final ApiPath THING = ApiPath.of("thing");

    private final StubServer stub = new StubServer();
    private final Session session;

    LongRequestTest(@TempDir Path directory) {
        session = SwitchboardClient.connect(stub.uri(), ClientOptions.defaults(), new FakeMachine(directory))
                .asApiClient(new ApiClientId(ID), "hush")
                .actingFor(new AccountId(ID))
                .session();
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    /** Takes so many bytes, and then no more. */
    private static final class Bin implements LongRequest.Sink {
        private final int room;
        private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
        private int status;

        private Bin(int room) {
            this.room = room;
        }

        @Override
        public void begins(int said, HttpHeaders head) {
            status = said;
        }

        @Override
        public void takes(ByteBuffer bytes) throws IOException {
            if (taken.size() + bytes.remaining() > room) {
                throw new IOException("No space left on device");
            }
            byte[] some = new byte[bytes.remaining()];
            bytes.get(some);
            taken.writeBytes(some);
        }

        private String text() {
            return taken.toString(StandardCharsets.UTF_8);
        }
    }

    private LongAnswer receives(Bin bin) throws IOException {
        return LongRequest.of(session, "GET", THING).header("Range", "bytes=2-").receive(bin, moved -> {});
    }

    @Test
    void anAnswerIsGivenAwayAsItComes() throws IOException {
        stub.on("GET /api/v1/thing", 206, "cde");
        Bin bin = new Bin(10);
        assertThat(receives(bin).status()).isEqualTo(206);
        assertThat(bin.status).isEqualTo(206);
        assertThat(bin.text()).isEqualTo("cde");
        StubServer.Request asked = stub.asked("GET /api/v1/thing").get(0);
        assertThat(asked.header("Range")).isEqualTo("bytes=2-");
        assertThat(asked.header("Authorization")).isEqualTo("Bearer token-1");
        assertThat(asked.header("Switchboard-account")).isEqualTo(ID);
    }

    @Test
    void aRefusalIsNoContent() throws IOException {
        stub.on("GET /api/v1/thing", 409, StubServer.problem("illegal-move", 409));
        Bin bin = new Bin(0);
        assertThat(receives(bin).problem().code()).isEqualTo("illegal-move");
        assertThat(bin.status).isZero();
    }

    @Test
    void whenTheDiskIsFullItIsNotTheServersFault() {
        stub.on("GET /api/v1/thing", 200, "abcdef");
        assertThatThrownBy(() -> receives(new Bin(3)))
                .isInstanceOf(IOException.class)
                .hasMessage("No space left on device");
    }

    @Test
    void whenTheAnswerEndsTooEarlyItIs() {
        stub.on("GET /api/v1/thing", 200, "abc", Map.of(StubServer.CUT_OFF, "1"));
        Bin bin = new Bin(10);
        assertThatThrownBy(() -> receives(bin)).isInstanceOf(UnreachableException.class);
        assertThat(bin.text()).isEqualTo("abc");
    }

    @Test
    void aFileThatCannotBeReadIsNotTheServersFault() {
        stub.on("PATCH /api/v1/thing", 204, "");
        InputStream tooShort = new ByteArrayInputStream(new byte[3]);
        assertThatThrownBy(() -> LongRequest.of(session, "PATCH", THING).send(tooShort, 5, moved -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("too early");
    }

    @Test
    void aTokenThatIsRefusedIsNotUsedAgain() {
        stub.on("HEAD /api/v1/thing", 401, "").on("HEAD /api/v1/thing", 200, "", Map.of("Upload-Offset", "7"));
        assertThat(LongRequest.of(session, "HEAD", THING).send().status()).isEqualTo(401);
        assertThat(LongRequest.of(session, "HEAD", THING).send().number("Upload-Offset"))
                .hasValue(7L);
        assertThat(stub.asked("HEAD /api/v1/thing"))
                .extracting(request -> request.header("Authorization"))
                .containsExactly("Bearer token-1", "Bearer token-2");
    }
}
