// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SourceAddressTest {
    private static final String PROXIES = "10.0.0.0/8, 2001:db8::/32";

    @SuppressWarnings("UnnecessaryAssignment") // there is no container here that would inject
    private static String source(Map<String, String> settings, String peer, String... said) {
        SourceAddress source = new SourceAddress();
        source.settings = Configured.settings(settings);
        return source.of(peer, List.of(said));
    }

    private static String xForwardedFor(String peer, String... said) {
        return source(Map.of("switchboard.http.trusted-proxies", PROXIES), peer, said);
    }

    private static String forwarded(String peer, String... said) {
        return source(
                Map.of(
                        "switchboard.http.trusted-proxies",
                        PROXIES,
                        "switchboard.http.client-address-header",
                        "Forwarded"),
                peer,
                said);
    }

    @Test
    void nobodyIsTrustedUnlessItIsSaid() {
        assertThat(source(Map.of(), "10.0.0.1", "198.51.100.7")).isEqualTo("10.0.0.1");
        assertThat(xForwardedFor("192.0.2.1", "198.51.100.7")).isEqualTo("192.0.2.1");
    }

    @Test
    void aTrustedProxySaysWhoItIs() {
        assertThat(xForwardedFor("10.0.0.1", "198.51.100.7")).isEqualTo("198.51.100.7");
        assertThat(xForwardedFor("10.0.0.1")).isEqualTo("10.0.0.1");
        assertThat(xForwardedFor("10.0.0.1", "[2001:db9::7]:4711")).isEqualTo("2001:db9::7");
        assertThat(xForwardedFor("10.0.0.1", "198.51.100.7:4711")).isEqualTo("198.51.100.7");
    }

    @Test
    void whatAClientWritesItselfIsNotLookedAt() {
        assertThat(xForwardedFor("10.0.0.1", "203.0.113.9, 198.51.100.7")).isEqualTo("198.51.100.7");
        assertThat(xForwardedFor("10.0.0.1", "203.0.113.9", "198.51.100.7")).isEqualTo("198.51.100.7");
        assertThat(xForwardedFor("10.0.0.1", "203.0.113.9, 198.51.100.7, 10.2.3.4"))
                .isEqualTo("198.51.100.7");
    }

    @Test
    void whatIsNoAddressEndsTheChain() {
        assertThat(xForwardedFor("10.0.0.1", "203.0.113.9, unknown")).isEqualTo("10.0.0.1");
        assertThat(xForwardedFor("10.0.0.1", "203.0.113.9, ")).isEqualTo("10.0.0.1");
        assertThat(xForwardedFor("10.0.0.1", "localhost, 10.0.0.2")).isEqualTo("10.0.0.2");
    }

    @Test
    void theStandardHeaderIsReadWhenItIsTheOne() {
        assertThat(forwarded("10.0.0.1", "for=198.51.100.7;proto=https, for=10.3.3.3;by=10.0.0.1"))
                .isEqualTo("198.51.100.7");
        assertThat(forwarded("10.0.0.1", "proto=https; For=\"[2001:db9::7]:4711\""))
                .isEqualTo("2001:db9::7");
        assertThat(forwarded("10.0.0.1", "for=_hidden")).isEqualTo("10.0.0.1");
    }
}
