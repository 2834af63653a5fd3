// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.rest;

import io.switchboard.shared.rest.AnswerPace;
import io.switchboard.shared.service.Workers;
import io.switchboard.transfers.service.Outgoing;
import io.switchboard.transfers.service.StorageException;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongConsumer;
import org.jboss.logging.Logger;
import org.jboss.resteasy.spi.AsyncOutputStream;
import org.jboss.resteasy.spi.AsyncStreamingOutput;
import org.jspecify.annotations.Nullable;

/**
 * The way of a content from where it is to a connection. A part is read on a thread of transfers and given to the connection; the next is
 * read when the connection has taken it. Who takes slowly costs a connection and a buffer, who waits for what is not there yet a connection,
 * and neither a thread.
 *
 * <p>When no more comes in the middle, the connection ends before the announced length: an answer that looks whole is whole. However the
 * connection ends, what was opened is closed.
 */
final class ContentAnswer implements AsyncStreamingOutput {
    private static final Logger LOG = Logger.getLogger(ContentAnswer.class);

    /** Opens what is sent. */
    interface Opening {
        /**
         * On a thread that may wait for the store.
         *
         * @param whenEnded when nobody may have it any more; on any thread
         */
        Outgoing open(Runnable whenEnded) throws StorageException;
    }

    private final Opening opening;
    private final LongConsumer counter;
    private final Workers workers;
    private final AnswerPace pace;
    private final Buffers buffers;
    private final long length;

    /**
     * All of what is opened.
     *
     * @param counter of the bytes that were given to the connection
     * @param length in bytes, at least one
     */
    ContentAnswer(
            Opening opening, LongConsumer counter, Workers workers, AnswerPace pace, Buffers buffers, long length) {
        this.opening = opening;
        this.counter = counter;
        this.workers = workers;
        this.pace = pace;
        this.buffers = buffers;
        this.length = length;
    }

    @Override
    public CompletionStage<Void> asyncWrite(AsyncOutputStream out) {
        Sending sending = new Sending(out);
        pace.whenOver(sending::isGone);
        sending.next();
        return sending.done;
    }

    /** One part after the other; of one thread at a time, but for its end. */
    private final class Sending {
        private final CompletableFuture<Void> done = new CompletableFuture<>();
        private final AsyncOutputStream out;
        private long left = length;
        // With its monitor.
        private @Nullable Outgoing source;
        private boolean reading;
        private boolean writing;
        private boolean over;

        private Sending(AsyncOutputStream out) {
            this.out = out;
        }

        /** Waits for a thread, which is not its client's fault. */
        private void next() {
            pace.pauses();
            try {
                workers.runUpload(this::send);
            } catch (RejectedExecutionException e) {
                end(e);
            }
        }

        private void send() {
            byte[] buffer = buffers.take();
            int read = -1;
            try {
                read = read(buffer);
            } catch (IOException | RuntimeException | Error e) {
                fails(e);
            }
            if (read <= 0) {
                buffers.give(buffer);
            }
            try {
                if (read > 0) {
                    write(buffer, read);
                } else if (read == 0) {
                    awaitMore();
                } else {
                    done.completeExceptionally(new IOException("The connection has ended"));
                }
            } catch (RuntimeException | Error e) {
                fails(e);
            }
        }

        private void fails(Throwable failure) {
            LOG.warnf("A content cannot be delivered further: %s", failure.getMessage());
            LOG.debug("Because", failure);
            end(failure);
        }

        /** Reads on; -1 when it is over. Whoever ends it meanwhile leaves the closing to this. */
        private int read(byte[] buffer) throws IOException {
            synchronized (this) {
                if (over) {
                    return -1;
                }
                reading = true;
            }
            Outgoing from = source;
            try {
                if (from == null) {
                    from = opening.open(this::isNotAllowed);
                }
                int read = from.read(buffer);
                return over ? -1 : read;
            } finally {
                reads(from);
            }
        }

        private void reads(@Nullable Outgoing from) {
            boolean ended;
            synchronized (this) {
                reading = false;
                source = from;
                ended = over;
            }
            if (ended) {
                close(from);
            }
        }

        private void write(byte[] buffer, int read) {
            left -= read;
            pace.goesOn();
            counter.accept(read);
            boolean last = left == 0;
            writes(true);
            out.asyncWrite(buffer, 0, read).whenComplete((written, failure) -> {
                writes(false);
                if (failure == null) {
                    buffers.give(buffer);
                    if (last) {
                        end(null);
                    } else {
                        next();
                    }
                } else {
                    buffers.lose();
                    lost(failure);
                }
            });
        }

        private void awaitMore() {
            writes(true);
            out.asyncFlush().whenComplete((written, failure) -> {
                writes(false);
                if (failure == null) {
                    pace.pauses();
                    Outgoing from = source;
                    if (from != null) {
                        from.whenMore(this::next);
                    }
                } else {
                    lost(failure);
                }
            });
        }

        private synchronized void writes(boolean now) {
            writing = now;
        }

        private void lost(Throwable failure) {
            LOG.debug("A receiver has gone", failure);
            end(failure);
        }

        /** The connection has ended, whichever way. What is being written to it fails by that, and then the answer is over. */
        private void isGone() {
            if (ends()) {
                done.completeExceptionally(new IOException("The connection has ended"));
            }
        }

        private void isNotAllowed() {
            LOG.debug("A receiver has lost its right to what it receives");
            pace.cut();
            isGone();
        }

        /** Closes what is open, once; whether nothing is being written. */
        private boolean ends() {
            Outgoing closed;
            boolean idle;
            synchronized (this) {
                closed = over || reading ? null : source;
                idle = !writing;
                over = true;
            }
            close(closed);
            return idle;
        }

        private void end(@Nullable Throwable failure) {
            ends();
            if (failure == null) {
                done.complete(null);
            } else {
                done.completeExceptionally(failure);
            }
        }

        private void close(@Nullable Outgoing closed) {
            try (closed) {
                LOG.tracef("%s is closed", closed);
            } catch (IOException e) {
                LOG.debug("A content could not be closed", e);
            }
        }
    }
}
