// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchboard.mailbox.wire.WebhookRefusal;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.service.Network;
import io.switchboard.shared.service.Targets;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookTargetsTest {
    private final WebhookTargets targets = new WebhookTargets(Targets.parse(""));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.org",
                "https://example.org:8443/hooks?tenant=1",
                "HTTPS://Example.Org/",
                "https://93.184.216.34/",
                "https://[2606:2800:220:1:248:1893:25c8:1946]/"
            })
    void aPublicAddressIsTaken(String url) {
        assertThatCode(() -> targets.require(url)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.org/",
                "ftp://example.org/",
                "file:///etc/passwd",
                "example.org",
                "//example.org/",
                "https:///hooks",
                "https://",
                "https://:443/",
                "https://exa mple.org/",
                "https://ex\u00e4mple.org/",
                "https://example.org/\u6302\u94a9",
                "https://example.org:0/",
                "https://example.org:65536/",
                "https://user@example.org/",
                "https://user:password@example.org/",
                "https://example.org/#fragment",
                "https://127.0.0.1/",
                "https://127.1/",
                "https://2130706433/",
                "https://0x7f000001/",
                "https://0x7f.0.0.1/",
                "https://0177.0.0.1/",
                "https://127.0.0.1./",
                "https://0/",
                "https://0.0.0.0/",
                "https://10.0.0.1/",
                "https://100.64.0.1/",
                "https://169.254.169.254/latest/meta-data",
                "https://172.16.0.1/",
                "https://172.31.255.255/",
                "https://192.168.1.1/",
                "https://198.18.0.1/",
                "https://224.0.0.1/",
                "https://255.255.255.255/",
                "https://999.1.1.1/",
                "https://[::1]/",
                "https://[::]/",
                "https://[::ffff:127.0.0.1]/",
                "https://[::ffff:10.0.0.1]/",
                "https://[::127.0.0.1]/",
                "https://[64:ff9b::7f00:1]/",
                "https://[2002:7f00:1::]/",
                "https://[2001::1]/",
                "https://[2001:db8::1]/",
                "https://[fe80::1]/",
                "https://[fe80::1%25eth0]/",
                "https://[fc00::1]/",
                "https://[fd00:ec2::254]/",
                "https://[ff02::1]/"
            })
    void whatIsNoPublicWebServerIsRefused(String url) {
        assertThatThrownBy(() -> targets.require(url))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.code()).isEqualTo(WebhookRefusal.TARGET_REFUSED));
    }

    /** Whoever reads that an address must begin with https learns for which hosts it need not. */
    @Test
    void aRefusalSaysWhoDecidesOfHttp() {
        WebhookTargets some = new WebhookTargets(Targets.parse("hooks.internal"));
        Map<String, String> said = Map.of(
                "http://example.org/", "must begin with https://; http:// is for hosts that the operator allows",
                "http://10.1.2.3/", "not public, and the operator does not allow it",
                "ftp://hooks.internal/", "must begin with https:// or http://");
        said.forEach((url, why) -> assertThatThrownBy(() -> some.require(url))
                .as(url)
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.errors().toString()).contains(why)));
    }

    @Test
    void whatTheConfigurationNamesIsTakenAlsoByHttp() {
        WebhookTargets some = new WebhookTargets(Targets.parse("10.1.0.0/16, ::1/128, hooks.internal"));
        for (String url : List.of(
                "http://10.1.2.3/",
                "https://10.1.2.3/",
                "http://[::1]:8080/",
                "http://hooks.internal/",
                "https://Hooks.Internal/")) {
            assertThatCode(() -> some.require(url)).as(url).doesNotThrowAnyException();
        }
        for (String url : List.of("http://10.2.0.1/", "http://other.internal/", "https://127.0.0.1/")) {
            assertThatThrownBy(() -> some.require(url)).as(url).isInstanceOf(RefusedException.class);
        }
    }

    /** A resolver that answers otherwise each time it is asked. */
    private static final class Scripted extends WebhookTargets {
        private final Iterator<String> answers;

        Scripted(String allowed, String... answers) {
            super(Targets.parse(allowed));
            this.answers = Arrays.asList(answers).iterator();
        }

        @Override
        InetAddress[] lookUp(String host) {
            return Stream.of(answers.next().split(" ", -1))
                    .map(Network::address)
                    .toArray(InetAddress[]::new);
        }
    }

    @Test
    void whatANameMeansIsJudgedEachTimeSomebodyConnects() throws UnknownHostException {
        Scripted rebinding = new Scripted("", "93.184.216.34", "127.0.0.1");
        rebinding.require("https://rebinds.example/");
        assertThat(rebinding.resolve("rebinds.example")).containsExactly(Network.address("93.184.216.34"));
        assertThatThrownBy(() -> rebinding.resolve("rebinds.example"))
                .isInstanceOf(WebhookTargets.TargetRefusedException.class);
    }

    @Test
    void oneForbiddenAddressAmongOthersIsEnoughToRefuse() {
        Scripted mixed = new Scripted("", "93.184.216.34 10.0.0.1");
        assertThatThrownBy(() -> mixed.resolve("mixed.example"))
                .isInstanceOf(WebhookTargets.TargetRefusedException.class);
    }

    @Test
    void aNameMayMeanAnAddressThatTheConfigurationNames() throws UnknownHostException {
        Scripted network = new Scripted("10.1.0.0/16", "10.1.2.3", "10.2.2.3");
        assertThat(network.resolve("hooks.example")).hasSize(1);
        assertThatThrownBy(() -> network.resolve("hooks.example"))
                .isInstanceOf(WebhookTargets.TargetRefusedException.class);
        assertThat(new Scripted("hooks.example", "127.0.0.1").resolve("Hooks.Example"))
                .hasSize(1);
    }
}
