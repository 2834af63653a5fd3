// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.rest;

import io.switchboard.shared.rest.AnswerPace;
import io.switchboard.shared.service.Workers;
import io.switchboard.transfers.service.Deliveries;
import io.switchboard.transfers.service.Outgoing;
import io.switchboard.transfers.service.StorageException;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import org.jboss.logging.Logger;
import org.jboss.resteasy.spi.AsyncOutputStream;
import org.jboss.resteasy.spi.AsyncStreamingOutput;
import org.jspecify.annotations.Nullable;

/**
 * The way of a content from where it is to a connection. A part is read on a thread of transfers and given to the connection; the next is
 * read when the connection has taken it. Who takes slowly, or waits for what is not there yet, costs a connection and a buffer, and no
 * thread.
 *
 * <p>When no more comes in the middle, the connection ends before the announced length: an answer that looks whole is whole.
 */
final class ContentAnswer implements AsyncStreamingOutput {
    private static final Logger LOG = Logger.getLogger(ContentAnswer.class);
    private static final int BUFFER_BYTES = 128 << 10;

    /** Opens what is sent. */
    interface Opening {
        /** On a thread that may wait for the store. */
        Outgoing open() throws StorageException;
    }

    private final Deliveries deliveries;
    private final Workers workers;
    private final AnswerPace pace;
    private final Opening opening;
    private final long length;

    /**
     * All of what is opened.
     *
     * @param length in bytes, at least one
     */
    ContentAnswer(Deliveries deliveries, Workers workers, AnswerPace pace, Opening opening, long length) {
        this.deliveries = deliveries;
        this.workers = workers;
        this.pace = pace;
        this.opening = opening;
        this.length = length;
    }

    @Override
    public CompletionStage<Void> asyncWrite(AsyncOutputStream out) {
        Sending sending = new Sending(out);
        sending.next();
        return sending.done;
    }

    /** One part after the other; of one thread at a time. */
    private final class Sending {
        private final CompletableFuture<Void> done = new CompletableFuture<>();
        private final AsyncOutputStream out;
        private final byte[] buffer = new byte[(int) Math.min(BUFFER_BYTES, length)];
        private @Nullable Outgoing source;
        private long left = length;

        private Sending(AsyncOutputStream out) {
            this.out = out;
        }

        private void next() {
            try {
                workers.runUpload(this::send);
            } catch (RejectedExecutionException e) {
                end(e);
            }
        }

        private void send() {
            try {
                Outgoing from = source == null ? opening.open() : source;
                source = from;
                int read = from.read(buffer);
                if (read > 0) {
                    left -= read;
                    pace.goesOn();
                    deliveries.counted(read);
                    out.asyncWrite(buffer, 0, read).whenComplete(afterwards(left == 0 ? () -> end(null) : this::next));
                } else {
                    out.asyncFlush().whenComplete(afterwards(() -> {
                        pace.pauses();
                        from.whenMore(this::next);
                    }));
                }
            } catch (IOException | RuntimeException e) {
                LOG.warnf("A content cannot be delivered further: %s", e.getMessage());
                LOG.debug("Because", e);
                end(e);
            }
        }

        private BiConsumer<Object, @Nullable Throwable> afterwards(Runnable step) {
            return (written, failure) -> {
                if (failure == null) {
                    step.run();
                } else {
                    LOG.debug("A receiver has gone", failure);
                    end(failure);
                }
            };
        }

        private void end(@Nullable Throwable failure) {
            try (Outgoing closed = source) {
                LOG.tracef("%s is closed", closed);
            } catch (IOException e) {
                LOG.debug("A content could not be closed", e);
            }
            if (failure == null) {
                done.complete(null);
            } else {
                done.completeExceptionally(failure);
            }
        }
    }
}
