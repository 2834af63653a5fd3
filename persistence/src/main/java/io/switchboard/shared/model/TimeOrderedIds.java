// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.model;

import java.time.Instant;
import java.util.UUID;

/** Ids begin with the time at which they were made, in milliseconds (UUIDv7, RFC 9562): an index by id is one by time. */
public final class TimeOrderedIds {
    private static final int OTHER_BITS = 16;
    private static final long LATEST = (1L << 48) - 1;

    private TimeOrderedIds() {}

    /** No id made at this time or later is smaller. */
    public static UUID firstOf(Instant time) {
        long millis = Math.max(0, Math.min(time.toEpochMilli(), LATEST));
        return new UUID(millis << OTHER_BITS, 0);
    }
}
