// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchboard.transfers.wire.Identification;
import io.switchboard.transfers.wire.IdentificationRule;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes has its name only when it is whole and right, and replaces nothing. */
class PartFileTest {
    private static final Identification ABC = new Identification(
            IdentificationRule.SHA_256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");

    private final Path directory;

    PartFileTest(@TempDir Path directory) {
        this.directory = directory;
    }

    private PartFile open() throws IOException {
        PartFile part = PartFile.open(directory, "abc.txt", ABC, 3);
        part.readBack((done, total) -> {});
        return part;
    }

    private static void takes(PartFile part, String text) throws IOException {
        part.takes(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
    }

    private static HttpHeaders range(String value) {
        return HttpHeaders.of(Map.of("Content-Range", List.of(value)), (name, one) -> true);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void itIsHiddenUntilItIsSettled() throws IOException {
        try (PartFile part = open()) {
            takes(part, "ab");
            takes(part, "c");
            assertThat(files()).containsExactly(".abc.txt.ba7816bf8f01cfea.part");
            assertThat(part.isRight()).isTrue();
            assertThat(part.settle(directory, "abc.txt")).isEqualTo(directory.resolve("abc.txt"));
        }
        assertThat(files()).containsExactly("abc.txt");
        assertThat(directory.resolve("abc.txt")).hasContent("abc");
    }

    @Test
    void whoComesBackGoesOnWhereItWas() throws IOException {
        try (PartFile part = open()) {
            takes(part, "ab");
        }
        try (PartFile part = open()) {
            assertThat(part.length()).isEqualTo(2);
            part.begins(206, range("bytes 2-2/3"));
            takes(part, "c");
            assertThat(part.isRight()).isTrue();
        }
    }

    @Test
    void whoIsGivenAllStartsAnew() throws IOException {
        try (PartFile part = open()) {
            takes(part, "xx");
            part.begins(200, range(""));
            assertThat(part.length()).isZero();
            takes(part, "abc");
            assertThat(part.isRight()).isTrue();
        }
    }

    @Test
    void otherBytesThanWereAskedForAreNotTaken() throws IOException {
        try (PartFile part = open()) {
            takes(part, "ab");
            assertThatThrownBy(() -> part.begins(206, range("bytes 1-2/3"))).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> takes(part, "cd"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("more than");
        }
    }

    @Test
    void whatIsTooLongToBeItsBeginningIsThrownAway() throws IOException {
        Files.writeString(directory.resolve(".abc.txt.ba7816bf8f01cfea.part"), "abcd");
        try (PartFile part = open()) {
            assertThat(part.length()).isZero();
        }
    }

    @Test
    void whatIsWrongIsFoundOutAndRemoved() throws IOException {
        try (PartFile part = open()) {
            takes(part, "abd");
            assertThat(part.isRight()).isFalse();
            part.remove();
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void nothingIsReplaced() throws IOException {
        Files.writeString(directory.resolve("abc.txt"), "mine");
        Files.createSymbolicLink(directory.resolve("abc (2).txt"), directory.resolve("nowhere"));
        try (PartFile part = open()) {
            takes(part, "abc");
            assertThat(part.settle(directory, "abc.txt")).isEqualTo(directory.resolve("abc (3).txt"));
        }
        assertThat(directory.resolve("abc.txt")).hasContent("mine");
        assertThat(directory.resolve("nowhere")).doesNotExist();
    }

    @Test
    void oneProgramReceivesIt() throws IOException {
        try (PartFile part = open()) {
            assertThat(part.length()).isZero();
            assertThatThrownBy(this::open).isInstanceOf(IOException.class).hasMessageContaining("already");
        }
    }
}
