// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.wire;

import io.switchboard.shared.wire.PublishedName;
import java.util.EnumSet;
import java.util.Set;

/** The life of a terminal: whether it may still act. */
public enum TerminalState {
    /** Enrolled and in use. */
    ACTIVE,
    /** Its tokens and channel have ended for good. */
    REVOKED;

    /** Where a terminal in this state may go. */
    public Set<TerminalState> successors() {
        return switch (this) {
            case ACTIVE -> EnumSet.of(REVOKED);
            case REVOKED -> EnumSet.noneOf(TerminalState.class);
        };
    }

    @Override
    public String toString() {
        return PublishedName.of(this);
    }
}
