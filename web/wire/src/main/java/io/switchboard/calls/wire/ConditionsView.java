// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.wire;

import io.switchboard.shared.wire.AccountId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The conditions in force. Every identifier ends some time and after some number of calls.
 *
 * @param notBefore no call before this moment; absent when there is none
 * @param validUntil no call from this moment on
 * @param maxCalls how many calls are let through
 * @param countOn what counts as one
 * @param weeklyHours at any time when absent
 * @param allowCallers anybody when absent
 * @param pinRequired whether callers must know a PIN, which is never shown
 */
public record ConditionsView(
        @Nullable Instant notBefore,
        Instant validUntil,
        int maxCalls,
        CountOn countOn,
        @Nullable WeeklyHours weeklyHours,
        @Nullable List<AccountId> allowCallers,
        boolean pinRequired) {}
