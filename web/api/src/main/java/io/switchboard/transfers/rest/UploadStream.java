// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.rest;

import io.switchboard.shared.rest.StreamedBody;
import io.switchboard.shared.service.Workers;
import io.switchboard.transfers.service.Reception;
import io.switchboard.transfers.wire.UploadView;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The way of an upload's bytes from a connection to the disk. They are read on the connection's I/O thread, which never waits, and written on
 * the threads of uploads; while they are, some more is read ({@link ReadAhead}), and a client that is faster than the disk is held back by
 * TCP. Between bytes an upload has no thread and no buffer.
 *
 * <p>What is not said to be otherwise is of the I/O thread, and needs no lock.
 */
final class UploadStream implements ReadListener {
    private static final Logger LOG = Logger.getLogger(UploadStream.class);
    private static final Duration BEAT = Duration.ofSeconds(1);

    /** So long, and so much, is read of a request that is refused, so that its client can read why. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final long MOST_THROWN_AWAY = 64L << 20;

    private final StreamedBody body;
    private final ServletInputStream in;
    private final Reception reception;
    private final Workers workers;
    private final UploadThreads threads;
    private final AsyncResponse response;
    private final Function<UploadView, Response> answer;

    private final ReadAhead ahead = new ReadAhead(Buffers.ALL);
    private boolean reading;
    private boolean busy;
    private boolean beating;
    private boolean over;
    private boolean gone;
    private long thrownAway;
    private @Nullable Throwable refused;

    /** Reads a body into a reception, and answers when it has come, or cannot. On the thread that serves the request. */
    static void read(
            StreamedBody body,
            Reception reception,
            Workers workers,
            AsyncResponse response,
            Function<UploadView, Response> answer) {
        try {
            body.heard();
            body.read(in -> {
                UploadStream stream = new UploadStream(body, in, reception, workers, response, answer);
                body.whenCut(stream::cut);
                return stream;
            });
        } catch (IOException | RuntimeException e) {
            reception.cut();
            throw new IllegalStateException("An upload cannot be read", e);
        }
    }

    private UploadStream(
            StreamedBody body,
            ServletInputStream in,
            Reception reception,
            Workers workers,
            AsyncResponse response,
            Function<UploadView, Response> answer) {
        this.body = body;
        this.in = in;
        this.reception = reception;
        this.workers = workers;
        this.threads = new UploadThreads(body.thread(), workers, reception::cut, body::cut, this::isWritten);
        this.response = response;
        this.answer = answer;
    }

    @Override
    public void onDataAvailable() {
        pump();
    }

    @Override
    public void onAllDataRead() {
        pump();
    }

    @Override
    public void onError(Throwable failure) {
        LOG.debug("An upload's client has gone", failure);
        lost();
    }

    /** The connection was closed here: its client was silent. On any thread. */
    void cut() {
        threads.onIt(this::lost);
    }

    /** Reads what is there, and gives it away to be written; while that is, some more. */
    private void pump() {
        if (reading || over || gone) {
            return;
        }
        if (!busy) {
            reading = true;
            ahead.readSome(this::fill);
            reading = false;
            next();
        }
        if (busy && !gone) {
            reading = true;
            ahead.readMore(this::fill);
            reading = false;
        }
    }

    /** Nothing is being written: what has come is, or it is the end. */
    private void next() {
        if (refused != null) {
            ahead.drop();
        }
        if (!ahead.isEmpty()) {
            List<ReadAhead.Part> parts = ahead.take();
            hand(() -> write(parts));
        } else if (gone) {
            over = true;
            giveUp();
        } else {
            finishWhenAllIsRead();
        }
    }

    /** On a thread of uploads. */
    private @Nullable Runnable write(List<ReadAhead.Part> parts) {
        try {
            for (ReadAhead.Part part : parts) {
                reception.write(part.bytes(), part.length());
            }
        } finally {
            ahead.giveBack(parts);
        }
        return null;
    }

    /**
     * Once it is refused, what comes goes nowhere. What came before the client went counts: the stream hands out what it has, and then
     * throws what it meets when it looks for more, so that the bytes of that call are in the buffer. After that it hands out nothing, though
     * it says that there is some.
     */
    private int fill(byte[] buffer, int from) {
        int filled = from;
        int asked = 0;
        try {
            while (!gone && filled < buffer.length && in.isReady() && !in.isFinished()) {
                asked = Math.min(in.available(), buffer.length - filled);
                if (asked <= 0) {
                    break;
                }
                int read = in.read(buffer, filled, asked);
                asked = 0;
                if (read < 0) {
                    break;
                }
                if (refused == null) {
                    filled += read;
                } else if ((thrownAway += read) > MOST_THROWN_AWAY) {
                    answerRefusal();
                    break;
                }
            }
        } catch (IOException e) {
            LOG.debug("An upload's client has gone", e);
            gone = true;
            if (refused == null) {
                filled += asked;
            }
        }
        return filled - from;
    }

    private void finishWhenAllIsRead() {
        if (over || !in.isFinished()) {
            return;
        }
        Throwable refusal = refused;
        if (refusal == null) {
            hand(this::finish);
        } else {
            over = true;
            threads.run(() -> response.resume(refusal));
        }
    }

    /** On a thread of uploads. */
    private @Nullable Runnable finish() {
        Reception.Ended ended = reception.end();
        Reception.Rest rest = ended.rest();
        if (rest == null) {
            response.resume(answer.apply(ended.view()));
            return null;
        }
        return () -> {
            rest.carryOut();
            response.resume(answer.apply(ended.view()));
        };
    }

    /** One piece of work on a thread of uploads. */
    private void hand(UploadThreads.Step step) {
        busy = true;
        body.isServed();
        threads.hand(step);
    }

    private void isWritten(@Nullable Throwable failure) {
        busy = false;
        if (over || response.isDone()) {
            over = true;
            ahead.drop();
            return;
        }
        if (failure != null) {
            refused = failure;
        }
        if (gone) {
            next();
            return;
        }
        body.heard();
        if (failure == null) {
            keepBeating();
        } else {
            workers.putOff(() -> threads.onIt(this::answerRefusal), PATIENCE);
        }
        if (!ahead.isEmpty()) {
            next();
        }
        pump();
    }

    /** What has come is committed within a second, whether or not more comes. */
    private void keepBeating() {
        if (!beating && reception.isBehind()) {
            beating = true;
            workers.putOff(() -> threads.onIt(this::beat), BEAT);
        }
    }

    private void beat() {
        beating = false;
        if (!busy && !over && refused == null) {
            hand(() -> {
                reception.beat();
                return null;
            });
        }
    }

    /** Not all was read: the client gets a moment for the answer, and the connection ends. */
    private void answerRefusal() {
        Throwable refusal = refused;
        if (!over && refusal != null) {
            over = true;
            body.leaveTheRest();
            threads.run(() -> response.resume(refusal));
        }
    }

    /** What has come is written before the lease is given back. */
    private void lost() {
        gone = true;
        if (!busy && !reading && !over) {
            next();
        }
    }

    /** Keeps what has come. Nobody reads the answer. */
    private void giveUp() {
        threads.run(() -> {
            reception.cut();
            body.cut();
            response.cancel();
        });
    }
}
