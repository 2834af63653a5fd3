// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.client;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;

/** Plays connections that a test has laid out. */
final class FakeTransport implements EventTransport {
    static final Incoming WAIT = new Incoming.Closed(0, "never seen");

    private final String name;
    private final Transport way;
    private final List<Opening> openings = new ArrayList<>();
    final List<OptionalLong> openedAfter = new ArrayList<>();
    final List<Long> acknowledged = new ArrayList<>();
    final List<Duration> patience = new ArrayList<>();
    final CountDownLatch waiting = new CountDownLatch(1);
    int closed;

    private interface Opening {
        Connection open();
    }

    FakeTransport(String name) {
        this(name, Transport.AUTO);
    }

    FakeTransport(String name, Transport way) {
        this.name = name;
        this.way = way;
    }

    void connection(Incoming... script) {
        openings.add(() -> new Played(List.of(script)));
    }

    void failing() {
        openings.add(() -> {
            throw new ConnectionLostException("no way", new IOException());
        });
    }

    void unauthenticated() {
        openings.add(() -> {
            throw ConnectionLostException.unauthenticated(new IOException());
        });
    }

    @Override
    public Transport way() {
        return way;
    }

    @Override
    public Connection open(OptionalLong after) {
        openedAfter.add(after);
        if (openings.isEmpty()) {
            throw new AssertionError("nothing more is laid out for " + name);
        }
        return openings.remove(0).open();
    }

    private final class Played implements Connection {
        private final List<Incoming> left;

        private Played(List<Incoming> script) {
            left = new ArrayList<>(script);
        }

        @Override
        public Incoming next(Duration longest) throws InterruptedException {
            patience.add(longest);
            Incoming next = left.remove(0);
            if (next.equals(WAIT)) {
                waiting.countDown();
                new CountDownLatch(1).await();
            }
            return next;
        }

        @Override
        public void acknowledge(long sequence) {
            acknowledged.add(sequence);
        }

        @Override
        public void close() {
            closed++;
        }
    }
}
