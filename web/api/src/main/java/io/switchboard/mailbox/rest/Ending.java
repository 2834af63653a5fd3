// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.rest;

import io.switchboard.mailbox.wire.ChannelClose;
import io.switchboard.mailbox.wire.MailboxRefusal;
import io.switchboard.shared.model.RefusedException;
import jakarta.websocket.CloseReason;

/**
 * Why the server ends a channel.
 *
 * @param code a WebSocket close code (RFC 6455 section 7.4), on every kind of channel
 */
record Ending(int code, String reason) {
    static final Ending REVOKED = new Ending(ChannelClose.REVOKED, "revoked");
    static final Ending DISPLACED = new Ending(ChannelClose.DISPLACED, "displaced");
    static final Ending TOO_SLOW = new Ending(ChannelClose.TOO_SLOW, "too slow");
    static final Ending EVENTS_PURGED = new Ending(ChannelClose.EVENTS_PURGED, MailboxRefusal.EVENTS_PURGED.code());
    static final Ending NEVER_SENT = new Ending(ChannelClose.NEVER_SENT, MailboxRefusal.NEVER_SENT.code());
    static final Ending VANISHED = new Ending(ChannelClose.GOING_AWAY, "vanished");
    static final Ending RESTART = new Ending(ChannelClose.SERVICE_RESTART, "restart");
    static final Ending TRY_AGAIN = new Ending(CloseReason.CloseCodes.TRY_AGAIN_LATER.getCode(), "try again");
    static final Ending FAILED = new Ending(CloseReason.CloseCodes.UNEXPECTED_CONDITION.getCode(), "try again");

    /** Where reading cannot begin. */
    static Ending of(RefusedException refused) {
        return refused.oldest() == null ? NEVER_SENT : EVENTS_PURGED;
    }

    CloseReason closeReason() {
        return new CloseReason(CloseReason.CloseCodes.getCloseCode(code), reason);
    }
}
