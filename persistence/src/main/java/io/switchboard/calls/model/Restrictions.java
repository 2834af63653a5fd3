// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.model;

import io.switchboard.calls.wire.WeeklyHours;
import io.switchboard.shared.wire.AccountId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What narrows, beside time and number, which calls an identifier lets through. What is absent narrows nothing.
 *
 * @param weeklyHours when
 * @param allowCallers who, if they say who they are
 * @param pinMac what a caller's PIN is recognised by
 */
@SuppressWarnings("ArrayRecordComponent") // a parameter, never compared
public record Restrictions(
        @Nullable WeeklyHours weeklyHours, @Nullable List<AccountId> allowCallers, byte @Nullable [] pinMac) {
    /** None. */
    public static final Restrictions NONE = new Restrictions(null, null, null);
}
