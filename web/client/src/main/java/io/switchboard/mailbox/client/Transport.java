// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.client;

import java.util.Locale;

/** How events travel to a terminal. */
public enum Transport {
    /** The best that gets through: the others in their order, and now and then the better one again. */
    AUTO,
    /** A WebSocket, which carries acknowledgements too. */
    WEBSOCKET,
    /** Server-sent events: a plain answer that does not end, for proxies that let no WebSocket through. */
    SSE,
    /** Asking again and again, for proxies that hold answers back until they end. */
    LONG_POLL;

    /** As it is written on a command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
