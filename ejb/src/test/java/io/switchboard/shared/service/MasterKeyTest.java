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
        byte[] made = fromFile(file);

        assertThat(made).hasSize(32);
        assertThat(fromFile(file)).isEqualTo(made);
        assertThat(fromFile(directory.resolve("another"))).isNotEqualTo(made);
    }

    @Test
    void onlyItsOwnerMayReadIt() throws IOException {
        fromFile(file);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void nothingElseIsLeftInTheDirectory() throws IOException {
        fromFile(file);

        try (var files = Files.list(directory.resolve("data"))) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void whatACrashedStartLeftBehindIsNotTakenForTheKey() throws IOException {
        Path leftBehind = file.resolveSibling("master.key.0193b2f4-6a00-7abc-8def-0123456789ab");
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(leftBehind, "half a ke");

        byte[] made = fromFile(file);

        assertThat(made).hasSize(32);
        assertThat(fromFile(file)).isEqualTo(made);
    }

    @Test
    void nodesThatStartAtOnceOnOneDirectoryHaveOneKey() throws Exception {
        int nodes = 8;
        CyclicBarrier together = new CyclicBarrier(nodes);
        ExecutorService pool = Executors.newFixedThreadPool(nodes);
        try {
            List<Future<byte[]>> keys = pool.invokeAll(Collections.nCopies(nodes, () -> {
                together.await();
                return fromFile(file);
            }));

            byte[] kept = fromFile(file);
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

        assertThat(fromFile(file)).isEqualTo(Base64.getDecoder().decode(Configured.masterKeyText(7)));
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
                .isThrownBy(() -> fromFile(file))
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

        assertThatIllegalStateException().isThrownBy(() -> fromFile(file)).withMessageContaining(file.toString());
        assertThat(Files.isDirectory(file)).isTrue();
    }

    @Test
    void aDirectoryThatCannotBeMadeIsSaidToBeSo() throws IOException {
        Files.writeString(directory.resolve("data"), "a file");

        assertThatIllegalStateException().isThrownBy(() -> fromFile(file)).withMessageContaining(file.toString());
    }

    @Test
    void aConfiguredKeyGoesBeforeTheFile() throws IOException {
        MasterKey configured = loaded(Map.of("switchboard.master-key", Configured.masterKeyText(0)));
        assertThat(Files.exists(file)).isFalse();
        MasterKey inFile = loaded(Map.of());

        assertThat(configured.present().id()).isNotEqualTo(inFile.present().id());
        assertThat(configured.isInFile()).isFalse();
        assertThat(loaded(Map.of()).present().id()).isEqualTo(inFile.present().id());
    }

    @Test
    void theKeyBeforeIsFoundWhereverTheKeysAre() {
        RootKey old = new RootKey(Base64.getDecoder().decode(Configured.masterKeyText(0)));
        MasterKey configured = loaded(Map.of(
                "switchboard.master-key", Configured.masterKeyText(1),
                "switchboard.previous-master-key", Configured.masterKeyText(0)));
        assertThat(configured.find(old.id()).bytes()).isEqualTo(old.bytes());

        MasterKey inFile = loaded(Map.of());
        RootKey first = inFile.present();
        RootKey second = rotated(inFile);

        assertThat(inFile.present().id()).isEqualTo(second.id());
        assertThat(inFile.find(first.id()).bytes()).isEqualTo(first.bytes());
        assertThatIllegalStateException()
                .isThrownBy(() -> inFile.find(old.id()))
                .withMessage("The master key is not the one that this database was written with");
    }

    @Test
    void aRotationThatIsCutOffBeforeItsCommitHasComeToNothing() {
        MasterKey key = loaded(Map.of());
        RootKey present = key.present();
        RootKey next = key.prepare();

        // The next start: the database's key is under the old one.
        MasterKey after = loaded(Map.of());
        assertThat(after.find(present.id()).bytes()).isEqualTo(present.bytes());
        after.settle(present.id());

        assertThat(after.present().id()).isEqualTo(present.id());
        assertThatIllegalStateException().isThrownBy(() -> after.find(next.id()));
    }

    @Test
    void aRotationThatIsCutOffAfterItsCommitIsEndedByTheNextStart() throws IOException {
        MasterKey key = loaded(Map.of());
        RootKey present = key.present();
        RootKey next = key.prepare();

        MasterKey after = loaded(Map.of());
        assertThat(after.find(next.id()).bytes()).isEqualTo(next.bytes());
        after.settle(next.id());
        after.settle(next.id());

        assertThat(after.present().id()).isEqualTo(next.id());
        assertThat(after.find(present.id()).bytes()).isEqualTo(present.bytes());
        try (var files = Files.list(directory.resolve("data"))) {
            assertThat(files).containsExactlyInAnyOrder(file, file.resolveSibling("master.key.previous"));
        }
    }

    /** Between the link and the rename: both names lead to the old key. */
    @Test
    void aRotationThatIsCutOffWhileItsFilesAreExchangedIsEndedByTheNextStart() throws IOException {
        MasterKey key = loaded(Map.of());
        RootKey next = key.prepare();
        Files.createLink(file.resolveSibling("master.key.previous"), file);

        MasterKey after = loaded(Map.of());
        after.settle(next.id());

        assertThat(after.present().id()).isEqualTo(next.id());
    }

    @Test
    void noOtherMayReadWhatARotationWrites() throws IOException {
        rotated(loaded(Map.of()));

        for (String name : List.of("master.key", "master.key.previous")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.resolveSibling(name))))
                    .isEqualTo("rw-------");
        }
    }

    /** Two rotations, one right after the other: the first one hears of its commit when the second has ended it and begun its own. */
    @Test
    void whoHearsOfItsCommitLateLeavesWhatTheNextRotationHasPrepared() {
        MasterKey key = loaded(Map.of());
        RootKey first = key.prepare();
        key.settle(first.id());
        RootKey second = key.prepare();

        key.committed(new MasterKeyRotated(first.id()));

        assertThat(key.present().id()).isEqualTo(first.id());
        key.committed(new MasterKeyRotated(second.id()));
        assertThat(key.present().id()).isEqualTo(second.id());
        assertThat(key.find(first.id()).bytes()).isEqualTo(first.bytes());
    }

    private static RootKey rotated(MasterKey key) {
        RootKey next = key.prepare();
        key.settle(next.id());
        return next;
    }

    /** Computed apart from this code: were any of it changed, no database could be read any more. */
    @Test
    void idAndDerivedKeysStayWhatTheyAre() {
        RootKey key = new RootKey(Base64.getDecoder().decode(Configured.masterKeyText(0)));

        assertThat(key.id()).isEqualTo("630dcd2966c43366");
        assertThat(HexFormat.of().formatHex(key.derive("mac:test")))
                .isEqualTo("a8a9942a3ebb98ef02bfea4e656f3547579d482542f9c36ed0f9edb96d107471");
    }

    @Test
    void eachPurposeHasAKeyOfItsOwnAndNoneIsTheMasterKey() {
        RootKey key = new RootKey(Base64.getDecoder().decode(Configured.masterKeyText(0)));

        assertThat(key.derive("mac:a")).hasSize(32).isEqualTo(key.derive("mac:a"));
        assertThat(key.derive("mac:a")).isNotEqualTo(key.derive("mac:b"));
        assertThat(key.derive("mac:a")).isNotEqualTo(key.derive("wrap:a"));
        assertThat(key.derive("")).isNotEqualTo(key.bytes());
    }

    private static byte[] fromFile(Path file) {
        return new MasterKeyFile(file).readOrMake().bytes();
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
