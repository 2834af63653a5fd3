// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * All addresses that begin alike (CIDR, RFC 4632 and RFC 4291).
 *
 * @param base one of them
 * @param bits how many bits they have in common
 */
public record Network(InetAddress base, int bits) {
    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final String IPV4 = OCTET + "(\\." + OCTET + "){3}";
    /** What an address is in figures: nothing that a resolver would have to be asked for. */
    private static final Pattern FIGURES = Pattern.compile(IPV4 + "|(?=.*:)[0-9A-Fa-f:]{2,39}(:" + IPV4 + ")?");

    private static final int IPV4_SITE = 24 / Byte.SIZE;
    private static final int IPV6_SITE = 56 / Byte.SIZE;

    private static final Pattern LENGTH = Pattern.compile("\\d{1,3}");

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static Network parse(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length != 2 || !LENGTH.matcher(parts[1]).matches()) {
            throw new IllegalArgumentException("no network: " + text);
        }
        InetAddress base = address(parts[0]);
        int bits = Integer.parseInt(parts[1]);
        if (bits > base.getAddress().length * Byte.SIZE) {
            throw new IllegalArgumentException("too long: " + text);
        }
        return new Network(base, bits);
    }

    /**
     * Reads an address in figures. No resolver is asked.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static InetAddress address(String figures) {
        if (!FIGURES.matcher(figures).matches()) {
            throw new IllegalArgumentException("no address: " + figures);
        }
        try {
            return InetAddress.getByName(figures);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("no address: " + figures, e);
        }
    }

    /**
     * Reads one, or a single address.
     *
     * @throws IllegalArgumentException when it is neither
     */
    public static Network parseAny(String text) {
        if (text.indexOf('/') >= 0) {
            return parse(text);
        }
        InetAddress single = address(text);
        return new Network(single, single.getAddress().length * Byte.SIZE);
    }

    /** An address in figures, with a zone or without; nothing when it is none. An IPv4 address that is mapped into IPv6 is the former. */
    public static Optional<InetAddress> tryAddress(String text) {
        int zone = text.indexOf('%');
        try {
            return Optional.of(address(zone < 0 ? text : text.substring(0, zone)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * What an address has in common with those that the same subscriber can have: its /24, or its /56 (RFC 6177). The text itself when it is
     * no address.
     */
    public static String siteOf(String text) {
        return tryAddress(text)
                .map(InetAddress::getAddress)
                .map(bytes -> HexFormat.of().formatHex(bytes, 0, bytes.length == 4 ? IPV4_SITE : IPV6_SITE))
                .orElse(text);
    }

    /** Whether the address is one of them; one of the other family never is. */
    public boolean contains(InetAddress address) {
        byte[] own = base.getAddress();
        byte[] other = address.getAddress();
        if (own.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % Byte.SIZE);
            if (((own[bit / Byte.SIZE] ^ other[bit / Byte.SIZE]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }
}
