// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import java.time.Duration;
import java.util.List;

/** The configuration keys of transfers. */
public final class TransferKeys {
    private static final long MOST_BYTES = 1L << 50;

    public static final SettingKey<Duration> LIFETIME = SettingValues.durationKey(
            "switchboard.transfers.lifetime",
            "P7D",
            Duration.ofMinutes(1),
            Duration.ofDays(365),
            "How long after its declaration a transfer may be uploaded and fetched.");
    public static final SettingKey<Duration> RETENTION = SettingValues.durationKey(
            "switchboard.transfers.retention",
            "P90D",
            Duration.ofHours(1),
            Duration.ofDays(3650),
            "How long the record of a transfer is kept for both sides after its end.");
    public static final SettingKey<Long> SIZE_LIMIT =
            bytes("switchboard.transfers.size-limit", 100L << 30, "How many bytes one transfer may have.");

    public static final SettingKey<Long> LOGICAL_LIMIT = bytes(
            "switchboard.transfers.logical-limit",
            1L << 40,
            "How many bytes the open transfers of one enterprise may have altogether, each counted for itself.");
    public static final SettingKey<Long> PHYSICAL_LIMIT = bytes(
            "switchboard.transfers.physical-limit",
            1L << 40,
            "How many bytes of one enterprise may be stored, each content counted once. Looked at when an upload begins and when it ends; what is on its way is not counted, and is three times the size of its transfer at most.");
    public static final SettingKey<Duration> GRACE = SettingValues.durationKey(
            "switchboard.transfers.content-grace",
            "P30D",
            Duration.ZERO,
            Duration.ofDays(3650),
            "How long a content is kept after it was sent for the last time, so that who sends it again need not upload it.");
    public static final SettingKey<Duration> POSSESSION = SettingValues.durationKey(
            "switchboard.transfers.possession-time",
            "P1D",
            Duration.ZERO,
            Duration.ofDays(30),
            "How long an account that has uploaded, proven or received a content need not prove again that it has it.");
    public static final SettingKey<Duration> PROOF_TIME = SettingValues.durationKey(
            "switchboard.transfers.proof-time",
            "PT60S",
            Duration.ofSeconds(5),
            Duration.ofHours(1),
            "How long a challenge can be answered.");
    public static final SettingKey<Integer> UNPROVEN = SettingValues.integerKey(
            "switchboard.transfers.unproven-challenges",
            "3",
            1,
            1_000,
            "How many challenges of one content an account is given in a day that it does not answer rightly; then it must upload.");

    public static final SettingKey<Duration> UPLOAD_LIFETIME = SettingValues.durationKey(
            "switchboard.transfers.upload-lifetime",
            "P1D",
            Duration.ofMinutes(1),
            Duration.ofDays(365),
            "How long an upload is kept after its last bytes, and never longer than its transfer.");
    public static final SettingKey<Duration> UPLOAD_SILENCE = SettingValues.durationKey(
            "switchboard.transfers.upload-silence",
            "PT30S",
            Duration.ofSeconds(1),
            Duration.ofHours(1),
            "How long an upload's sender may send nothing. Then the connection is closed; what was received is kept.");

    public static final SettingKey<Duration> SCRUB_PERIOD = SettingValues.durationKey(
            "switchboard.transfers.scrub-period",
            "P30D",
            Duration.ZERO,
            Duration.ofDays(3650),
            "How long after it was stored or read through a content is read through again, to see whether it is still what it was. `PT0S`: never.");
    public static final SettingKey<Long> SCRUB_RATE = bytes(
            "switchboard.transfers.scrub-rate", 16L << 20, "How many bytes a second each node reads for that at most.");

    public static final SettingKey<Boolean> DELETE_ORPHANS = new SettingKey<>(
            "switchboard.transfers.delete-orphans",
            "false",
            "true or false",
            "Whether contents that no row of the database knows are deleted a day after they were stored. Read the cautions in `docs/operations.md` before.",
            SettingValues::truth);

    /** In the order of the documentation. */
    static final List<SettingKey<?>> ALL = List.of(
            LIFETIME,
            RETENTION,
            SIZE_LIMIT,
            LOGICAL_LIMIT,
            PHYSICAL_LIMIT,
            GRACE,
            POSSESSION,
            PROOF_TIME,
            UNPROVEN,
            UPLOAD_LIFETIME,
            UPLOAD_SILENCE,
            SCRUB_PERIOD,
            SCRUB_RATE,
            DELETE_ORPHANS);

    private TransferKeys() {}

    private static SettingKey<Long> bytes(String name, long fallback, String effect) {
        return new SettingKey<>(
                name,
                Long.toString(fallback),
                "an integer from 1 to " + MOST_BYTES,
                effect,
                text -> SettingValues.inRange(Long.valueOf(text), 1L, MOST_BYTES));
    }
}
