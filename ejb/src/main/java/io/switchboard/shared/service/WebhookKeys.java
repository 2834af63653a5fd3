// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import java.time.Duration;
import java.util.List;

/** The configuration keys of webhooks. */
public final class WebhookKeys {
    public static final SettingKey<Integer> LIMIT = SettingValues.integerKey(
            "switchboard.webhooks.per-enterprise", "10", 1, 100, "How many webhooks an enterprise may have.");
    public static final SettingKey<Targets> TARGETS = new SettingKey<>(
            "switchboard.webhooks.allowed-targets",
            "",
            "networks (10.1.0.0/16, fd00::/8) and host names, separated by commas",
            "Where webhooks may be delivered to although it is not public, also by http: addresses in these networks, and these hosts whatever their addresses.",
            Targets::parse);
    public static final SettingKey<Duration> TIMEOUT = SettingValues.durationKey(
            "switchboard.webhooks.timeout",
            "PT15S",
            Duration.ofSeconds(1),
            Duration.ofMinutes(1),
            "How long one attempt to deliver may take, from the connection to the end of the answer.");
    public static final SettingKey<Integer> PARALLEL = SettingValues.integerKey(
            "switchboard.webhooks.parallel",
            "16",
            0,
            32,
            "How many webhooks a node delivers to at a time; half of them at most are such as have failed last. With 0 the node leaves it to others.");
    public static final SettingKey<Duration> RETRY_TIME = SettingValues.durationKey(
            "switchboard.webhooks.retry-time",
            "P3D",
            Duration.ofMinutes(1),
            Duration.ofDays(30),
            "How long a delivery is tried again after its first failure, before its webhook is disabled.");
    public static final SettingKey<Duration> SECRET_OVERLAP = SettingValues.durationKey(
            "switchboard.webhooks.secret-overlap",
            "P1D",
            Duration.ofSeconds(1),
            Duration.ofDays(30),
            "How long deliveries are signed with the former secret as well after a rotation.");
    public static final SettingKey<Duration> POLL = SettingValues.durationKey(
            "switchboard.webhooks.poll-interval",
            "PT2S",
            Duration.ofMillis(100),
            Duration.ofMinutes(10),
            "How often a node looks for deliveries whose pause is over; and in every fifteenth round for those that a node has left which has died.");

    /** In the order of the documentation. */
    static final List<SettingKey<?>> ALL = List.of(LIMIT, TARGETS, TIMEOUT, PARALLEL, RETRY_TIME, SECRET_OVERLAP, POLL);

    private WebhookKeys() {}
}
