// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.switchboard.harness.LauncherUnderTest;
import io.switchboard.harness.OnceForAllDatabases;
import io.switchboard.harness.Program;
import io.switchboard.harness.WrappedByHand;
import io.switchboard.shared.service.SettingKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The life of one installation, as it is built and as operators run it: a first start, in which secrets are replaced, a stop, a second start
 * with another log format and no public address, a stop. It is lived once; each test looks at one thing of it.
 */
class OperationIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern ID = Pattern.compile("(?m)^  Admin client id: (\\S+)$");
    private static final Pattern SECRET = Pattern.compile("(?m)^  Admin client secret: (\\S+)$");

    private static LauncherUnderTest launcher;
    private static Program.Ended first;
    private static Program.Ended rival;
    private static Program.Ended beside;
    private static Program.Ended second;
    private static Map<Path, byte[]> kept;
    private static String replacement;
    private static String rotated;
    private static String letIn;
    private static int processesLeft;
    private static String complaintOfRival;
    private static boolean complaintLeft;

    @BeforeAll
    static void live() throws IOException {
        launcher = LauncherUnderTest.fresh();
        try (Program program = launcher.startsUp()) {
            rival = launcher.runs();
            complaintOfRival = Files.readString(launcher.complaint());
            try (Program other = launcher.beside().startsUp()) {
                beside = LauncherUnderTest.stops(other);
            }
            replacement = replacement(program.out());
            rotated = launcher.http()
                    .send(
                            "POST",
                            "/api/v1/master-key/rotation",
                            Map.of("Authorization", "Bearer " + token(program.out(), replacement)),
                            null)
                    .expect(200)
                    .json()
                    .get("fingerprint")
                    .asText();
            first = LauncherUnderTest.stops(program);
            complaintLeft = Files.exists(launcher.complaint());
        }
        // As if it had ended before the new master key took its place.
        Files.move(masterKey(""), masterKey(".next"));
        Files.move(masterKey(".previous"), masterKey(""));
        LauncherUnderTest json = launcher.with("SWITCHBOARD_LOG_FORMAT", "json").without("SWITCHBOARD_PUBLIC_URL");
        try (Program program = json.startsUp()) {
            letIn = token(first.out(), replacement);
            second = LauncherUnderTest.stops(program);
        }
        processesLeft = launcher.running().size();
        kept = launcher.kept();
    }

    @AfterAll
    static void nothingStays() {
        launcher.running().forEach(ProcessHandle::destroyForcibly);
    }

    /** Of the secret that the console shows. */
    private static String replacement(String console) {
        return launcher.http()
                .send(
                        "POST",
                        "/api/v1/api-clients/me/secret-rotation",
                        Map.of("Authorization", "Bearer " + token(console, shown("secret", console))),
                        null)
                .expect(200)
                .json()
                .get("secret")
                .asText();
    }

    private static String token(String console, String secret) {
        String pair = shown("id", console) + ":" + secret;
        String basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        return launcher.http()
                .send(
                        "POST",
                        "/api/v1/oauth2/token",
                        Map.of("Authorization", "Basic " + basic, "Content-Type", "application/x-www-form-urlencoded"),
                        "grant_type=client_credentials")
                .expect(200)
                .json()
                .get("access_token")
                .asText();
    }

    private static String shown(String what, String console) {
        Matcher line = Pattern.compile("Admin client " + what + ": (\\S+)").matcher(console);
        assertThat(line.find()).as(what).isTrue();
        return line.group(1);
    }

    private static Path masterKey(String suffix) {
        return launcher.data().resolve("master.key" + suffix);
    }

    private static String printed(Pattern line) {
        List<String> found =
                line.matcher(first.out()).results().map(match -> match.group(1)).toList();
        assertThat(found).as("%s of the first start", line).hasSize(1);
        return found.get(0);
    }

    @Test
    void theFirstStartAndOnlyItPrintsTheAdministratorsSecret() {
        // 128 bits at least, in whatever letters: nobody has chosen it.
        assertThat(printed(SECRET)).hasSizeGreaterThanOrEqualTo(26);
        assertThat(second.out() + second.err()).doesNotContain("Admin client", printed(SECRET));
    }

    /** Nothing that a newcomer must read scrolls away, and nothing stands there that they could not act upon. */
    @Test
    void theConsoleHasTheStartTheBannerAndTheStopAndNothingElse() {
        List<String> lines = first.out().lines().filter(line -> !line.isBlank()).toList();
        int banner = lines.indexOf("-".repeat(72));
        int end = lines.lastIndexOf("-".repeat(72));
        assertThat(banner).isEqualTo(1);
        assertThat(lines.get(0)).startsWith("Switchboard is starting").contains(" The log is ");
        assertThat(first.out().split(Pattern.quote(printed(SECRET)), -1))
                .as("the secret, once")
                .hasSize(2);
        assertThat(String.join("\n", lines.subList(banner, end)))
                .contains("Switchboard is ready", printed(ID), printed(SECRET))
                .contains("API          " + launcher.address() + "/api/v1")
                .doesNotContain("Listens at", "SWITCHBOARD_PUBLIC_URL");
        assertThat(lines.subList(end + 1, lines.size())).containsExactly("Switchboard has stopped.");
        assertThat(first.err()).isBlank();
    }

    @Test
    void theBannerNamesTheAddressThatTheApplicationGoesByAndTheListenerWhereThatIsAnother() {
        assertThat(second.err().lines().map(String::strip))
                .containsSubsequence(
                        "API          " + SettingKey.PUBLIC_URL.fallback() + "/api/v1",
                        "Listens at   http://127.0.0.1:" + launcher.setting("SWITCHBOARD_HTTP_PORT"),
                        "Set SWITCHBOARD_PUBLIC_URL to the address that clients reach it by.");
    }

    @Test
    void noLogAndNoFileHasTheAdministratorsSecret() {
        assertThat(kept.keySet()).anyMatch(file -> file.endsWith("server.log"));
        for (String secret : List.of(printed(SECRET), replacement)) {
            byte[] told = secret.getBytes(StandardCharsets.UTF_8);
            assertThat(kept)
                    .allSatisfy((file, bytes) -> assertThat(contains(bytes, told))
                            .as("%s has the secret", file)
                            .isFalse());
        }
    }

    @Test
    void everyStopEndsWithTheServerAndWithoutAFailure() {
        assertThat(first.code()).isZero();
        assertThat(second.code()).isZero();
        assertThat(processesLeft).isZero();
    }

    /** Its Maven would end with it, as if the first one had failed. */
    @Test
    void whatARefusedSecondStartComplainedOfIsNotLeftToTheFirst() {
        assertThat(complaintOfRival).contains("is using the data directory");
        assertThat(complaintLeft).isFalse();
    }

    /** Of work that was due while the server stopped. */
    @Test
    void noStopLeavesAFailureInTheLog() throws IOException {
        for (Path log : List.of(
                launcher.standalone().resolve("log/server.log"),
                launcher.directory().resolve("base-beside/log/server.log"))) {
            assertThat(Files.readString(log)).contains("WFLYSRV0050").doesNotContain("WFLYEE0110");
        }
    }

    @Test
    void anotherServerRunsFromTheSameDirectoryWithABaseOfItsOwn() {
        assertThat(beside.code()).isZero();
        assertThat(beside.out())
                .contains("Switchboard is ready")
                .contains(launcher.directory()
                        .resolve("base-beside/log/server.log")
                        .toString());
    }

    @Test
    void aDataDirectoryInUseIsNamed() {
        assertThat(rival.code()).isEqualTo(2);
        assertThat(rival.out()).isEmpty();
        assertThat(rival.err().strip().lines()).hasSize(1);
        assertThat(rival.err())
                .contains("Another Switchboard server is using the data directory " + launcher.data() + " (process ")
                .contains("SWITCHBOARD_DATA_DIRECTORY");
    }

    @Test
    void theLogIsOneJsonObjectALineWhereThatIsWanted() throws IOException {
        List<String> lines = second.out().lines().toList();
        assertThat(lines).hasSizeGreaterThan(20);
        for (String line : lines) {
            JsonNode entry = JSON.readTree(line);
            assertThat(entry.isObject()).as(line).isTrue();
            assertThat(entry.path("timestamp").asText()).as(line).isNotEmpty();
            assertThat(entry.path("level").asText()).as(line).isNotEmpty();
            assertThat(entry.has("message")).as(line).isTrue();
        }
        assertThat(second.err()).contains("Switchboard is ready");
    }

    /** The client was let in by a secret that is recognised under the data key. */
    @Test
    void aRotationOfTheMasterKeyThatWasCutOffIsEndedByTheNextStart() {
        assertThat(letIn).isNotEmpty();
        assertThat(WrappedByHand.idOf(WrappedByHand.read(masterKey("")))).isEqualTo(rotated);
        assertThat(masterKey(".next")).doesNotExist();
        assertThat(masterKey(".previous")).exists();
    }

    @Test
    @OnceForAllDatabases
    void anotherMasterKeyThanTheDatabasesIsTold() {
        Program.Ended ended = launcher.with(
                        "SWITCHBOARD_MASTER_KEY", Base64.getEncoder().encodeToString(new byte[32]))
                .runs();
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err().strip().lines()).hasSize(2);
        assertThat(ended.err())
                .contains(
                        "Switchboard did not start: The master key is not the one that this database was written with");
        assertThat(launcher.running()).isEmpty();
    }

    private static boolean contains(byte[] bytes, byte[] part) {
        for (int i = 0; i + part.length <= bytes.length; i++) {
            if (Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
                return true;
            }
        }
        return false;
    }
}
