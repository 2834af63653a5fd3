// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.model;

import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.TerminalId;
import java.util.UUID;

/**
 * A terminal that has come or gone, and how far its account's open transfers have taken that in.
 *
 * @param account whose it is
 * @param kind what has become of it
 * @param after the last transfer that knows of it
 */
public record TerminalChange(TerminalId terminal, AccountId account, Kind kind, UUID after) {
    /** What becomes of a terminal. */
    public enum Kind {
        /** It is new: what is on its way to the account is offered to it. */
        ENROLLED,
        /** It is no more: what is on its way to it is taken from it. */
        REVOKED
    }
}
