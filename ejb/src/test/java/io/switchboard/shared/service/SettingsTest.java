// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private static final Pattern RANGE = Pattern.compile(".* from (\\S+) to (\\S+)");

    /** What the documentation promises when nothing is configured. */
    private static final Map<SettingKey<?>, Object> DEFAULTS = Map.ofEntries(
            Map.entry(SettingKey.PUBLIC_URL, URI.create("http://localhost:8080")),
            Map.entry(SettingKey.DATA_DIRECTORY, ".switchboard"),
            Map.entry(SettingKey.MASTER_KEY, Optional.empty()),
            Map.entry(SettingKey.PREVIOUS_MASTER_KEY, Optional.empty()),
            Map.entry(SettingKey.TOKEN_LIFETIME, Duration.ofMinutes(10)),
            Map.entry(SettingKey.NEW_ADMIN_SECRET, false),
            Map.entry(SettingKey.SIGNING_KEY_AGE, Duration.ofDays(90)),
            Map.entry(SettingKey.JWKS_CACHE_TIME, Duration.ofMinutes(5)),
            Map.entry(SettingKey.SECRET_OVERLAP, Duration.ofDays(1)),
            Map.entry(SettingKey.ENROLMENT_LIFETIME, Duration.ofMinutes(10)),
            Map.entry(SettingKey.RING_TIME, Duration.ofSeconds(60)),
            Map.entry(SettingKey.RING_TIME_MAX, Duration.ofSeconds(120)),
            Map.entry(SettingKey.TERMINAL_LIMIT, 50),
            Map.entry(SettingKey.CONNECT_TIME, Duration.ofSeconds(30)),
            Map.entry(SettingKey.REFUSAL_TIME, Duration.ofMillis(250)),
            Map.entry(SettingKey.CALL_ATTEMPTS, 30),
            Map.entry(SettingKey.CALL_REFUSALS, 60),
            Map.entry(SettingKey.CALL_REFUSALS_WINDOW, Duration.ofMinutes(10)),
            Map.entry(SettingKey.CODE_REFUSALS, 10),
            Map.entry(SettingKey.CODE_REFUSALS_OF_ENTERPRISE, 50),
            Map.entry(SettingKey.CODE_REFUSALS_WINDOW, Duration.ofHours(1)),
            Map.entry(SettingKey.IDENTIFIER_VALIDITY, Duration.ofDays(1)),
            Map.entry(SettingKey.IDENTIFIER_MAX_CALLS, 10),
            Map.entry(SettingKey.REFUSED_RETENTION, Duration.ofDays(90)),
            Map.entry(SettingKey.EVENT_RETENTION, Duration.ofDays(30)),
            Map.entry(SettingKey.ACKNOWLEDGED_RETENTION, Duration.ofHours(1)),
            Map.entry(TransferKeys.LIFETIME, Duration.ofDays(7)),
            Map.entry(TransferKeys.RETENTION, Duration.ofDays(90)),
            Map.entry(TransferKeys.SIZE_LIMIT, 107_374_182_400L),
            Map.entry(TransferKeys.LOGICAL_LIMIT, 1_099_511_627_776L),
            Map.entry(TransferKeys.PHYSICAL_LIMIT, 1_099_511_627_776L),
            Map.entry(TransferKeys.GRACE, Duration.ofDays(30)),
            Map.entry(TransferKeys.POSSESSION, Duration.ofDays(1)),
            Map.entry(TransferKeys.PROOF_TIME, Duration.ofMinutes(1)),
            Map.entry(TransferKeys.UNPROVEN, 3),
            Map.entry(TransferKeys.UPLOAD_LIFETIME, Duration.ofDays(1)),
            Map.entry(TransferKeys.UPLOAD_SILENCE, Duration.ofSeconds(30)),
            Map.entry(TransferKeys.SCRUB_PERIOD, Duration.ofDays(30)),
            Map.entry(TransferKeys.SCRUB_RATE, 16_777_216L),
            Map.entry(TransferKeys.DELETE_ORPHANS, false),
            Map.entry(BucketKeys.ENDPOINT, Optional.empty()),
            Map.entry(BucketKeys.NAME, ""),
            Map.entry(BucketKeys.PREFIX, ""),
            Map.entry(BucketKeys.REGION, "us-east-1"),
            Map.entry(BucketKeys.PATH_STYLE, true),
            Map.entry(BucketKeys.ACCESS_KEY, ""),
            Map.entry(BucketKeys.SECRET_KEY, ""),
            Map.entry(CentralKeys.NAME, "Switchboard"),
            Map.entry(CentralKeys.URL, Optional.empty()),
            Map.entry(CentralKeys.CLIENT_ID, ""),
            Map.entry(CentralKeys.CLIENT_SECRET, ""),
            Map.entry(SettingKey.TICKET_LIFETIME, Duration.ofSeconds(30)),
            Map.entry(SettingKey.SEND_TIMEOUT, Duration.ofSeconds(20)),
            Map.entry(SettingKey.CHANNEL_POLL, Duration.ofSeconds(2)),
            Map.entry(SettingKey.CHANNEL_PING, Duration.ofSeconds(30)),
            Map.entry(WebhookKeys.LIMIT, 10),
            Map.entry(WebhookKeys.TARGETS, Targets.parse("")),
            Map.entry(WebhookKeys.TIMEOUT, Duration.ofSeconds(15)),
            Map.entry(WebhookKeys.PARALLEL, 16),
            Map.entry(WebhookKeys.RETRY_TIME, Duration.ofDays(3)),
            Map.entry(WebhookKeys.SECRET_OVERLAP, Duration.ofDays(1)),
            Map.entry(WebhookKeys.POLL, Duration.ofSeconds(2)),
            Map.entry(SettingKey.IDEMPOTENCY_RETENTION, Duration.ofDays(1)),
            Map.entry(SettingKey.IDEMPOTENCY_LEASE, Duration.ofSeconds(30)),
            Map.entry(SettingKey.JANITOR_INTERVAL, Duration.ofSeconds(1)),
            Map.entry(SettingKey.BODY_TIME, Duration.ofSeconds(60)),
            Map.entry(SettingKey.SEND_TIME, Duration.ofSeconds(30)),
            Map.entry(SettingKey.TRUSTED_PROXIES, List.of()),
            Map.entry(SettingKey.CLIENT_ADDRESS_HEADER, "X-Forwarded-For"),
            Map.entry(RateKeys.RATE_PER_ADDRESS, 6000),
            Map.entry(RateKeys.SENSITIVE_RATE_PER_ADDRESS, 600),
            Map.entry(RateKeys.RATE_PER_TERMINAL, 600),
            Map.entry(RateKeys.RATE_PER_CLIENT, 6000),
            Map.entry(RateKeys.FAILURES_PER_ADDRESS, 60),
            Map.entry(RateKeys.FAILURES_PER_CLIENT, 10),
            Map.entry(SettingKey.BODY_LIMIT, 65_536),
            Map.entry(SettingKey.CORS_ORIGINS, Set.of()));

    static Stream<SettingKey<?>> keys() {
        return SettingKey.all().stream();
    }

    static Stream<SettingKey<?>> keysWithARange() {
        return keys().filter(key -> RANGE.matcher(key.accepts()).matches());
    }

    @ParameterizedTest
    @MethodSource("keys")
    void everyKeyHasItsDefault(SettingKey<?> key) {
        assertThat((Object) Configured.settings(Map.of()).get(key))
                .as(key.name())
                .isNotNull()
                .isEqualTo(DEFAULTS.get(key));
    }

    @Test
    void everyKeyIsOursAndNamedOnce() {
        assertThat(SettingKey.all())
                .extracting(SettingKey::name)
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("switchboard(\\.[a-z-]+)+"));
    }

    @ParameterizedTest
    @MethodSource("keysWithARange")
    void bothEndsOfARangeAreAcceptedAndNothingBeyond(SettingKey<?> key) {
        Matcher range = RANGE.matcher(key.accepts());
        assertThat(range.matches()).isTrue();

        accepted(key, range.group(1));
        accepted(key, range.group(2));
        refused(key, next(range.group(1), -1));
        refused(key, next(range.group(2), 1));
    }

    private static String next(String value, int step) {
        return value.startsWith("PT")
                ? Duration.parse(value).plusNanos(step).toString()
                : Long.toString(Long.parseLong(value) + step);
    }

    static Stream<Arguments> wrongValues() {
        Stream<Arguments> ranged = keysWithARange()
                .flatMap(key -> Stream.of("x", "-1", "10 minutes", "1e1", "0x10", "99999999999999999999")
                        .map(wrong -> Arguments.of(key, wrong)));
        Stream<Arguments> origins = Stream.of(
                        "localhost:8080",
                        "ftp://host",
                        "http://host/",
                        "http://host/path",
                        "http://host?x",
                        "http://host#x",
                        "http:host",
                        "http://",
                        "//host",
                        "http://ho st",
                        "http://user@host",
                        "http://user:secret@host",
                        "http://host:0",
                        "http://host:99999",
                        "x")
                .map(wrong -> Arguments.of(SettingKey.PUBLIC_URL, wrong));
        Stream<Arguments> directories =
                Stream.of(" ", "\t").map(blank -> Arguments.of(SettingKey.DATA_DIRECTORY, blank));
        Stream<Arguments> targets = Stream.of("10.0.0.0/33", "10.0.0.1", "a b", ",", "http://host")
                .map(wrong -> Arguments.of(WebhookKeys.TARGETS, wrong));
        Stream<Arguments> networks = Stream.of("localhost", "10.0.0.0/33", "10.0.0.1,", "10.0.0.1 10.0.0.2")
                .map(wrong -> Arguments.of(SettingKey.TRUSTED_PROXIES, wrong));
        Stream<Arguments> headers = Stream.of("x", "X-Real-IP", "X-Forwarded-For, Forwarded")
                .map(wrong -> Arguments.of(SettingKey.CLIENT_ADDRESS_HEADER, wrong));
        Stream<Arguments> truths = Stream.of("yes", "1", "TRUE", "on")
                .flatMap(wrong -> Stream.of(
                        Arguments.of(SettingKey.NEW_ADMIN_SECRET, wrong),
                        Arguments.of(BucketKeys.PATH_STYLE, wrong),
                        Arguments.of(TransferKeys.DELETE_ORPHANS, wrong)));
        Stream<Arguments> buckets = Stream.of(
                Arguments.of(BucketKeys.ENDPOINT, "s3.example"),
                Arguments.of(BucketKeys.ENDPOINT, "https://key:secret@s3.example"),
                Arguments.of(BucketKeys.ENDPOINT, "https://s3.example/bucket"),
                Arguments.of(BucketKeys.NAME, "My_Bucket"),
                Arguments.of(BucketKeys.NAME, "a/b"),
                Arguments.of(BucketKeys.PREFIX, "/a"),
                Arguments.of(BucketKeys.PREFIX, "a/"),
                Arguments.of(BucketKeys.PREFIX, "a//b"),
                Arguments.of(BucketKeys.REGION, "eu central 1"),
                Arguments.of(BucketKeys.ACCESS_KEY, "a b"),
                Arguments.of(CentralKeys.URL, "central.example"),
                Arguments.of(CentralKeys.URL, "https://central.example/api"),
                Arguments.of(CentralKeys.NAME, "x".repeat(101)),
                Arguments.of(CentralKeys.CLIENT_ID, "central"));
        Stream<Arguments> pages = Stream.of("*", "app.example", "https://app.example/", "https://app.example,", "null")
                .map(wrong -> Arguments.of(SettingKey.CORS_ORIGINS, wrong));
        return Stream.of(ranged, origins, directories, targets, networks, headers, truths, buckets, pages)
                .flatMap(Function.identity());
    }

    @ParameterizedTest
    @MethodSource("wrongValues")
    void aWrongValueIsRefusedInOneSentenceThatNamesTheKeyAndWhatItAccepts(SettingKey<?> key, String wrong) {
        refused(key, wrong);
    }

    @Test
    void everyKeyThatCanBeWrongIsTriedAbove() {
        assertThat(wrongValues().map(pair -> pair.get()[0]).distinct())
                .containsExactlyInAnyOrderElementsOf(SettingKey.all().stream()
                        .filter(key ->
                                !key.equals(SettingKey.MASTER_KEY) && !key.equals(SettingKey.PREVIOUS_MASTER_KEY))
                        .filter(key -> !Set.of(BucketKeys.SECRET_KEY, CentralKeys.CLIENT_SECRET)
                                .contains(key))
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://host", "https://switchboard.example", "https://host:8443", "http://192.0.2.1:80"})
    void anOriginIsAccepted(String origin) {
        assertThat(Configured.settings(Map.of("switchboard.public-url", origin)).get(SettingKey.PUBLIC_URL))
                .hasToString(origin);
    }

    @Test
    void aMasterKeyOf32BytesIsAccepted() {
        Settings settings = Configured.settings(Map.of("switchboard.master-key", Configured.masterKeyText(1)));

        assertThat(settings.get(SettingKey.MASTER_KEY))
                .hasValueSatisfying(key -> assertThat(key).hasSize(32).startsWith(1, 2, 3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "correct-horse-battery-staple",
                "c2VjcmV0",
                "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8g",
                "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
            })
    void aWrongMasterKeyIsRefusedWithoutShowingIt(String wrong) {
        for (String key : List.of("switchboard.master-key", "switchboard.previous-master-key")) {
            IllegalStateException refusal = refusalOf(Map.of(key, wrong));

            assertThat(refusal).hasMessageContaining(key).hasMessageContaining("32 bytes in base64");
            for (Throwable cause = refusal; cause != null; cause = cause.getCause()) {
                assertThat(String.valueOf(cause.getMessage())).doesNotContain(wrong);
            }
        }
    }

    @Test
    void spacesAroundAValueDoNotMatter() {
        Settings settings = Configured.settings(
                Map.of("switchboard.token-lifetime", " PT5M\n", "switchboard.calls.default-max-calls", "\t7 "));

        assertThat(settings.get(SettingKey.TOKEN_LIFETIME)).isEqualTo(Duration.ofMinutes(5));
        assertThat(settings.get(SettingKey.IDENTIFIER_MAX_CALLS)).isEqualTo(7);
    }

    @Test
    void anEmptyValueIsTheDefault() {
        assertThat(Configured.settings(Map.of("switchboard.token-lifetime", "")).get(SettingKey.TOKEN_LIFETIME))
                .isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void keysOfOursThatThereAreNotAreAllNamed() {
        IllegalStateException refusal = refusalOf(Map.of(
                "switchboard.calls.ring-tine", "PT30S", "switchboard.zzz", "1", "switchboard.token-lifetime", "PT5M"));

        assertThat(refusal).hasMessage("There is no configuration key switchboard.calls.ring-tine, switchboard.zzz");
    }

    @Test
    void everythingThatIsWrongIsNamedAtOnce() {
        IllegalStateException refusal = refusalOf(Map.of(
                "switchboard.zzz", "1", "switchboard.token-lifetime", "soon", "switchboard.http.body-limit", "much"));

        assertThat(refusal)
                .hasMessageContainingAll(
                        "There is no configuration key switchboard.zzz",
                        "switchboard.token-lifetime must be",
                        "switchboard.http.body-limit must be");
    }

    @ParameterizedTest
    @CsvSource({
        "SWITCHBOARD_TOKEN_LIFETYME, SWITCHBOARD_TOKEN_LIFETIME",
        "SWITCHBOARD_CALLS_RINGTIME, SWITCHBOARD_CALLS_RING_TIME",
        "SWITCHBOARD_HTTP_PROT, SWITCHBOARD_HTTP_PORT"
    })
    void aMisspeltVariableIsNamedWithTheRightOne(String misspelt, String right) {
        assertThatIllegalStateException()
                .isThrownBy(() -> new Settings().load(FixedConfig.ofEnvironment(Map.of(misspelt, "x"))))
                .withMessage("There is no variable " + misspelt + "; did you mean " + right + "?");
    }

    /** An orchestrator names its services so. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SWITCHBOARD_PORT",
                "SWITCHBOARD_SERVICE_HOST",
                "SWITCHBOARD_PORT_8080_TCP_ADDR",
                "HOME",
                "switchboard"
            })
    void variablesThatAreLikeNoneOfOursAreNotOurConcern(String name) {
        Settings settings = new Settings();

        settings.load(FixedConfig.ofEnvironment(Map.of(name, "x")));

        assertThat(settings.get(SettingKey.RING_TIME)).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void originsOfPagesAreWrittenAsBrowsersDo() {
        assertThat(Configured.settings(Map.of(
                                "switchboard.http.cors-origins", "https://App.Example:443, http://localhost:5173"))
                        .get(SettingKey.CORS_ORIGINS))
                .containsExactlyInAnyOrder("https://app.example", "http://localhost:5173");
    }

    @Test
    void keysOfOthersAreNotOurConcern() {
        Settings settings = Configured.settings(Map.of("switchboards.token-lifetime", "x", "java.home", "/opt/java"));

        assertThat(settings.get(SettingKey.TOKEN_LIFETIME)).isEqualTo(Duration.ofMinutes(10));
    }

    /** {@code SWITCHBOARD_CALLS_RING_TIME} could be any of several keys. */
    @Test
    void strangeNamesInTheEnvironmentAreNotOurConcern() {
        Settings settings = new Settings();

        settings.load(FixedConfig.ofEnvironment(Map.of("switchboard.port", "8080")));

        assertThat(settings.get(SettingKey.RING_TIME)).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void theLongestRingTimeMustNotBeShorterThanTheRingTime() {
        IllegalStateException refusal = refusalOf(
                Map.of("switchboard.calls.ring-time", "PT30S", "switchboard.calls.ring-time-max", "PT29.999S"));

        assertThat(refusal)
                .hasMessageContaining("switchboard.calls.ring-time-max")
                .hasMessageContaining("switchboard.calls.ring-time");
    }

    @Test
    void theLongestRingTimeMayBeTheRingTime() {
        Settings settings = Configured.settings(
                Map.of("switchboard.calls.ring-time", "PT30S", "switchboard.calls.ring-time-max", "PT30S"));

        assertThat(settings.get(SettingKey.RING_TIME_MAX)).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void aBucketIsNamedWithWhatOpensIt() {
        Map<String, String> whole = Map.of(
                BucketKeys.ENDPOINT.name(), "https://s3.example",
                BucketKeys.NAME.name(), "contents",
                BucketKeys.ACCESS_KEY.name(), "key",
                BucketKeys.SECRET_KEY.name(), "secret");
        assertThat(Configured.settings(whole).get(BucketKeys.ENDPOINT)).hasValue(URI.create("https://s3.example"));
        for (SettingKey<?> left : List.of(BucketKeys.NAME, BucketKeys.ACCESS_KEY, BucketKeys.SECRET_KEY)) {
            Map<String, String> less = new HashMap<>(whole);
            less.remove(left.name());
            assertThat(refusalOf(less))
                    .hasMessage("With switchboard.transfers.bucket.endpoint, switchboard.transfers.bucket.name,"
                            + " access-key and secret-key are needed too");
        }
    }

    @Test
    void aCentralIsNamedWithTheCredentialsForIt() {
        Map<String, String> whole = Map.of(
                CentralKeys.URL.name(), "https://central.example",
                CentralKeys.CLIENT_ID.name(), "01a203c3-92c7-7f1e-8f31-65f34da93c7a",
                CentralKeys.CLIENT_SECRET.name(), "secret");
        assertThat(Configured.settings(whole).get(CentralKeys.URL)).hasValue(URI.create("https://central.example"));
        for (SettingKey<?> left : List.of(CentralKeys.CLIENT_ID, CentralKeys.CLIENT_SECRET)) {
            Map<String, String> less = new HashMap<>(whole);
            less.remove(left.name());
            assertThat(refusalOf(less))
                    .hasMessage("With switchboard.central.url, switchboard.central.client-id and client-secret are"
                            + " needed too");
        }
        assertThat(refusalOf(Map.of(CentralKeys.CLIENT_SECRET.name(), "hidden word")))
                .hasMessageContaining(CentralKeys.CLIENT_SECRET.name())
                .hasMessageNotContaining("hidden");
    }

    @Test
    void aWrongSecretKeyIsRefusedWithoutShowingIt() {
        assertThat(refusalOf(Map.of(BucketKeys.SECRET_KEY.name(), "hidden word")))
                .hasMessageContaining(BucketKeys.SECRET_KEY.name())
                .hasMessageNotContaining("hidden");
    }

    @Test
    void askingBeforeLoadingIsAMistake() {
        assertThatIllegalStateException().isThrownBy(() -> new Settings().get(SettingKey.RING_TIME));
    }

    private static void accepted(SettingKey<?> key, String value) {
        Object parsed = Configured.settings(withCompanion(key, value)).get(key);

        Object expected = parsed instanceof Duration
                ? Duration.parse(value)
                : parsed instanceof Long ? (Object) Long.valueOf(value) : Integer.valueOf(value);
        assertThat(parsed).as("%s = %s", key.name(), value).isEqualTo(expected);
    }

    private static void refused(SettingKey<?> key, String value) {
        IllegalStateException refusal = refusalOf(withCompanion(key, value));

        assertThat(refusal)
                .hasMessage("The configuration key " + key.name() + " must be " + key.accepts() + ", not \"" + value
                        + "\"");
    }

    /** The two ring times depend on each other: the other one is set so far away that it has no say. */
    private static Map<String, String> withCompanion(SettingKey<?> key, String value) {
        Map<String, String> values = new HashMap<>(Map.of(key.name(), value));
        if (key.equals(SettingKey.RING_TIME)) {
            values.put(SettingKey.RING_TIME_MAX.name(), "PT20M");
        } else if (key.equals(SettingKey.RING_TIME_MAX)) {
            values.put(SettingKey.RING_TIME.name(), "PT5S");
        }
        return values;
    }

    private static IllegalStateException refusalOf(Map<String, String> values) {
        IllegalStateException refusal =
                catchThrowableOfType(IllegalStateException.class, () -> Configured.settings(values));
        assertThat(refusal).as("a refusal of %s", List.copyOf(values.keySet())).isNotNull();
        assertThat(refusal.getMessage()).doesNotContain("\n");
        return refusal;
    }
}
