// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.service;

import io.switchboard.shared.model.RefusedException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What has come of an upload is made durable and committed by another thread, while more comes. It is done once, by whoever has the time first. */
final class Checkpoint {
    private static final Logger LOG = Logger.getLogger(Checkpoint.class);

    private final FutureTask<Long> work;

    /** Where it is done; may refuse when the server stops. */
    interface Threads {
        /** Soon, on another thread. */
        void run(Runnable work);
    }

    private Checkpoint(FutureTask<Long> work) {
        this.work = work;
    }

    /**
     * Begins one.
     *
     * @param work gives the offset that is durable and committed
     */
    static Checkpoint begin(Threads threads, Callable<Long> work) {
        FutureTask<Long> once = new FutureTask<>(work);
        try {
            threads.run(once);
        } catch (RejectedExecutionException e) {
            LOG.debug("The server stops in the middle of an upload", e);
        }
        return new Checkpoint(once);
    }

    /** Whether it has ended, well or not. */
    boolean hasEnded() {
        return work.isDone();
    }

    /**
     * The offset that it has committed. Waits for it, or does it, when no thread has begun: nobody waits for a thread here.
     *
     * @throws StorageException as it came
     * @throws RefusedException as it came
     */
    long offset() throws StorageException {
        work.run();
        try {
            return work.get();
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StorageUnavailableException("The server stops in the middle of an upload", e);
        }
    }

    private static StorageException failure(@Nullable Throwable cause) {
        if (cause instanceof StorageException ofDisk) {
            return ofDisk;
        }
        if (cause instanceof RuntimeException other) {
            throw other;
        }
        throw new IllegalStateException("A checkpoint has failed", cause);
    }
}
