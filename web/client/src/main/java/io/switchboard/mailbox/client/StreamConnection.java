// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.client;

import io.switchboard.shared.client.Json;
import io.switchboard.shared.client.Surroundings;
import io.switchboard.shared.wire.CloudEvent;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One stream of server-sent events (HTML, section 9.2). What comes next is asked for when everything was taken, so that a slow reader
 * slows the server instead of filling memory. Acknowledgements go beside it.
 */
final class StreamConnection implements Flow.Subscriber<List<ByteBuffer>>, EventTransport.Connection {
    private static final int LARGEST_MESSAGE = 1024 * 1024;

    /** The server sends a comment every thirty seconds unless it is configured otherwise. */
    private static final Duration SILENCE_TO_GIVE_UP = Duration.ofSeconds(95);

    private final LongConsumer acknowledgements;
    private final Surroundings surroundings;
    private final Instant until;
    private final BlockingQueue<Incoming> arrived = new LinkedBlockingQueue<>();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final StringBuilder data = new StringBuilder();
    private volatile Flow.@Nullable Subscription subscription;
    private volatile boolean hungry;
    private volatile boolean closed;
    private volatile Instant heard;
    private boolean afterReturn;

    /**
     * Not begun yet.
     *
     * @param acknowledgements sends one
     * @param life after which a better way may be tried again
     */
    StreamConnection(LongConsumer acknowledgements, Surroundings surroundings, Duration life) {
        this.acknowledgements = acknowledgements;
        this.surroundings = surroundings;
        this.heard = surroundings.clock().instant();
        this.until = heard.plus(life);
    }

    @Override
    public Incoming next(Duration patience) throws InterruptedException {
        Incoming ready = arrived.poll();
        if (ready != null) {
            return ready;
        }
        Instant now = surroundings.clock().instant();
        if (!now.isBefore(until)) {
            return new Incoming.Retired();
        }
        Flow.Subscription source = subscription;
        if (hungry && source != null) {
            hungry = false;
            heard = now;
            source.request(1);
        }
        Incoming incoming = arrived.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (incoming != null) {
            return incoming;
        }
        return Duration.between(heard, surroundings.clock().instant()).compareTo(SILENCE_TO_GIVE_UP) > 0
                ? new Incoming.Closed(Incoming.Closed.BROKEN, "the server has fallen silent")
                : new Incoming.Nothing();
    }

    @Override
    public void acknowledge(long sequence) {
        acknowledgements.accept(sequence);
    }

    @Override
    public void close() {
        closed = true;
        Flow.Subscription source = subscription;
        if (source != null) {
            source.cancel();
        }
    }

    @Override
    public void onSubscribe(Flow.Subscription source) {
        subscription = source;
        if (closed) {
            source.cancel();
        } else {
            source.request(1);
        }
    }

    /** Hungry again before the first message can be taken: whoever finds no more then asks for more. */
    @Override
    public void onNext(List<ByteBuffer> buffers) {
        heard = surroundings.clock().instant();
        hungry = true;
        boolean any = false;
        for (ByteBuffer buffer : buffers) {
            while (buffer.hasRemaining()) {
                any |= take(buffer.get());
            }
        }
        if (!any) {
            arrived.add(new Incoming.Nothing());
        }
    }

    @Override
    public void onError(Throwable failure) {
        arrived.add(new Incoming.Closed(Incoming.Closed.BROKEN, "the connection broke"));
    }

    @Override
    public void onComplete() {
        arrived.add(new Incoming.Closed(Incoming.Closed.BROKEN, "the server has ended the stream"));
    }

    /** Whether a message is complete with this byte. Lines end with a line feed, a carriage return or both. */
    private boolean take(byte next) {
        boolean secondOfBoth = next == '\n' && afterReturn;
        afterReturn = next == '\r';
        if (secondOfBoth) {
            return false;
        }
        if (next == '\n' || next == '\r') {
            String text = line.toString(StandardCharsets.UTF_8);
            line.reset();
            return take(text);
        }
        if (line.size() + data.length() >= LARGEST_MESSAGE) {
            close();
            line.reset();
            arrived.add(new Incoming.Closed(Incoming.Closed.BROKEN, "a message is larger than " + LARGEST_MESSAGE));
            return true;
        }
        line.write(next);
        return false;
    }

    private boolean take(String text) {
        if (text.startsWith("data:")) {
            data.append(text.startsWith("data: ") ? text.substring(6) : text.substring(5))
                    .append('\n');
        }
        if (!text.isEmpty() || data.isEmpty()) {
            return false;
        }
        arrived.add(Json.tryRead(data.toString(), CloudEvent.class)
                .map(ChannelNews::of)
                .orElseGet(() -> new Incoming.Closed(Incoming.Closed.BROKEN, "a message is no event")));
        data.setLength(0);
        return true;
    }
}
