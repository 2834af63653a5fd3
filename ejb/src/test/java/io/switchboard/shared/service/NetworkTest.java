// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.0/24, 192.0.2.255, true",
        "192.0.2.0/24, 192.0.3.0, false",
        "192.0.2.77/24, 192.0.2.1, true",
        "10.0.0.0/9, 10.127.255.255, true",
        "10.0.0.0/9, 10.128.0.0, false",
        "0.0.0.0/0, 8.8.8.8, true",
        "192.0.2.7, 192.0.2.7, true",
        "192.0.2.7, 192.0.2.8, false",
        "192.0.2.7, ::ffff:192.0.2.7, true",
        "2001:db8::/32, 2001:db8:ffff::1, true",
        "2001:db8::/32, 2001:db9::1, false",
        "2001:db8::/32, 192.0.2.7, false",
        "::1, 0:0:0:0:0:0:0:1, true",
        "fe80::/10, fe80::1%eth0, true",
        "0.0.0.0/0, localhost, false",
        "0.0.0.0/0, 1.2.3.256, false"
    })
    void whatIsInIt(String network, String address, boolean in) {
        assertThat(Network.tryAddress(address)
                        .map(Network.parseAny(network)::contains)
                        .orElse(false))
                .isEqualTo(in);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "192.0.2",
                "192.0.2.0/33",
                "192.0.2.0/-1",
                "192.0.2.0/x",
                "::1/129",
                "300.1.1.1",
                ":",
                "a:b"
            })
    void whatIsNone(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Network.parseAny(text));
    }

    @Test
    void addressesOfOneSubscriberAreOfOneSite() {
        assertThat(Network.siteOf("192.0.2.1"))
                .isEqualTo(Network.siteOf("192.0.2.254"))
                .isEqualTo(Network.siteOf("::ffff:192.0.2.9"))
                .isNotEqualTo(Network.siteOf("192.0.3.1"));
        assertThat(Network.siteOf("2001:db8:1:2200::1"))
                .isEqualTo(Network.siteOf("2001:db8:1:22ff:ffff::1"))
                .isNotEqualTo(Network.siteOf("2001:db8:1:2300::1"));
        assertThat(Network.siteOf("somewhere")).isEqualTo("somewhere");
    }
}
