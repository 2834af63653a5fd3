// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Turns at a steady pace, for one thread. Who comes late has lost a turn and does not hurry afterwards. */
final class Turns {
    private final long pause;
    private long next = System.nanoTime();

    Turns(Duration pause) {
        this.pause = pause.toNanos();
    }

    /** Returns when it is time. */
    void awaitNext() {
        next += pause;
        long now = System.nanoTime();
        if (next - now < 0) {
            next = now;
        }
        while (next - System.nanoTime() > 0) {
            LockSupport.parkNanos(next - System.nanoTime());
            if (Thread.interrupted()) {
                throw new IllegalStateException("Interrupted while waiting for a turn");
            }
        }
    }
}
