// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Every configuration key: MicroProfile Config, overridable by the environment variable of the same name in capitals with underscores.
 * {@code docs/configuration.md} lists them, and a test compares.
 *
 * @param name {@code switchboard.*}
 * @param fallback the text of the default; empty for none
 * @param accepts what a right value is, for the error message
 * @param effect what it does, for the documentation
 * @param parser from text; throws IllegalArgumentException or a time exception when it is wrong
 */
public record SettingKey<T>(String name, String fallback, String accepts, String effect, Function<String, T> parser) {
    private static final List<SettingKey<?>> ALL = new ArrayList<>();

    public static final SettingKey<URI> PUBLIC_URL = key(
            "switchboard.public-url",
            "http://localhost:8080",
            "an http or https URL of host and port alone",
            "How clients reach the server. It is the issuer of tokens, the audience of client assertions, the source of events and what QR codes hold.",
            SettingValues::origin);
    public static final SettingKey<String> DATA_DIRECTORY = key(
            "switchboard.data-directory",
            ".switchboard",
            "a directory that the server may write",
            "Where the master key and the embedded database live.",
            SettingValues::notBlank);
    public static final SettingKey<Optional<byte[]>> MASTER_KEY = key(
            "switchboard.master-key",
            "",
            "32 bytes in base64",
            "The key above all secrets in the database. When absent, the file master.key in the data directory, made"
                    + " at the first start.",
            SettingValues::key32);
    public static final SettingKey<Optional<byte[]>> PREVIOUS_MASTER_KEY = key(
            "switchboard.previous-master-key",
            "",
            "32 bytes in base64",
            "The master key before, while switchboard.master-key is being changed: this start puts the database under"
                    + " the new one.",
            SettingValues::key32);
    public static final SettingKey<Duration> TOKEN_LIFETIME = duration(
            "switchboard.token-lifetime",
            "PT10M",
            Duration.ofSeconds(30),
            Duration.ofHours(24),
            "How long an access token is valid.");
    public static final SettingKey<Duration> SECRET_OVERLAP = duration(
            "switchboard.client-secret-overlap",
            "P1D",
            Duration.ZERO,
            Duration.ofDays(90),
            "How long an API client's old secret still holds after a rotation that does not say.");
    public static final SettingKey<Boolean> NEW_ADMIN_SECRET = key(
            "switchboard.new-admin-secret",
            "false",
            "true or false",
            "Whether this start gives the administrator a new one-time secret and prints it, for whoever has lost the"
                    + " old one. Every secret and token of the administrator ends. For one start only.",
            SettingValues::truth);
    public static final SettingKey<Duration> SIGNING_KEY_AGE = duration(
            "switchboard.signing-key-age",
            "P90D",
            Duration.ofDays(1),
            Duration.ofDays(3650),
            "How long a key signs access tokens before another one takes over by itself.");
    public static final SettingKey<Duration> JWKS_CACHE_TIME = duration(
            "switchboard.jwks-cache-time",
            "PT5M",
            Duration.ofSeconds(1),
            Duration.ofHours(6),
            "How long whoever verifies access tokens may keep /oauth2/jwks. A new key is published for twice this time"
                    + " before it signs.");
    public static final SettingKey<Duration> ENROLMENT_LIFETIME = duration(
            "switchboard.enrolment-lifetime",
            "PT10M",
            Duration.ofSeconds(10),
            Duration.ofDays(7),
            "How long an enrolment code is valid.");
    public static final SettingKey<Integer> TERMINAL_LIMIT = integer(
            "switchboard.terminals-per-account",
            "50",
            1,
            1_000,
            "How many terminals of one account may be in use at a time. Each event is kept once for each of them.");
    public static final SettingKey<Duration> RING_TIME = duration(
            "switchboard.calls.ring-time",
            "PT60S",
            Duration.ofSeconds(5),
            Duration.ofMinutes(10),
            "How long a call rings: from placing, and anew from the first ring acknowledgement.");
    public static final SettingKey<Duration> RING_TIME_MAX = duration(
            "switchboard.calls.ring-time-max",
            "PT120S",
            Duration.ofSeconds(5),
            Duration.ofMinutes(20),
            "How long a call rings at most. The caller sees ringing this long when nobody answers.");
    public static final SettingKey<Duration> CONNECT_TIME = duration(
            "switchboard.calls.connect-time",
            "PT30S",
            Duration.ofSeconds(5),
            Duration.ofMinutes(10),
            "How long after the answer both sides must have reported a connection.");
    public static final SettingKey<Duration> REFUSAL_TIME = duration(
            "switchboard.calls.refusal-time",
            "PT0.25S",
            Duration.ofMillis(10),
            Duration.ofSeconds(10),
            "How long after the request's arrival a refused call is answered, whatever the cause. When that moment is missed, the next multiple is waited for.");
    public static final SettingKey<Integer> CALL_ATTEMPTS = integer(
            "switchboard.calls.attempts-per-minute",
            "30",
            1,
            1_000_000,
            "How many calls an account may try in a minute, whatever becomes of them. This bounds ringing and cancelling again and again.");
    public static final SettingKey<Integer> CALL_REFUSALS = integer(
            "switchboard.calls.refusals",
            "60",
            1,
            1_000_000,
            "How many calls of an account may be refused within `switchboard.calls.refusals-window`. From then on it is told so, until the window ends.");
    public static final SettingKey<Duration> CALL_REFUSALS_WINDOW = duration(
            "switchboard.calls.refusals-window",
            "PT10M",
            Duration.ofSeconds(1),
            Duration.ofDays(1),
            "How long refused calls of an account are counted, from the first one on.");
    public static final SettingKey<Integer> CODE_REFUSALS = integer(
            "switchboard.calls.code-refusals",
            "10",
            1,
            1_000_000,
            "How many calls of an account to one code may be refused within `switchboard.calls.code-refusals-window`, whether there is such a code or not. This bounds guessing at a PIN.");
    public static final SettingKey<Integer> CODE_REFUSALS_OF_ENTERPRISE = integer(
            "switchboard.calls.code-refusals-of-enterprise",
            "50",
            1,
            1_000_000,
            "The same for all accounts of one calling enterprise together. An account that has not been refused in its own window gets through until ten times as many have been.");
    public static final SettingKey<Duration> CODE_REFUSALS_WINDOW = duration(
            "switchboard.calls.code-refusals-window",
            "PT1H",
            Duration.ofSeconds(1),
            Duration.ofDays(30),
            "How long refused calls to one code are counted, from the first one on.");
    public static final SettingKey<Duration> IDENTIFIER_VALIDITY = duration(
            "switchboard.calls.default-validity",
            "PT24H",
            Duration.ofMinutes(1),
            Duration.ofDays(3650),
            "How long a virtual identifier is valid when neither it nor its enterprise says.");
    public static final SettingKey<Integer> IDENTIFIER_MAX_CALLS = integer(
            "switchboard.calls.default-max-calls",
            "10",
            1,
            1_000_000,
            "How many calls a virtual identifier lets through when neither it nor its enterprise says.");
    public static final SettingKey<Duration> REFUSED_RETENTION = duration(
            "switchboard.calls.refused-retention",
            "P90D",
            Duration.ofHours(1),
            Duration.ofDays(3650),
            "How long the record of a call that was not let through is kept for the identifier's enterprise.");
    public static final SettingKey<Duration> EVENT_RETENTION = duration(
            "switchboard.mailbox.retention",
            "P30D",
            Duration.ofMinutes(1),
            Duration.ofDays(3650),
            "How long an event is kept for a terminal that does not acknowledge it.");
    public static final SettingKey<Duration> ACKNOWLEDGED_RETENTION = duration(
            "switchboard.mailbox.acknowledged-retention",
            "PT1H",
            Duration.ofSeconds(1),
            Duration.ofDays(3650),
            "How long an event is kept after its terminal has acknowledged it, at least; at most twice as long.");
    public static final SettingKey<Duration> TICKET_LIFETIME = duration(
            "switchboard.mailbox.ticket-lifetime",
            "PT30S",
            Duration.ofSeconds(5),
            Duration.ofMinutes(10),
            "How long a ticket that opens a channel is valid.");
    public static final SettingKey<Duration> SEND_TIMEOUT = duration(
            "switchboard.mailbox.send-timeout",
            "PT20S",
            Duration.ofSeconds(1),
            Duration.ofMinutes(10),
            "How long a channel waits for its reader to take one message before it is closed.");
    public static final SettingKey<Duration> CHANNEL_POLL = duration(
            "switchboard.mailbox.poll-interval",
            "PT2S",
            Duration.ofMillis(100),
            Duration.ofMinutes(10),
            "How often the channels of a node compare their positions with the database, for hints that were lost.");
    public static final SettingKey<Duration> CHANNEL_PING = duration(
            "switchboard.mailbox.ping-interval",
            "PT30S",
            Duration.ofMillis(100),
            Duration.ofMinutes(10),
            "How often a channel pings its reader. One that is silent for three pings has vanished, and its channel is closed.");
    public static final SettingKey<Duration> IDEMPOTENCY_RETENTION = duration(
            "switchboard.idempotency.retention",
            "PT24H",
            Duration.ofHours(1),
            Duration.ofDays(365),
            "How long an idempotency key is remembered.");
    public static final SettingKey<Duration> IDEMPOTENCY_LEASE = duration(
            "switchboard.idempotency.lease",
            "PT30S",
            Duration.ofSeconds(1),
            Duration.ofHours(1),
            "How long a request may hold its idempotency key before a repetition may take it over.");
    public static final SettingKey<Duration> JANITOR_INTERVAL = duration(
            "switchboard.janitor-interval",
            "PT1S",
            Duration.ofMillis(50),
            Duration.ofHours(24),
            "How long janitors pause between rounds. They only carry out what deadlines have decided.");
    public static final SettingKey<Integer> BODY_LIMIT =
            integer("switchboard.http.body-limit", "65536", 1024, 16_777_216, "The largest request body in bytes.");
    public static final SettingKey<Duration> BODY_TIME = duration(
            "switchboard.http.body-time",
            "PT60S",
            Duration.ofSeconds(1),
            Duration.ofHours(1),
            "How long a request body may take to arrive as a whole. Then the connection is closed.");
    public static final SettingKey<Duration> SEND_TIME = duration(
            "switchboard.http.send-time",
            "PT30S",
            Duration.ofSeconds(1),
            Duration.ofHours(1),
            "How long the client may take less than 4 KiB a second of an answer that is being sent. Then the connection is closed.");
    public static final SettingKey<List<Network>> TRUSTED_PROXIES = key(
            "switchboard.http.trusted-proxies",
            "",
            "IP addresses and networks (192.0.2.0/24) with commas between them",
            "The load balancers whose word is taken for the client's address. Rate limits and the audit go by it. Nobody's when empty.",
            SettingValues::networks);
    public static final SettingKey<String> CLIENT_ADDRESS_HEADER = key(
            "switchboard.http.client-address-header",
            "X-Forwarded-For",
            "X-Forwarded-For or Forwarded",
            "In which header trusted proxies say the client's address. The other one is not looked at: a proxy passes on what it does not know.",
            SettingValues::addressHeader);
    public static final SettingKey<Set<String>> CORS_ORIGINS = key(
            "switchboard.http.cors-origins",
            "",
            "http or https origins of host and port alone, with commas between them",
            "The origins whose pages may call the API from a browser, and open channels: https://app.example, https://desk.example. Exact; without one, only pages of this server.",
            SettingValues::origins);

    /** All keys, in the order of the documentation. */
    public static List<SettingKey<?>> all() {
        return Stream.of(ALL, WebhookKeys.ALL, TransferKeys.ALL, BucketKeys.ALL, CentralKeys.ALL, RateKeys.ALL)
                .<SettingKey<?>>flatMap(List::stream)
                .toList();
    }

    private static <T> SettingKey<T> key(
            String name, String fallback, String accepts, String effect, Function<String, T> parser) {
        return listed(new SettingKey<>(name, fallback, accepts, effect, parser));
    }

    private static SettingKey<Duration> duration(
            String name, String fallback, Duration smallest, Duration largest, String effect) {
        return listed(SettingValues.durationKey(name, fallback, smallest, largest, effect));
    }

    private static SettingKey<Integer> integer(String name, String fallback, int smallest, int largest, String effect) {
        return listed(SettingValues.integerKey(name, fallback, smallest, largest, effect));
    }

    private static <T> SettingKey<T> listed(SettingKey<T> key) {
        ALL.add(key);
        return key;
    }
}
