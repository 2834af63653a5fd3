// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.model;

import io.switchboard.shared.wire.AccountId;
import org.jspecify.annotations.Nullable;

/**
 * What a caller brings to an identifier.
 *
 * @param caller the calling account
 * @param discloses whether it agrees that the owner sees who calls
 * @param pinMac of the PIN that it gave; null for none
 * @param blocked whether the owner has blocked it
 */
@SuppressWarnings("ArrayRecordComponent") // a parameter, never compared
public record CallAttempt(AccountId caller, boolean discloses, byte @Nullable [] pinMac, boolean blocked) {
    /** The same, looked up anew. */
    public CallAttempt blocked(boolean now) {
        return new CallAttempt(caller, discloses, pinMac, now);
    }
}
