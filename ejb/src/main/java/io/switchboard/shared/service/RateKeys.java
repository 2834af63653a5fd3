// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import java.util.List;

/** The configuration keys of how often somebody may ask. Each node counts for itself. */
final class RateKeys {
    private static final int MOST = 1_000_000;

    static final SettingKey<Integer> RATE_PER_ADDRESS = rate(
            "switchboard.http.rate-per-address",
            "6000",
            "How many requests a minute may come from one network of callers (/24, or /56 with IPv6).");
    static final SettingKey<Integer> SENSITIVE_RATE_PER_ADDRESS = rate(
            "switchboard.http.sensitive-rate-per-address",
            "600",
            "How many of these may be for tokens, tickets and enrolments.");
    static final SettingKey<Integer> RATE_PER_TERMINAL =
            rate("switchboard.http.rate-per-terminal", "600", "How many requests a minute a terminal may make.");
    static final SettingKey<Integer> RATE_PER_CLIENT =
            rate("switchboard.http.rate-per-client", "6000", "How many requests a minute an API client may make.");
    static final SettingKey<Integer> FAILURES_PER_ADDRESS = rate(
            "switchboard.http.failures-per-address",
            "60",
            "How many token requests a minute may fail from one network of callers.");
    static final SettingKey<Integer> FAILURES_PER_CLIENT = rate(
            "switchboard.http.failures-per-client",
            "10",
            "How many of these may be for one API client. What fails elsewhere does not count.");

    /** In the order of the documentation. */
    static final List<SettingKey<Integer>> ALL = List.of(
            RATE_PER_ADDRESS,
            SENSITIVE_RATE_PER_ADDRESS,
            RATE_PER_TERMINAL,
            RATE_PER_CLIENT,
            FAILURES_PER_ADDRESS,
            FAILURES_PER_CLIENT);

    private RateKeys() {}

    private static SettingKey<Integer> rate(String name, String fallback, String effect) {
        return SettingValues.integerKey(
                name, fallback, 0, MOST, effect + " 0 for no limit. Each node counts for itself.");
    }
}
