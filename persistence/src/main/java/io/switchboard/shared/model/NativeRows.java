// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.model;

import jakarta.persistence.Query;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/** Reads what native queries return, which differs a little between the two databases' drivers. */
public final class NativeRows {
    private NativeRows() {}

    /** The rows of a query that selects two or more columns. */
    @SuppressWarnings("unchecked")
    public static List<Object[]> of(Query query) {
        return query.getResultList();
    }

    /** A {@code timestamp with time zone}. */
    public static Instant instant(Object value) {
        if (value instanceof Instant instant) {
            return instant;
        }
        if (value instanceof OffsetDateTime time) {
            return time.toInstant();
        }
        if (value instanceof java.sql.Timestamp time) {
            return time.toInstant();
        }
        throw new IllegalArgumentException("not a time: " + value.getClass());
    }

    /** A {@code uuid}; Hibernate hands out H2's as bytes. */
    public static UUID uuid(Object value) {
        if (value instanceof UUID uuid) {
            return uuid;
        }
        ByteBuffer bytes = ByteBuffer.wrap((byte[]) value);
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    /** A number of any integer type. */
    public static long number(Object value) {
        return ((Number) value).longValue();
    }
}
