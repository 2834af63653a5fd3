// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.model;

/** Why a call was not let through. The enterprise of the identifier sees it; the caller never does. */
public enum RefusalCause {
    /** No such code was ever issued. */
    UNKNOWN,
    /** The identifier's own account called it. */
    SELF,
    REVOKED,
    PAUSED,
    NOT_YET_VALID,
    EXPIRED,
    EXHAUSTED
}
