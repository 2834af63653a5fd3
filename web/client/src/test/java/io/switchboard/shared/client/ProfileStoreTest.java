// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchboard.shared.wire.ApiClientId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ProfileStoreTest {
    private static final Profile PROFILE = Profile.EMPTY
            .withAdmin(
                    URI.create("http://localhost:8080"),
                    new Profile.Secret(new ApiClientId("0199a1b2-0000-7000-8000-000000000001"), "hush"))
            .withTerminal(
                    URI.create("http://localhost:8080"),
                    new Profile.Terminal(null, null, null, Map.of("d", "private"), Map.of("d", "other")));

    @TempDir
    private Path directory = Path.of("");

    @Test
    void aProfileComesBackAsItWas() {
        ProfileStore store = ProfileStore.of(new FakeMachine(directory));

        store.save("ada", PROFILE);

        assertThat(store.load("ada")).isEqualTo(PROFILE);
        assertThat(store.load("ben")).isEqualTo(Profile.EMPTY);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void onlyItsOwnerCanReadIt() throws IOException {
        ProfileStore store = ProfileStore.of(new FakeMachine(directory));

        store.save("ada", PROFILE);
        store.save("ada", PROFILE);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(store.file("ada"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(store.file("ada").getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void nothingElseIsLeftBehind() throws IOException {
        ProfileStore store = ProfileStore.of(new FakeMachine(directory));

        store.save("ada", PROFILE);

        try (Stream<Path> files = Files.list(store.file("ada").getParent())) {
            assertThat(files).containsExactly(store.file("ada"));
        }
    }

    @Test
    void withoutAChosenPlaceItIsInTheHomeDirectory() {
        FakeMachine machine = new FakeMachine(directory).without("SWITCHBOARD_HOME");

        assertThat(ProfileStore.of(machine).file("ada"))
                .isEqualTo(directory.resolve(".config").resolve("switchboard").resolve("ada.json"));
    }

    @Test
    void aNameIsNoPath() {
        ProfileStore store = ProfileStore.of(new FakeMachine(directory));

        assertThatThrownBy(() -> store.file("../ada")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.file("")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aBrokenFileIsSaidToBeBrokenAndNotOverlooked() throws IOException {
        ProfileStore store = ProfileStore.of(new FakeMachine(directory));
        store.save("ada", PROFILE);
        Files.writeString(store.file("ada"), "{");

        assertThatThrownBy(() -> store.load("ada"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("ada.json");
    }

    @Test
    void aProfileIsForOneServer() {
        Profile.Secret secret = new Profile.Secret(new ApiClientId("0199a1b2-0000-7000-8000-000000000001"), "hush");

        assertThatThrownBy(() -> PROFILE.withApiClient(URI.create("http://elsewhere.example"), secret))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("another --profile");
    }

    @Test
    void secretsStayOutOfMessages() {
        assertThat(PROFILE.toString()).doesNotContain("hush").doesNotContain("private");
    }
}
