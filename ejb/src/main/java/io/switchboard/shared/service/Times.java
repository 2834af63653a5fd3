// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.wire.SharedRefusal;
import java.time.Instant;

/** Times that callers give. */
public final class Times {
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private Times() {}

    /** Whether its year has four digits: RFC 3339 (section 5.6) can write it, and every database keeps it. */
    public static boolean isWritable(Instant time) {
        return !time.isBefore(FIRST) && !time.isAfter(LAST);
    }

    /**
     * The same time, when it is {@linkplain #isWritable writable}.
     *
     * @param pointer what names it in a refusal
     * @throws RefusedException {@code invalid-request}
     */
    public static Instant writable(Instant asked, String pointer) {
        if (!isWritable(asked)) {
            throw RefusedException.field(
                    SharedRefusal.INVALID_REQUEST, pointer, "must be a time with a year of four digits (RFC 3339)");
        }
        return asked;
    }
}
