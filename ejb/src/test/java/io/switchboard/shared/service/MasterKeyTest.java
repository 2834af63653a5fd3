// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MasterKeyTest {
    @TempDir
    Path directory = Path.of("");

    private Path file = directory;

    @BeforeEach
    void name() {
        file = directory.resolve("data/master.key");
    }

    @Test
    void theFirstStartMakesAKeyThatTheNextOnesRead() {
        byte[] made = MasterKey.fromFile(file);

        assertThat(made).hasSize(32);
        assertThat(MasterKey.fromFile(file)).isEqualTo(made);
        assertThat(MasterKey.fromFile(directory.resolve("another"))).isNotEqualTo(made);
    }

    @Test
    void onlyItsOwnerMayReadIt() throws IOException {
        MasterKey.fromFile(file);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void nothingElseIsLeftInTheDirectory() throws IOException {
        MasterKey.fromFile(file);

        try (var files = Files.list(directory.resolve("data"))) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void whatACrashedStartLeftBehindIsNotTakenForTheKey() throws IOException {
        Path leftBehind = file.resolveSibling("master.key.0193b2f4-6a00-7abc-8def-0123456789ab");
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(leftBehind, "half a ke");

        byte[] made = MasterKey.fromFile(file);

        assertThat(made).hasSize(32);
        assertThat(MasterKey.fromFile(file)).isEqualTo(made);
    }

    @Test
    void nodesThatStartAtOnceOnOneDirectoryHaveOneKey() throws Exception {
        int nodes = 8;
        CyclicBarrier together = new CyclicBarrier(nodes);
        ExecutorService pool = Executors.newFixedThreadPool(nodes);
        try {
            List<Future<byte[]>> keys = pool.invokeAll(Collections.nCopies(nodes, () -> {
                together.await();
                return MasterKey.fromFile(file);
            }));

            byte[] kept = MasterKey.fromFile(file);
            for (Future<byte[]> key : keys) {
                assertThat(key.get()).isEqualTo(kept);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void aKeyThatAnEditorHasEndedWithALineBreakIsRead() throws IOException {
        write(Configured.masterKeyText(7) + "\n");

        assertThat(MasterKey.fromFile(file)).isEqualTo(Base64.getDecoder().decode(Configured.masterKeyText(7)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "c2VjcmV0",
                "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHg==",
                "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8g",
                "-----BEGIN PRIVATE KEY-----",
                "AAEC AwQF",
                "schlüssel"
            })
    void aDamagedFileIsRefusedByNameAndKept(String content) throws IOException {
        write(content);

        assertThatIllegalStateException()
                .isThrownBy(() -> MasterKey.fromFile(file))
                .withMessageContaining(file.toString())
                .satisfies(refusal -> assertThat(
                                String.valueOf(refusal.getMessage()).replace(file.toString(), ""))
                        .as("shows nothing of what was read")
                        .doesNotContain(content.isBlank() ? "?" : content));
        assertThat(Files.readString(file)).isEqualTo(content);
    }

    @Test
    void whatCannotBeReadIsNotOverwritten() throws IOException {
        Files.createDirectories(file);

        assertThatIllegalStateException()
                .isThrownBy(() -> MasterKey.fromFile(file))
                .withMessageContaining(file.toString());
        assertThat(Files.isDirectory(file)).isTrue();
    }

    @Test
    void aDirectoryThatCannotBeMadeIsSaidToBeSo() throws IOException {
        Files.writeString(directory.resolve("data"), "a file");

        assertThatIllegalStateException()
                .isThrownBy(() -> MasterKey.fromFile(file))
                .withMessageContaining(file.toString());
    }

    @Test
    void aConfiguredKeyGoesBeforeTheFile() throws IOException {
        MasterKey configured = loaded(Map.of("switchboard.master-key", Configured.masterKeyText(0)));
        MasterKey fromFile = loaded(Map.of());

        assertThat(configured.id()).isNotEqualTo(fromFile.id());
        assertThat(Files.exists(file)).isTrue();
        assertThat(loaded(Map.of()).id()).isEqualTo(fromFile.id());
    }

    /** Computed apart from this code: were any of it changed, no database could be read any more. */
    @Test
    void idAndDerivedKeysStayWhatTheyAre() {
        MasterKey key = loaded(Map.of("switchboard.master-key", Configured.masterKeyText(0)));

        assertThat(HexFormat.of().formatHex(key.id())).isEqualTo("630dcd2966c43366");
        assertThat(HexFormat.of().formatHex(key.derive("mac:test")))
                .isEqualTo("a8a9942a3ebb98ef02bfea4e656f3547579d482542f9c36ed0f9edb96d107471");
    }

    @Test
    void eachPurposeHasAKeyOfItsOwnAndNoneIsTheMasterKey() {
        MasterKey key = loaded(Map.of("switchboard.master-key", Configured.masterKeyText(0)));

        assertThat(key.derive("mac:a")).hasSize(32).isEqualTo(key.derive("mac:a"));
        assertThat(key.derive("mac:a")).isNotEqualTo(key.derive("mac:b"));
        assertThat(key.derive("mac:a")).isNotEqualTo(key.derive("wrap:a"));
        assertThat(key.derive("")).isNotEqualTo(Base64.getDecoder().decode(Configured.masterKeyText(0)));
    }

    @SuppressWarnings("UnnecessaryAssignment") // there is no container here that would inject
    private MasterKey loaded(Map<String, String> values) {
        Map<String, String> all = new java.util.HashMap<>(values);
        all.put("switchboard.data-directory", directory.resolve("data").toString());
        MasterKey key = new MasterKey();
        key.settings = Configured.settings(all);
        key.load();
        return key;
    }

    private void write(String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content, StandardCharsets.UTF_8);
    }
}
