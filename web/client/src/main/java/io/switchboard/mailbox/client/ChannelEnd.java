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
    /** The listener threw an exception. */
    LISTENER_FAILED
}
