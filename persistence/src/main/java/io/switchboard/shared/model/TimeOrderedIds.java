// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.model;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * Ids begin with the time at which they were made, in milliseconds (UUIDv7, RFC 9562): an index by id is one by time, nearly. A row's id and
 * the time that it says are not read off the clock at once, and transactions wait for locks; so what bounds a list by ids leaves some
 * slack, and the row's own time decides.
 */
public final class TimeOrderedIds {
    /** How far an id's time may be from the time that its row says, and one node's clock from another's. Nobody adds to it. */
    private static final Duration SLACK = Duration.ofMinutes(1);

    private static final int OTHER_BITS = 16;
    private static final long LATEST = (1L << 48) - 1;

    private TimeOrderedIds() {}

    /** No row of this moment or later has a smaller id. */
    public static UUID since(Instant moment) {
        return firstOf(moment.minus(SLACK));
    }

    /** Every row from before this moment has a smaller id. */
    public static UUID until(Instant moment) {
        return firstOf(moment.plus(SLACK));
    }

    private static UUID firstOf(Instant time) {
        long millis = Math.max(0, Math.min(time.toEpochMilli(), LATEST));
        return new UUID(millis << OTHER_BITS, 0);
    }
}
