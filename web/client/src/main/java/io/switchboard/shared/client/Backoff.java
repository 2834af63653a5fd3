// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.client;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: doubled after each failure up to a limit, and half of it by chance, so that clients whose
 * server went away do not come back in step.
 *
 * @param first the wait after the first failure, before the jitter
 * @param most the limit
 */
public record Backoff(Duration first, Duration most) {
    /** The wait after so many failures in a row, from 1: between half of the doubled wait and the whole of it. */
    public Duration after(int failures, RandomGenerator random) {
        long full = first.toMillis() << Math.min(Math.max(failures - 1, 0), 30);
        long bounded = Math.min(full <= 0 ? most.toMillis() : full, most.toMillis());
        return Duration.ofMillis(bounded / 2 + random.nextLong(bounded / 2 + 1));
    }
}
