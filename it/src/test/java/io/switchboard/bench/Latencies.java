// SPDX-License-Identifier: Apache-2.0
package io.switchboard.bench;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;

/** How long many things took. */
final class Latencies {
    private final long[] nanos;

    private Latencies(long[] nanos) {
        this.nanos = nanos;
        Arrays.sort(nanos);
    }

    static Latencies ofNanos(Collection<Long> nanos) {
        return new Latencies(nanos.stream().mapToLong(Long::longValue).toArray());
    }

    int count() {
        return nanos.length;
    }

    /** What this share of them took at most, in milliseconds. */
    double millis(double share) {
        if (nanos.length == 0) {
            throw new IllegalStateException("nothing was measured");
        }
        return nanos[(int) Math.min(nanos.length - 1L, (long) (share * nanos.length))] / 1e6;
    }

    double median() {
        return millis(0.5);
    }

    /** {@code p50 / p99 ms}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.2f / %.2f ms", median(), millis(0.99));
    }
}
