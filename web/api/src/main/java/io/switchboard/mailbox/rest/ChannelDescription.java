// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.rest;

import io.switchboard.mailbox.wire.ChannelClose;
import io.switchboard.shared.wire.CloudEvent;

/** What the OpenAPI document says about the event channel, which is no operation of its own: OpenAPI does not know WebSockets. */
final class ChannelDescription {
    /** In CommonMark, as descriptions are. */
    static final String TEXT = "The event channel is a WebSocket (RFC 6455) at `" + ChannelEndpoint.PATH
            + "`, subprotocol `"
            + ChannelEndpoint.SUBPROTOCOL + """
            `, which must be offered. A terminal opens it with its access token in `Authorization: Bearer`, or, where no header can \
            be sent, with the query parameter `ticket`, once. Without either the answer is 401; to a page of another origin 403; both \
            as problems.

            The query parameter `after` is the sequence after which to begin; without it the channel begins after the last acknowledged \
            event. With `findable=true` the terminal agrees that others of its enterprise send it data by the IP address that it comes from, \
            while the channel is open; without it nobody can, and the address is not kept.

            Every message of the server is text, one CloudEvent as in `events` of `GET /api/v1/mailbox`. The mailbox's events have a \
            `sequence` without gaps. The channel's own messages have none: `""" + CloudEvent.TYPE_PREFIX
            + """
            channel.connected` comes first, its `data` has `terminalId`, `server`, `position` and, with `findable`, the `address`; `""" + CloudEvent.TYPE_PREFIX
            + """
            channel.caught-up` comes once, when the end of the mailbox is reached, its `data` has `position`; `""" + CloudEvent.TYPE_PREFIX
            + """
            channel.reconnect` comes last before the server stops, its `data` has `retryAfter`, a duration after which to connect again; `"""
            + CloudEvent.TYPE_PREFIX + """
            channel.events-purged` comes last, before the channel is closed, where events after the reader's position are gone, its `data` \
            has `oldest`, the oldest position that can be read after.

            The terminal may send `{"acknowledge": 17}`: everything up to that sequence is processed. It answers pings, as every \
            WebSocket library does by itself.

            | close code | meaning |
            | --- | --- |
            """
            + "| " + ChannelClose.GOING_AWAY
            + " | the server is going away, or pings were not answered; connect again |\n"
            + "| " + ChannelClose.SERVICE_RESTART + " | the server stops; connect again, elsewhere |\n"
            + "| 1002 | the subprotocol was not offered |\n"
            + "| 1003 | a message, or `after`, that is not understood |\n"
            + "| 1009 | a message of more than " + ChannelEndpoint.LONGEST_MESSAGE + " characters |\n"
            + "| 1011, 1013 | the server cannot go on now; connect again |\n"
            + "| " + ChannelClose.REVOKED + " | the terminal is revoked |\n"
            + "| " + ChannelClose.TOO_SLOW + " | the reader took too long; connect again from the last position |\n"
            + "| " + ChannelClose.DISPLACED
            + " | a newer channel of this terminal has taken over; do not connect again |\n"
            + "| " + ChannelClose.NEVER_SENT + " | `after`, or what was acknowledged, is beyond the newest event |\n"
            + "| " + ChannelClose.EVENTS_PURGED
            + " | events after the position are gone, because nobody read them in time; connect again after `oldest` |\n";

    private ChannelDescription() {}
}
