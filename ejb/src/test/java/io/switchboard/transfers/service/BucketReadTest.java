// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a store says that fails. The contract of all stores is tested beside this, on one that works. */
class BucketReadTest {
    private final ContentKey key = new ContentKey(UUID.randomUUID());

    private ServerSocket server;
    private BucketStore store;

    @BeforeEach
    void listens() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        URI endpoint = URI.create("http://127.0.0.1:" + server.getLocalPort());
        store = new BucketStore(new Bucket(endpoint, "us-east-1", "contents", "", true, "access", "secret"));
    }

    @AfterEach
    void closes() throws IOException {
        store.close();
        server.close();
    }

    @Test
    void aReadThatIsCutOffIsNoEnd() throws Exception {
        answers("206 Partial Content", "Content-Length: 1000\r\nContent-Range: bytes 0-999/1000\r\n", 300);
        try (InputStream content = store.open(key, 0, 1000)) {
            byte[] read = new byte[1000];
            assertThatThrownBy(() -> content.readNBytes(read, 0, 1000)).isInstanceOf(StorageUnavailableException.class);
        }
    }

    @Test
    void aStoreThatKnowsNoRangesIsNotMistakenForOneThatDoes() throws Exception {
        answers("200 OK", "Content-Length: 1000\r\n", 1000);
        assertThatThrownBy(() -> store.open(key, 500, 500)).isInstanceOf(StorageUnavailableException.class);
    }

    @Test
    void aRangeThatIsShorterThanWasAskedForIsDamage() throws Exception {
        answers("206 Partial Content", "Content-Length: 10\r\nContent-Range: bytes 5-14/15\r\n", 10);
        assertThatThrownBy(() -> store.open(key, 5, 11)).isInstanceOf(ContentDamagedException.class);
    }

    @Test
    void aStoreWithoutRoomIsFull() throws Exception {
        answers("507 Insufficient Storage", "Content-Length: 0\r\n", 0);
        assertThatThrownBy(() -> store.size(key)).isInstanceOf(StorageFullException.class);
    }

    @Test
    void aStoreThatCannotBeReachedIsUnavailable() throws Exception {
        server.close();
        assertThatThrownBy(() -> store.size(key)).isInstanceOf(StorageUnavailableException.class);
        assertThatThrownBy(() -> store.holds(key, 1)).isInstanceOf(StorageUnavailableException.class);
    }

    @Test
    void theSecretIsNotShown() {
        Bucket bucket = new Bucket(URI.create("http://store"), "r", "b", "p", true, "access", "hidden");
        assertThat(bucket.toString()).isEqualTo("http://store b/p");
    }

    /** Answers every request so, and hangs up after so many bytes of the body. */
    private void answers(String status, String headers, int bytes) {
        Thread answering = new Thread(() -> {
            while (!server.isClosed()) {
                try (Socket caller = server.accept()) {
                    readHead(caller.getInputStream());
                    OutputStream out = caller.getOutputStream();
                    String head = "HTTP/1.1 " + status + "\r\nETag: \"tag\"\r\n" + headers + "\r\n";
                    out.write(head.getBytes(StandardCharsets.US_ASCII));
                    out.write(new byte[bytes]);
                } catch (IOException closed) {
                    assertThat(server.isClosed() || bytes >= 0).isTrue();
                }
            }
        });
        answering.setDaemon(true);
        answering.start();
    }

    private static void readHead(InputStream in) throws IOException {
        int newlines = 0;
        while (newlines < 2) {
            int read = in.read();
            if (read < 0) {
                return;
            }
            newlines = read == '\n' ? newlines + 1 : read == '\r' ? newlines : 0;
        }
    }
}
