// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.service;

import io.switchboard.mailbox.wire.WebhookRefusal;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.service.Network;
import io.switchboard.shared.service.Settings;
import io.switchboard.shared.service.Targets;
import io.switchboard.shared.service.WebhookKeys;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Where webhooks may be delivered to: what anybody on the Internet reaches, and what the configuration names. The addresses of a name are
 * judged when the client that connects asks for them, and are the ones that it connects to: a name that means another address a moment
 * later gains nothing.
 */
@ApplicationScoped
public class WebhookTargets implements DnsResolver {
    private static final int ADDRESSES = 4;
    private static final int LARGEST_PORT = 65_535;

    /** Not reached by everybody, or not one receiver (IANA special-purpose registries). */
    private static final Network[] SPECIAL_IPV4 = networks(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/3");

    /** Of IPv6 only global unicast is public, and of that not what stands for an IPv4 address or for a document. */
    private static final Network GLOBAL_IPV6 = Network.parse("2000::/3");

    private static final Network[] SPECIAL_IPV6 = networks("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

    /** As old parsers read addresses: in one number, in octal, in hexadecimal. */
    private static final Pattern ENDS_IN_A_NUMBER = Pattern.compile("(.*\\.)?(\\d+|0x[0-9a-f]*)\\.?");

    private static final int ASCII_END = 0x80;

    private final Targets allowed;

    /** For the container, which makes a proxy of it. */
    protected WebhookTargets() {
        this(Targets.parse(""));
    }

    @Inject
    WebhookTargets(Settings settings) {
        this(settings.get(WebhookKeys.TARGETS));
    }

    WebhookTargets(Targets allowed) {
        this.allowed = allowed;
    }

    /** What the client must not connect to. */
    static final class TargetRefusedException extends UnknownHostException {
        private static final long serialVersionUID = 1L;

        TargetRefusedException() {
            super("not a target of webhooks");
        }
    }

    /**
     * Judges what can be judged of an address before anybody connects to it. No resolver is asked.
     *
     * @throws RefusedException {@code target-refused}
     */
    public void require(String url) {
        URI uri = parsed(url);
        String host = host(uri);
        boolean named = allowed.names(host);
        if (ENDS_IN_A_NUMBER.matcher(host).matches() || host.contains(":")) {
            InetAddress address = figures(host);
            if (!isAllowed(address)) {
                throw refused("This address is not public, and the operator does not allow it ("
                        + WebhookKeys.TARGETS.name() + ")");
            }
            named = allowed.contains(address);
        }
        boolean secure = "https".equalsIgnoreCase(uri.getScheme());
        if (!secure && !(named && "http".equalsIgnoreCase(uri.getScheme()))) {
            throw refused(
                    named
                            ? "The address must begin with https:// or http://"
                            : "The address must begin with https://; http:// is for hosts that the operator allows ("
                                    + WebhookKeys.TARGETS.name() + ")");
        }
    }

    private static URI parsed(String url) {
        try {
            URI uri = new URI(url);
            if (!url.chars().allMatch(symbol -> symbol < ASCII_END)) {
                throw refused("What is not ASCII must be written with percent signs, a host's name with xn--");
            }
            if (uri.getHost() == null || uri.getPort() == 0 || uri.getPort() > LARGEST_PORT) {
                throw refused("This is not the address of a web server");
            }
            if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
                throw refused("The address must have neither user name nor fragment");
            }
            return uri;
        } catch (URISyntaxException e) {
            throw refused("This is not the address of a web server");
        }
    }

    private static String host(URI uri) {
        return uri.getHost().toLowerCase(Locale.ROOT).replaceAll("^\\[|]$", "");
    }

    private static InetAddress figures(String host) {
        try {
            return Network.address(host);
        } catch (IllegalArgumentException e) {
            throw refused("An address in figures is written as 192.0.2.1 or [2001:db8::1]");
        }
    }

    private static RefusedException refused(String detail) {
        return RefusedException.field(WebhookRefusal.TARGET_REFUSED, "/url", detail);
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        String bare = host.toLowerCase(Locale.ROOT).replaceAll("^\\[|]$", "");
        InetAddress[] found = lookUp(bare);
        boolean good = allowed.names(bare) || Stream.of(found).allMatch(this::isAllowed);
        if (!good) {
            throw new TargetRefusedException();
        }
        return Stream.of(found).limit(ADDRESSES).toArray(InetAddress[]::new);
    }

    /** Asks the system's resolver. */
    InetAddress[] lookUp(String host) throws UnknownHostException {
        return InetAddress.getAllByName(host);
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    private boolean isAllowed(InetAddress address) {
        return isPublic(address) || allowed.contains(address);
    }

    static boolean isPublic(InetAddress address) {
        return address instanceof Inet4Address
                ? Stream.of(SPECIAL_IPV4).noneMatch(network -> network.contains(address))
                : GLOBAL_IPV6.contains(address)
                        && Stream.of(SPECIAL_IPV6).noneMatch(network -> network.contains(address));
    }

    private static Network[] networks(String... all) {
        return Stream.of(all).map(Network::parse).toArray(Network[]::new);
    }
}
