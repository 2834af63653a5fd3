// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchboard.transfers.wire.IdentificationRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is sent is the file as it was when it was opened. */
class SourceFileTest {
    private final Path directory;
    private final Path path;

    SourceFileTest(@TempDir Path directory) throws IOException {
        this.directory = directory;
        path = Files.writeString(directory.resolve("abc.txt"), "abc");
    }

    @Test
    void itsCodeIsItsDigestByTheRule() throws IOException {
        List<Long> told = new ArrayList<>();
        try (SourceFile file = SourceFile.open(path)) {
            assertThat(file.identify(IdentificationRule.SHA_256, told::add).digest())
                    .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
            assertThat(file.identify(IdentificationRule.SHA_512, told::add).digest())
                    .startsWith("ddaf35a193617abacc417349ae204131");
            assertThat(file.from(1).readAllBytes()).containsExactly('b', 'c');
            assertThat(file.size()).isEqualTo(3);
            assertThat(file.name()).isEqualTo("abc.txt");
        }
        assertThat(told).containsExactly(0L, 3L, 0L, 3L);
    }

    @Test
    void aFileThatGrowsHasChanged() throws IOException {
        try (SourceFile file = SourceFile.open(path)) {
            Files.writeString(path, "d", StandardOpenOption.APPEND);
            assertThatThrownBy(() -> file.identify(IdentificationRule.SHA_256, done -> {}))
                    .isInstanceOf(FileChangedException.class)
                    .hasMessageContaining("has changed");
            assertThatThrownBy(file::requireUnchanged).isInstanceOf(FileChangedException.class);
        }
    }

    @Test
    void aFileThatIsWrittenAnewHasChangedAlsoWhenItsSizeHasNot() throws IOException {
        try (SourceFile file = SourceFile.open(path)) {
            file.requireUnchanged();
            Files.setLastModifiedTime(path, FileTime.fromMillis(1));
            assertThatThrownBy(file::requireUnchanged).isInstanceOf(FileChangedException.class);
        }
    }

    @Test
    void anotherFileInItsPlaceIsAChange() throws IOException {
        try (SourceFile file = SourceFile.open(path)) {
            FileTime time = Files.getLastModifiedTime(path);
            Path other = Files.writeString(path.resolveSibling("other"), "xyz");
            Files.setLastModifiedTime(other, time);
            Files.move(other, path, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            assertThatThrownBy(file::requireUnchanged).isInstanceOf(FileChangedException.class);
        }
    }

    @Test
    void onlyRegularFilesAreSent() {
        assertThatThrownBy(() -> SourceFile.open(directory))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is a directory");
        assertThatThrownBy(() -> SourceFile.open(path.resolveSibling("none"))).isInstanceOf(IOException.class);
    }
}
