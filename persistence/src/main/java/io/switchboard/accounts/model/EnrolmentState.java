// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.model;

import java.util.EnumSet;
import java.util.Set;

/** The life of an enrolment code. Each constant lists where it may go. */
public enum EnrolmentState {
    /** Enrols the terminal that comes first. */
    OPEN,
    /** Has enrolled its terminal; to that terminal's key it says so again. */
    USED,
    /** Nobody came in time. */
    EXPIRED;

    /** Where an enrolment in this state may go. */
    public Set<EnrolmentState> successors() {
        return switch (this) {
            case OPEN -> EnumSet.of(USED, EXPIRED);
            case USED, EXPIRED -> EnumSet.noneOf(EnrolmentState.class);
        };
    }
}
