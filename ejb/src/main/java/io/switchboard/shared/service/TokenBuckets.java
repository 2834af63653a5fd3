// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Token buckets, one for each key, of a minute's worth each. Thread-safe, in bounded memory, and exact: parallel requests never get more
 * than the bucket has.
 *
 * <p>A bucket is one number, the moment at which it will be full again (the generic cell rate algorithm, ITU-T I.371 annex A): a moment
 * that has passed is a full bucket, and a full bucket need not be kept. So the table holds those only who have asked within a minute, and
 * forgetting the others changes nothing. That is also why there is no library here: it would keep more, and forget with loss.
 */
final class TokenBuckets {
    /** Of some hundred bytes each. When there are so many, full ones go, and then others, so many that the next time is far. */
    static final int MOST = 100_000;

    private static final int KEPT = MOST - MOST / 8;

    private static final long WINDOW = Duration.ofMinutes(1).toNanos();

    private final Map<String, Long> fullAt = new ConcurrentHashMap<>();
    private final AtomicLong sweptAt;

    TokenBuckets(long now) {
        sweptAt = new AtomicLong(now);
    }

    /**
     * What became of a request.
     *
     * @param admitted whether there was a token for it
     * @param left how many tokens are left
     * @param untilFull how long until the bucket is full
     * @param untilOne how long until there is a token; nothing when there is one
     */
    record Taken(boolean admitted, int left, Duration untilFull, Duration untilOne) {}

    /** Takes a token from a bucket of this size, if there is one. */
    Taken take(String key, int size, long now) {
        sweep(now);
        long[] full = new long[1];
        boolean[] admitted = new boolean[1];
        fullAt.compute(key, (same, kept) -> {
            long before = kept == null || kept - now < 0 ? now : kept;
            long after = before + WINDOW / size;
            admitted[0] = after - now <= WINDOW;
            full[0] = admitted[0] ? after : before;
            return full[0];
        });
        return state(admitted[0], full[0] - now, size);
    }

    /** Whether there is a token. Takes none. */
    Taken look(String key, int size, long now) {
        Long kept = fullAt.get(key);
        long untilFull = kept == null ? 0 : Math.max(0, kept - now);
        return state(untilFull + WINDOW / size <= WINDOW, untilFull, size);
    }

    /** Takes a token, also when there is none: the bucket then owes it, and nobody gets one before it has been paid. */
    void charge(String key, int size, long now) {
        sweep(now);
        fullAt.merge(
                key, now + WINDOW / size, (kept, fresh) -> kept - now < 0 ? fresh : Long.valueOf(kept + WINDOW / size));
    }

    /** How many are kept. */
    int size() {
        return fullAt.size();
    }

    private static Taken state(boolean admitted, long untilFull, int size) {
        long each = WINDOW / size;
        int left = (int) Math.max(0, Math.min(size, (WINDOW - untilFull) / each));
        long untilOne = Math.max(0, untilFull + each - WINDOW);
        return new Taken(admitted, left, Duration.ofNanos(untilFull), Duration.ofNanos(untilOne));
    }

    /** Once a window, and whenever there are too many. One thread at a time. */
    private void sweep(long now) {
        long last = sweptAt.get();
        boolean due = now - last > WINDOW || fullAt.size() >= MOST;
        if (due && sweptAt.compareAndSet(last, now == last ? now + 1 : now)) {
            fullAt.values().removeIf(full -> full - now <= 0);
            Iterator<Map.Entry<String, Long>> rest = fullAt.entrySet().iterator();
            // An attacker with a hundred thousand networks has none that the rest of the table could keep out.
            for (int over = fullAt.size() >= MOST ? fullAt.size() - KEPT : 0; over > 0 && rest.hasNext(); over--) {
                rest.next();
                rest.remove();
            }
        }
    }
}
