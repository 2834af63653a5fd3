// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The identification code of what is being received. */
class RunningDigestTest {
    @ParameterizedTest
    @ValueSource(strings = {"SHA-256", "SHA-512"})
    void itIsKnownAtEveryMomentAndMadeAgainFromTheSegments(String algorithm, @TempDir Path directory) throws Exception {
        Staging staging = new Staging(directory);
        UUID upload = UUID.randomUUID();
        byte[] bytes = Bytes.random(500_000, 1);
        byte[] first = Arrays.copyOf(bytes, 333_333);
        RunningDigest running = RunningDigest.of(algorithm);
        running.update(ByteBuffer.wrap(first));
        assertThat(running.value())
                .isEqualTo(MessageDigest.getInstance(algorithm).digest(first));

        Piece piece = Bytes.received(staging, upload, 1, first);
        Piece rest = Bytes.received(staging, upload, 2, Arrays.copyOfRange(bytes, first.length, bytes.length));
        try (StagedReader reader = staging.read(List.of(piece))) {
            RunningDigest again = RunningDigest.over(algorithm, reader);
            assertThat(again.length()).isEqualTo(first.length);
            assertThat(again.value()).isEqualTo(running.value());
        }
        running.update(ByteBuffer.allocateDirect(166_667)
                .put(bytes, first.length, bytes.length - first.length)
                .flip());
        try (StagedReader reader = staging.read(List.of(piece, rest))) {
            assertThat(RunningDigest.over(algorithm, reader).value())
                    .isEqualTo(running.value())
                    .isEqualTo(MessageDigest.getInstance(algorithm).digest(bytes));
        }
    }

    @Test
    void whatTurnsOutToBeWrongIsForgotten() throws Exception {
        RunningDigest running = RunningDigest.of("SHA-256");
        running.update(ByteBuffer.wrap(new byte[] {1}));
        RunningDigest before = running.copy();
        running.update(ByteBuffer.wrap(new byte[] {2}));
        assertThat(before.length()).isEqualTo(1);
        before.update(ByteBuffer.wrap(new byte[] {3}));
        assertThat(before.value())
                .isEqualTo(MessageDigest.getInstance("SHA-256").digest(new byte[] {1, 3}));
        assertThat(running.value())
                .isEqualTo(MessageDigest.getInstance("SHA-256").digest(new byte[] {1, 2}));
    }

    @Test
    void anAlgorithmThatTheJdkDoesNotKnowIsRefused() {
        assertThatThrownBy(() -> RunningDigest.of("crc-32")).isInstanceOf(IllegalArgumentException.class);
    }
}
