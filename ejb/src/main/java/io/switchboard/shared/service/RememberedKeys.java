// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The personal keys that this node has read, by their accounts, each for a few minutes: an erasure that another node carries out is not
 * heard of here, and the key that it deletes must not stay in memory for as long as the server runs. Thread-safe.
 */
@ApplicationScoped
class RememberedKeys implements JanitorTask {
    static final Duration TIME = Duration.ofMinutes(5);
    private static final int MOST = 10_000;

    /** In the order in which they were read. */
    private final Map<UUID, Remembered> keys = new LinkedHashMap<>();

    @Inject
    MonotonicTime time;

    private record Remembered(RootKey key, long until) {}

    synchronized Optional<RootKey> find(UUID account) {
        forgetOld();
        return Optional.ofNullable(keys.get(account)).map(Remembered::key);
    }

    synchronized void add(UUID account, RootKey key) {
        keys.remove(account);
        keys.put(account, new Remembered(key, time.nanos() + TIME.toNanos()));
        if (keys.size() > MOST) {
            keys.remove(keys.keySet().iterator().next());
        }
    }

    synchronized void forget(UUID account) {
        keys.remove(account);
    }

    /** Forgets those whose time is over, also when nobody asks for any. There is nothing in the database to be done. */
    @Override
    public synchronized int runBatch(int skipped, int size) {
        forgetOld();
        return 0;
    }

    private void forgetOld() {
        long now = time.nanos();
        Iterator<Remembered> oldest = keys.values().iterator();
        while (oldest.hasNext() && oldest.next().until() - now <= 0) {
            oldest.remove();
        }
    }

    synchronized int count() {
        return keys.size();
    }
}
