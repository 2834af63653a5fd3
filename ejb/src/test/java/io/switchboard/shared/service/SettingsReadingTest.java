// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What whoever starts a server is told of its settings before it is started; what each key accepts, {@link SettingsTest} tells. */
class SettingsReadingTest {
    @Test
    void everythingThatIsWrongIsToldAtOnceASentenceEach() {
        List<String> wrong = SettingsReading.wrong(
                Map.of("switchboard.zzz", "1", "switchboard.token-lifetime", "soon"),
                Map.of(
                        "SWITCHBOARD_TOKEN_LIFETIME", "PT5M",
                        "SWITCHBOARD_CALLS_RING_TIME", "PT30S",
                        "SWITCHBOARD_CALLS_RING_TIME_MAX", "PT29S",
                        "SWITCHBOARD_HTTP_BODY_LIMIT", "much",
                        "SWITCHBOARD_HTTP_PROT", "8081",
                        "SWITCHBOARD_LOG_FORMAT", "xml",
                        "DB_DRIVER", "oracle"));

        assertThat(wrong)
                .containsExactly(
                        "SWITCHBOARD_LOG_FORMAT is \"xml\": set it to text or json, or leave it out.",
                        "DB_DRIVER is \"oracle\": set it to h2 or postgresql, or leave it out for h2.",
                        "The configuration key switchboard.token-lifetime must be an ISO 8601 duration from PT30S to PT24H, not"
                                + " \"soon\".",
                        "The configuration key switchboard.http.body-limit must be a whole number from 1024 to 16777216, not"
                                + " \"much\".",
                        "There is no configuration key switchboard.zzz.",
                        "There is no variable SWITCHBOARD_HTTP_PROT; did you mean SWITCHBOARD_HTTP_PORT?");
    }

    /** As the server reads them: a system property before the environment, and an empty value is none. */
    @Test
    void whatIsRightIsPassedOver() {
        assertThat(SettingsReading.wrong(
                        Map.of("switchboard.token-lifetime", "PT5M", "java.home", "/opt/java"),
                        Map.of(
                                "SWITCHBOARD_TOKEN_LIFETIME", "soon",
                                "SWITCHBOARD_CALLS_RING_TIME", "",
                                "SWITCHBOARD_SERVICE_HOST", "10.0.0.1",
                                "DB_DRIVER", "postgresql",
                                "DB_URL", "jdbc:postgresql://db.example/switchboard",
                                "SWITCHBOARD_HTTP_PORT", " ")))
                .isEmpty();
    }

    @Test
    void whatRefersToOtherSettingsIsLeftToTheServer() {
        assertThat(SettingsReading.wrong(Map.of(), Map.of("SWITCHBOARD_TOKEN_LIFETIME", "${lifetime:PT5M}")))
                .isEmpty();
    }

    @Test
    void timesThatDoNotGoTogetherAreTold() {
        assertThat(SettingsReading.wrong(
                        Map.of(),
                        Map.of("SWITCHBOARD_CALLS_RING_TIME", "PT30S", "SWITCHBOARD_CALLS_RING_TIME_MAX", "PT29S")))
                .containsExactly(
                        "switchboard.calls.ring-time-max must not be shorter than switchboard.calls.ring-time.");
    }

    @ParameterizedTest
    @CsvSource({
        "SWITCHBOARD_HTTP_PORT, 0, set it to a port number",
        "SWITCHBOARD_HTTP_PORT, http, set it to a port number",
        "SWITCHBOARD_MANAGEMENT_PORT, 65536, set it to a port number",
        "SWITCHBOARD_NODE_NAME, a-name-of-24-characters-x, 23 characters at most",
        "DB_DRIVER, postgresql, DB_URL is not set",
        "DB_URL, jdbc:postgresql://db/x, does not fit DB_DRIVER",
        "SWITCHBOARD_HTTP_MAX_CONNECTIONS, none, from 10 up",
        "DB_POOL_MAX, 4, from 5 up",
        "DB_POOL_MAX, many, from 5 up"
    })
    void whatWildflyAndTheLauncherReadIsCheckedToo(String variable, String value, String said) {
        assertThat(SettingsReading.wrong(Map.of(), Map.of(variable, value)))
                .singleElement()
                .satisfies(sentence -> assertThat(sentence).contains(variable, said));
    }
}
