// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.model;

import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.TerminalId;
import java.time.Instant;
import java.util.UUID;

/**
 * A terminal that has come or gone, and how far its account's open transfers have taken that in.
 *
 * @param account whose it is
 * @param kind what has become of it
 * @param after the last transfer that knows of it
 * @param due since when they are gone through
 * @param again when they are gone through for the last time
 */
public record TerminalChange(
        TerminalId terminal, AccountId account, Kind kind, UUID after, Instant due, Instant again) {
    /** Whether this is the last time. */
    public boolean isAgain() {
        return !due.isBefore(again);
    }

    /** What becomes of a terminal. */
    public enum Kind {
        /** It is new: what is on its way to the account is offered to it. */
        ENROLLED,
        /** It is no more: what is on its way to it is taken from it. */
        REVOKED
    }
}
