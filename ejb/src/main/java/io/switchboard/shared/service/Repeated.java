// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Work that goes on whatever one round of it throws: a scheduler ends what throws, and says nothing. What fails is logged, at most once a
 * minute. For one thread at a time.
 */
final class Repeated implements Runnable {
    private static final Logger LOG = Logger.getLogger(Repeated.class);
    private static final Duration BETWEEN_COMPLAINTS = Duration.ofMinutes(1);

    private final String name;
    private final Runnable round;
    private long nextComplaint = System.nanoTime();
    private int failures;

    /** @param name what the log calls it */
    Repeated(String name, Runnable round) {
        this.name = name;
        this.round = round;
    }

    @Override
    public void run() {
        try {
            round.run();
        } catch (RuntimeException | Error e) {
            failures++;
            long now = System.nanoTime();
            if (now - nextComplaint >= 0) {
                LOG.errorf(e, "A round of %s failed (failures so far: %d); going on", name, failures);
                nextComplaint = now + BETWEEN_COMPLAINTS.toNanos();
            }
        }
    }
}
