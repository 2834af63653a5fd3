// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.service;

import io.switchboard.shared.service.MonotonicTime;
import io.switchboard.shared.service.SettingKey;
import io.switchboard.shared.service.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * What this node has read of the signing keys, and how long it goes by that: by the time that passes here, whatever becomes of the clock. What
 * was begun to be read before this node changed the keys is worth nothing after the commit, and what was begun earlier never takes the place
 * of what was begun later.
 */
@ApplicationScoped
class KnownSigningKeys {
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_TRUST = Duration.ofSeconds(30);

    @Inject
    MonotonicTime time;

    @Inject
    Settings settings;

    /** Readings and changes, numbered in the order in which they begin. */
    private final AtomicLong steps = new AtomicLong();

    private final AtomicLong lastChange = new AtomicLong();
    private final AtomicBoolean reading = new AtomicBoolean();
    private volatile Reading last = new Reading(List.of(), 0, 0);

    private record Reading(List<SigningKeys.Key> keys, long step, long at) {}

    /**
     * The keys, not older than half the JWKS' cache time nor half a minute.
     *
     * @param database reads them
     */
    List<SigningKeys.Key> fresh(Supplier<List<SigningKeys.Key>> database) {
        Duration half = settings.get(SettingKey.JWKS_CACHE_TIME).dividedBy(2);
        return notOlderThan(half.compareTo(LONGEST_TRUST) < 0 ? half : LONGEST_TRUST, database);
    }

    /** The keys, not older than a second: for who misses one. */
    List<SigningKeys.Key> newest(Supplier<List<SigningKeys.Key>> database) {
        return notOlderThan(PAUSE, database);
    }

    private List<SigningKeys.Key> notOlderThan(Duration age, Supplier<List<SigningKeys.Key>> database) {
        Reading present = last;
        return isUsable(present, age) ? present.keys() : readUnlessAnotherDoes(database);
    }

    /** Of many requests that find the keys old one reads; the others go on with what there is, unless this node was frozen for long. */
    private List<SigningKeys.Key> readUnlessAnotherDoes(Supplier<List<SigningKeys.Key>> database) {
        if (!reading.compareAndSet(false, true)) {
            Reading present = last;
            return isUsable(present, lead()) ? present.keys() : read(database);
        }
        try {
            return read(database);
        } finally {
            reading.set(false);
        }
    }

    /** Reads them, however new those are that it knows. */
    List<SigningKeys.Key> read(Supplier<List<SigningKeys.Key>> database) {
        long step = steps.incrementAndGet();
        long at = time.nanos();
        List<SigningKeys.Key> keys = database.get();
        keep(new Reading(keys, step, at));
        return keys;
    }

    private synchronized void keep(Reading read) {
        if (read.step() > last.step()) {
            last = read;
        }
    }

    private boolean isUsable(Reading known, Duration age) {
        return known.step() > lastChange.get() && time.nanos() - known.at() < age.toNanos();
    }

    /** Whoever asks next reads them anew: only now, because before nobody else could have seen the change. */
    void committed(@Observes(during = TransactionPhase.AFTER_SUCCESS) SigningKeysChanged change) {
        lastChange.accumulateAndGet(steps.incrementAndGet(), Math::max);
    }

    /** From publishing to signing: whoever has read the keys from a node that knew nothing of the new one reads them again in between. */
    Duration lead() {
        return settings.get(SettingKey.JWKS_CACHE_TIME).multipliedBy(2);
    }
}
