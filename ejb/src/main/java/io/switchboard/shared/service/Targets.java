// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Hosts and networks, as configuration names them.
 *
 * @param hosts names, in lower case
 */
public record Targets(Set<String> hosts, List<Network> networks) {
    private static final Pattern HOST =
            Pattern.compile("(?!.*\\.\\d+$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");

    /**
     * Reads them.
     *
     * @param text separated by commas: {@code 10.1.0.0/16, ::1/128, hooks.internal}; empty for none
     * @throws IllegalArgumentException when a part is neither a network nor a name
     */
    public static Targets parse(String text) {
        Set<String> hosts = new HashSet<>();
        List<Network> networks = new ArrayList<>();
        for (String part : text.isBlank() ? List.<String>of() : List.of(text.split(",", -1))) {
            String target = part.strip().toLowerCase(Locale.ROOT);
            if (target.contains("/")) {
                networks.add(Network.parse(target));
            } else if (HOST.matcher(target).matches()) {
                hosts.add(target);
            } else {
                throw new IllegalArgumentException("neither a network nor a host: " + target);
            }
        }
        return new Targets(Set.copyOf(hosts), List.copyOf(networks));
    }

    /** Whether the host is named itself. */
    public boolean names(String host) {
        return hosts.contains(host.toLowerCase(Locale.ROOT));
    }

    /** Whether the address is in one of the networks. */
    public boolean contains(InetAddress address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }
}
