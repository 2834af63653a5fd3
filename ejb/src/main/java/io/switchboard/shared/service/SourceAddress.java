// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * Where a request comes from: the other end of its connection, unless that is a proxy that the configuration trusts. Then it is what that
 * proxy says, and so on from the last proxy to the first, as long as each is trusted: whatever a client writes itself stands before what
 * the first trusted proxy has added, and is not looked at.
 */
@ApplicationScoped
public class SourceAddress {
    private static final Logger LOG = Logger.getLogger(SourceAddress.class);
    private static final Pattern FORWARDED_FOR = Pattern.compile("(?i)(?:^|;)\\s*for=\"?([^\";]*)\"?\\s*(?:;|$)");
    private static final Pattern PORT = Pattern.compile("\\[([^\\]]*)\\](?::[0-9]+)?|([0-9.]+):[0-9]+");

    /** Anybody can write the header: it must not fill the log. */
    private final AtomicBoolean warned = new AtomicBoolean();

    @Inject
    Settings settings;

    /** The header in which trusted proxies say it: one only, since a proxy passes on what it does not know. */
    public String header() {
        return settings.get(SettingKey.CLIENT_ADDRESS_HEADER);
    }

    /**
     * The address that a request is to be judged by.
     *
     * @param peer the other end of the connection
     * @param said the values of {@link #header}, in order
     */
    public String of(String peer, List<String> said) {
        warnIfNobodyIsTrusted(said);
        List<String> hops = hops(said);
        String present = peer;
        while (!hops.isEmpty() && isTrusted(present)) {
            String before = hops.remove(hops.size() - 1);
            if (Network.tryAddress(before).isEmpty()) {
                // "unknown", or a name of the proxy's own (RFC 7239 section 6).
                return present;
            }
            present = before;
        }
        return present;
    }

    /** Behind a balancer that was not named, everybody has its address, and shares one rate. */
    private void warnIfNobodyIsTrusted(List<String> said) {
        if (!said.isEmpty()
                && settings.get(SettingKey.TRUSTED_PROXIES).isEmpty()
                && warned.compareAndSet(false, true)) {
            LOG.warnf(
                    "A request says in %s where it comes from, and is not believed: no proxy is trusted. If this server is"
                            + " behind one, name its address in %s. This is said once",
                    header(), SettingKey.TRUSTED_PROXIES.name());
        }
    }

    private boolean isTrusted(String address) {
        return Network.tryAddress(address)
                .map(peer ->
                        settings.get(SettingKey.TRUSTED_PROXIES).stream().anyMatch(proxies -> proxies.contains(peer)))
                .orElse(false);
    }

    private List<String> hops(List<String> said) {
        boolean standard = "Forwarded".equalsIgnoreCase(header());
        List<String> hops = new ArrayList<>();
        for (String value : said) {
            Arrays.stream(value.split(",", -1))
                    .map(String::strip)
                    .map(element -> standard ? forwardedFor(element) : element)
                    .map(SourceAddress::withoutPort)
                    .forEach(hops::add);
        }
        return hops;
    }

    private static String forwardedFor(String element) {
        Matcher matcher = FORWARDED_FOR.matcher(element);
        return matcher.find() ? matcher.group(1) : "";
    }

    private static String withoutPort(String node) {
        Matcher matcher = PORT.matcher(node);
        if (!matcher.matches()) {
            return node;
        }
        return matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
    }
}
