// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.model;

import java.util.EnumSet;
import java.util.Set;

/** What the owner has decided about an identifier. What time and use add to it is {@code IdentifierState}. */
public enum IdentifierStatus {
    /** Open, as far as the conditions go. */
    ACTIVE,
    /** Closed until resumed. */
    PAUSED,
    /** Closed for good. */
    REVOKED;

    /** Where an identifier in this status may go. */
    public Set<IdentifierStatus> successors() {
        return switch (this) {
            case ACTIVE -> EnumSet.of(PAUSED, REVOKED);
            case PAUSED -> EnumSet.of(ACTIVE, REVOKED);
            case REVOKED -> EnumSet.noneOf(IdentifierStatus.class);
        };
    }
}
