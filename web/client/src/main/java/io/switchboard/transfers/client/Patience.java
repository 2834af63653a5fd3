// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.client;

import io.switchboard.shared.client.Backoff;
import io.switchboard.shared.client.Surroundings;
import java.time.Duration;
import java.time.Instant;

/** How long it is tried again while nothing goes forward: through a bad line and a restart of the server, and not for ever. */
final class Patience {
    /** So long without any progress. */
    static final Duration LIMIT = Duration.ofMinutes(10);

    private static final Duration ENDLESS = Duration.ofDays(36_500);
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(10));

    private final Surroundings surroundings;
    private final TransferProgress progress;
    private final Duration limit;
    private Instant since;
    private int failures;

    private Patience(Surroundings surroundings, TransferProgress progress, Duration limit) {
        this.surroundings = surroundings;
        this.progress = progress;
        this.limit = limit;
        this.since = surroundings.clock().instant();
    }

    static Patience usual(Surroundings surroundings, TransferProgress progress) {
        return new Patience(surroundings, progress, LIMIT);
    }

    static Patience endless(Surroundings surroundings, TransferProgress progress) {
        return new Patience(surroundings, progress, ENDLESS);
    }

    /** It goes forward. */
    void progressed() {
        failures = 0;
        since = surroundings.clock().instant();
    }

    /**
     * Waits before the next attempt, a little longer each time.
     *
     * @param asked how long the server asks to wait at least
     * @throws RuntimeException the failure itself, when it has been tried for long enough, or this thread is to stop
     */
    void failed(RuntimeException failure, Duration asked) {
        failures++;
        Duration wait = asked.plus(BACKOFF.after(failures, surroundings.random()));
        if (surroundings.clock().instant().plus(wait).isAfter(since.plus(limit))) {
            throw failure;
        }
        progress.interrupted(String.valueOf(failure.getMessage()), wait);
        try {
            surroundings.pause(wait);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw failure;
        }
    }
}
