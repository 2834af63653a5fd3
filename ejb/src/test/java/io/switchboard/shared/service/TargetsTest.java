// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetsTest {
    @ParameterizedTest
    @CsvSource({
        "10.1.0.0/16, 10.1.255.255, true",
        "10.1.0.0/16, 10.2.0.0, false",
        "10.1.2.3/32, 10.1.2.3, true",
        "10.1.2.3/32, 10.1.2.2, false",
        "10.1.2.3/31, 10.1.2.2, true",
        "0.0.0.0/0, 93.184.216.34, true",
        "0.0.0.0/0, 2606::1, false",
        "fd00::/8, fdff::1, true",
        "fd00::/8, fe00::1, false",
        "::/0, ::1, true",
        "::1/128, ::2, false"
    })
    void aNetworkIsAllAddressesThatBeginAlike(String network, String address, boolean contained) {
        assertThat(Targets.parse(network).contains(Network.address(address))).isEqualTo(contained);
    }

    @Test
    void networksAndNamesAreSeparatedByCommas() {
        Targets some = Targets.parse(" 10.1.0.0/16 ,Hooks.internal, localhost");
        assertThat(some.networks()).hasSize(1);
        assertThat(some.names("hooks.INTERNAL")).isTrue();
        assertThat(some.names("localhost")).isTrue();
        assertThat(some.names("internal")).isFalse();
        assertThat(Targets.parse("").hosts()).isEmpty();
        assertThat(Targets.parse("").networks()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",",
                "10.1.0.0/33",
                "10.1.0.0/",
                "10.1.0.0/-1",
                "10.1.0.0/16/2",
                "::1/129",
                "hooks/8",
                "10.1.0.0",
                "256.0.0.1/8",
                "::1",
                "a b",
                "-a",
                "a.",
                "*.internal",
                "http://hooks.internal"
            })
    void whatIsNeitherIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Targets.parse(text));
    }
}
