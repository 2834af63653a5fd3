// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.client;

import io.switchboard.shared.client.ApiPath;
import java.time.Duration;
import java.util.OptionalLong;

/** One way to read a mailbox. */
interface EventTransport {
    /** Which way it is. */
    Transport way();

    /**
     * Opens a connection.
     *
     * @param after the last sequence that was dealt with; empty for the last that was acknowledged
     * @throws io.switchboard.shared.client.ProblemException when the server refuses
     * @throws io.switchboard.shared.client.UnreachableException when it does not answer
     * @throws InterruptedException when the thread is interrupted
     */
    Connection open(OptionalLong after) throws InterruptedException;

    /** Where a channel is opened. */
    static ApiPath path(ApiPath channel, OptionalLong after, boolean findable) {
        ApiPath asked = findable ? channel.with("findable", true) : channel;
        return after.isPresent() ? asked.with("after", after.getAsLong()) : asked;
    }

    /** One connection, used by one thread. Holds at most one page, or one message, that was not taken yet. */
    interface Connection {
        /**
         * Takes what comes next.
         *
         * @param patience how long to wait at most; {@link Incoming.Nothing} after that, or before
         */
        Incoming next(Duration patience) throws InterruptedException;

        /** Acknowledges everything up to a sequence; throws what {@link EventTransport#open} throws when that cannot be sent. */
        void acknowledge(long sequence) throws InterruptedException;

        /** Ends the connection; never throws, and does not wait long. */
        void close();
    }
}
