// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.model;

/** What a move did to a call; each is told to those who may know. */
public enum CallChange {
    RINGING,
    ANSWERED,
    CONNECTED,
    ENDED,
    REJECTED,
    CANCELLED,
    /** The owner missed it; the caller does not know yet. */
    MISSED,
    /** Every terminal of the owner was busy; the caller does not know. */
    BUSY,
    /** The owner lets the caller know that it is busy. */
    BUSY_SHOWN,
    /** It failed after an answer; both sides know. */
    FAILED,
    /** It failed before an answer; the caller does not know. */
    FAILED_UNSEEN,
    /** The caller now learns that nobody answered. */
    CALLER_TOLD,
    /** The caller gave up a call that the owner had missed before. */
    CALLER_GAVE_UP
}
