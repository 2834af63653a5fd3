// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.client;

import io.switchboard.mailbox.wire.MailboxView;
import io.switchboard.shared.client.Surroundings;
import io.switchboard.shared.wire.CloudEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.OptionalLong;
import java.util.Queue;

/** Reads a mailbox by asking again and again: works wherever HTTP does. */
final class LongPoll implements EventTransport {
    /** Under the time after which proxies usually give up. */
    private static final Duration WAIT = Duration.ofSeconds(25);

    /** After this long it is worth trying a WebSocket again. */
    private static final Duration LIFE = Duration.ofMinutes(5);

    private final Mailbox mailbox;
    private final Surroundings surroundings;

    LongPoll(Mailbox mailbox, Surroundings surroundings) {
        this.mailbox = mailbox;
        this.surroundings = surroundings;
    }

    @Override
    public Transport way() {
        return Transport.LONG_POLL;
    }

    @Override
    public Connection open(OptionalLong after) {
        MailboxView first = mailbox.read(after, Duration.ZERO);
        long position = after.orElse(first.acknowledged());
        Polling polling = new Polling(position, surroundings.clock().instant().plus(LIFE));
        polling.waiting.add(new Incoming.Connected(position));
        polling.take(first);
        return polling;
    }

    private final class Polling implements Connection {
        private final Queue<Incoming> waiting = new ArrayDeque<>();
        private final Instant until;
        private long position;
        private boolean caughtUp;

        private Polling(long position, Instant until) {
            this.position = position;
            this.until = until;
        }

        @Override
        public Incoming next(Duration patience) {
            Incoming ready = waiting.poll();
            if (ready != null) {
                return ready;
            }
            if (!surroundings.clock().instant().isBefore(until)) {
                return new Incoming.Retired();
            }
            boolean patient = patience.compareTo(WAIT) >= 0;
            take(mailbox.read(OptionalLong.of(position), patient ? WAIT : Duration.ZERO));
            Incoming next = waiting.poll();
            return next == null ? new Incoming.Nothing() : next;
        }

        @Override
        public void acknowledge(long sequence) {
            mailbox.acknowledge(sequence);
        }

        @Override
        public void close() {
            // Nothing is held between two requests.
        }

        /** Events that were acknowledged before are passed over when the server begins at the very start. */
        private void take(MailboxView view) {
            for (CloudEvent event : view.events()) {
                Long sequence = event.sequence();
                if (sequence != null && sequence > position) {
                    waiting.add(new Incoming.Event(event, sequence));
                }
            }
            position = Math.max(position, view.position());
            if (view.caughtUp() && !caughtUp) {
                waiting.add(new Incoming.CaughtUp(position));
            }
            caughtUp = caughtUp || view.caughtUp();
        }
    }
}
