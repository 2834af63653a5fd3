// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.client;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.concurrent.TimeoutException;

/**
 * A way that is open when the server's first message has come over it. The server says at once that a connection stands; a proxy that
 * holds this back would hold back the events as well.
 */
final class PromptTransport implements EventTransport {
    private final EventTransport way;
    private final Clock clock;
    private final Duration standsWithin;

    PromptTransport(EventTransport way, Clock clock, Duration standsWithin) {
        this.way = way;
        this.clock = clock;
        this.standsWithin = standsWithin;
    }

    @Override
    public Transport way() {
        return way.way();
    }

    @Override
    public Connection open(OptionalLong after) throws InterruptedException {
        Connection connection = way.open(after);
        try {
            return new Begun(connection, firstOf(connection));
        } catch (RuntimeException | InterruptedException failure) {
            connection.close();
            throw failure;
        }
    }

    private Incoming firstOf(Connection connection) throws InterruptedException {
        Instant deadline = clock.instant().plus(standsWithin);
        while (clock.instant().isBefore(deadline)) {
            Incoming first = connection.next(Duration.between(clock.instant(), deadline));
            if (!(first instanceof Incoming.Nothing)) {
                return first;
            }
        }
        throw new ConnectionLostException(
                "something on the way holds the events back", new TimeoutException("no word within " + standsWithin));
    }

    /** A connection whose first message was read already. */
    private static final class Begun implements Connection {
        private final Connection rest;
        private final Incoming first;
        private boolean begun;

        private Begun(Connection rest, Incoming first) {
            this.rest = rest;
            this.first = first;
        }

        @Override
        public Incoming next(Duration patience) throws InterruptedException {
            if (begun) {
                return rest.next(patience);
            }
            begun = true;
            return first;
        }

        @Override
        public void acknowledge(long sequence) throws InterruptedException {
            rest.acknowledge(sequence);
        }

        @Override
        public void close() {
            rest.close();
        }
    }
}
