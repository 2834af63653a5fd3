// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.wire.SharedRefusal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RequestRatesTest {
    private static final String HERE = "192.0.2.1";
    private static final String NEXT_DOOR = "192.0.2.99";
    private static final String ELSEWHERE = "198.51.100.1";

    private long now;
    private final RequestRates rates = rates(Map.of(
            "switchboard.http.rate-per-address", "5",
            "switchboard.http.rate-per-terminal", "2",
            "switchboard.http.rate-per-client", "3",
            "switchboard.http.failures-per-address", "6",
            "switchboard.http.failures-per-client", "2"));

    @SuppressWarnings("UnnecessaryAssignment") // there is no container here that would inject
    private RequestRates rates(Map<String, String> settings) {
        RequestRates rates = new RequestRates();
        rates.settings = Configured.settings(settings);
        rates.time = new MonotonicTime() {
            @Override
            public long nanos() {
                return now;
            }
        };
        rates.registry = new SimpleMeterRegistry();
        rates.begin();
        return rates;
    }

    private void fails(String address, String client) {
        holds(address, client);
        rates.failed(address, Optional.of(client));
    }

    private void holds(String address, String client) {
        rates.requireFewFailures(address, Optional.of(client));
    }

    private void assertRefused(String address, String client) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> holds(address, client))
                .matches(refused -> refused.code() == SharedRefusal.TOO_MANY_REQUESTS)
                .matches(refused -> refused.retryAfter().isPresent());
    }

    @Test
    void neighboursShareALimitAndOthersDoNot() {
        for (int i = 0; i < 5; i++) {
            rates.ofAddress(i % 2 == 0 ? HERE : NEXT_DOOR).require();
        }

        assertThat(rates.ofAddress(HERE).admitted()).isFalse();
        assertThat(rates.ofAddress(NEXT_DOOR).admitted()).isFalse();
        assertThat(rates.ofAddress(ELSEWHERE).admitted()).isTrue();
    }

    @Test
    void terminalsAndClientsHaveLimitsOfTheirOwn() {
        assertThat(rates.ofTerminal("one").left()).isEqualTo(1);
        assertThat(rates.ofTerminal("two").left()).isEqualTo(1);
        assertThat(rates.ofClient("one").left()).isEqualTo(2);
        assertThat(rates.ofAddress(HERE).left()).isEqualTo(4);
    }

    @Test
    void nobodyLocksAClientOutFromElsewhere() {
        fails(HERE, "client");
        fails(NEXT_DOOR, "client");

        assertRefused(HERE, "client");
        holds(ELSEWHERE, "client");
        holds(HERE, "another");
    }

    @Test
    void whatHoldsIsNoFailureHoweverOften() {
        for (int i = 0; i < 100; i++) {
            holds(HERE, "client");
        }

        fails(HERE, "client");
        fails(HERE, "client");
        assertRefused(HERE, "client");
    }

    @Test
    void ofThoseThatAreVerifiedAtOnceMoreMayFailAndAreMadeUpFor() {
        for (int i = 0; i < 4; i++) {
            holds(HERE, "client");
        }
        for (int i = 0; i < 4; i++) {
            rates.failed(HERE, Optional.of("client"));
        }

        // Two a minute, and two are owed.
        now += Duration.ofSeconds(89).toNanos();
        assertRefused(HERE, "client");
        now += Duration.ofSeconds(1).toNanos();
        holds(HERE, "client");
    }

    @Test
    void guessingAtManyClientsIsBoundedByTheAddressAndWhatIsRefusedCostsNothing() {
        for (int i = 0; i < 6; i++) {
            fails(HERE, "client " + i % 3);
        }

        assertRefused(HERE, "client 9");
        assertRefused(HERE, "client 9");
        fails(ELSEWHERE, "client 9");
        fails(ELSEWHERE, "client 9");
        assertRefused(ELSEWHERE, "client 9");
        fails(ELSEWHERE, "client 8");
    }

    @Test
    void whatNamesNobodyCountsByItsAddressAlone() {
        for (int i = 0; i < 6; i++) {
            rates.requireFewFailures(HERE, Optional.empty());
            rates.failed(HERE, Optional.empty());
        }

        assertRefused(HERE, "client");
        rates.requireFewFailures(ELSEWHERE, Optional.empty());
    }

    @Test
    void zeroIsNoLimit() {
        RequestRates open = rates(Map.of(
                "switchboard.http.rate-per-address", "0",
                "switchboard.http.failures-per-address", "0",
                "switchboard.http.failures-per-client", "0"));
        for (int i = 0; i < 10_000; i++) {
            open.ofAddress(HERE).require();
            open.requireFewFailures(HERE, Optional.of("client"));
            open.failed(HERE, Optional.of("client"));
        }
        assertThat(open.ofAddress(HERE).limit().isOff()).isTrue();
    }
}
