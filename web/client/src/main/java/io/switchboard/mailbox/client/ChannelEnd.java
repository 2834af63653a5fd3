// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.client;

/** Why a channel is over for good. */
public enum ChannelEnd {
    /** Its user has closed it. */
    CLOSED,
    /** The server does not let this terminal in any more: it was revoked. */
    REVOKED,
    /** A newer channel of the same terminal has taken over. */
    DISPLACED,
    /** Events that this reader has not had are gone from the mailbox, and its listener does not go on without them. */
    EVENTS_PURGED,
    /** The listener threw an exception. */
    LISTENER_FAILED
}
