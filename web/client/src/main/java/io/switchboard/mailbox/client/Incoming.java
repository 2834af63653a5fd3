// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.client;

import io.switchboard.shared.wire.CloudEvent;
import java.time.Duration;
import java.util.Optional;

/** What comes out of a connection. */
sealed interface Incoming {
    /**
     * The connection stands; events after this position follow.
     *
     * @param address by which the terminal may be found meanwhile; empty when it may not
     */
    record Connected(long position, Optional<String> address) implements Incoming {
        Connected(long position) {
            this(position, Optional.empty());
        }
    }

    /** An event of the mailbox. */
    record Event(CloudEvent event, long sequence) implements Incoming {}

    /** All events up to here have been delivered. */
    record CaughtUp(long position) implements Incoming {}

    /** Events after the reader's position are gone; one can read after this one. */
    record Purged(long oldest) implements Incoming {}

    /** The server stops, and asks the reader to come back after a while. */
    record SentAway(Duration retryAfter) implements Incoming {}

    /** Nothing came for now. */
    record Nothing() implements Incoming {}

    /** The connection has served its time and acknowledges still; another one takes over where it stands. */
    record Retired() implements Incoming {}

    /**
     * The connection is over.
     *
     * @param code a WebSocket close code, or {@value #BROKEN}
     */
    record Closed(int code, String reason) implements Incoming {
        /** Without a word (RFC 6455 section 7.4.1). */
        static final int BROKEN = 1006;
    }
}
