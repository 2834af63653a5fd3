// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.rest;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Memory for bytes on their way between a connection and a disk, lent for as long as there are bytes in it and no longer. Thread-safe. */
final class Buffers {
    /** Of each. */
    static final int BYTES = 128 << 10;

    /** Those of all streams. */
    static final Buffers ALL = new Buffers();

    private static final int KEPT = 64;

    private final BlockingQueue<byte[]> free = new ArrayBlockingQueue<>(KEPT);
    private final AtomicInteger lent = new AtomicInteger();

    /** One that nobody else has. */
    byte[] take() {
        lent.incrementAndGet();
        byte[] buffer = free.poll();
        return buffer == null ? new byte[BYTES] : buffer;
    }

    /** One for who can do without it: null while as many are lent as are kept. */
    byte @Nullable [] takeSpare() {
        return lent.get() < KEPT ? take() : null;
    }

    /** Gives one back that nobody reads or writes any more. */
    void give(byte[] buffer) {
        lent.decrementAndGet();
        free.offer(buffer);
    }

    /** One is gone that somebody may still read or write. */
    void lose() {
        lent.decrementAndGet();
    }

    /** How many are lent. */
    int lent() {
        return lent.get();
    }
}
