// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.rest;

import java.util.function.Consumer;

/** A channel's way to its reader. */
interface Outlet {
    /** Whether something may still be sent. */
    boolean isOpen();

    /**
     * Sends one message; the next only after this one. Returns at once. A runtime exception says that the reader cannot be reached.
     *
     * @param sent is called at most once, on any thread, perhaps before this method returns: whether the message has left, or the reader
     *     took too long for it; not any more when the connection has ended
     */
    void send(ChannelMessage message, Consumer<Boolean> sent);

    /**
     * Keeps the path open, and finds out whether somebody is at its end.
     *
     * @return false when nobody is
     */
    boolean beat();

    /** Ends the connection, and says why as far as its kind and state allow. Again is harmless. */
    void end(Ending ending);
}
