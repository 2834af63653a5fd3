// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.wire;

import io.switchboard.shared.wire.PublishedName;
import java.time.DayOfWeek;

/** A day of the week, in the order of ISO 8601. */
public enum Weekday {
    MONDAY,
    TUESDAY,
    WEDNESDAY,
    THURSDAY,
    FRIDAY,
    SATURDAY,
    SUNDAY;

    /** As {@code java.time} names it. */
    public static Weekday of(DayOfWeek day) {
        return valueOf(day.name());
    }

    /** As {@code java.time} counts: Monday is 1, Sunday 7. */
    public int number() {
        return DayOfWeek.valueOf(name()).getValue();
    }

    @Override
    public String toString() {
        return PublishedName.of(this);
    }
}
