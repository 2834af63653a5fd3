// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.rest;

import io.switchboard.shared.service.Workers;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Where the work on one body is done: what waits for disks on the threads of uploads, and everything else on its connection's I/O thread. */
final class UploadThreads {
    private static final Logger LOG = Logger.getLogger(UploadThreads.class);

    private final Executor connection;
    private final Workers workers;
    private final Runnable giveBack;
    private final Runnable cut;
    private final Consumer<@Nullable Throwable> after;

    /** A piece of work. */
    interface Step {
        /** What is left to do, on a thread that may go through a whole content; null when nothing is. */
        @Nullable
        Runnable take();
    }

    /**
     * For one body.
     *
     * @param connection the connection's I/O thread
     * @param giveBack gives the lease back, after a step that has failed; on a thread that may wait
     * @param cut closes the connection, when there are no threads any more
     * @param after told after each step, on the I/O thread: null, or what it has failed by
     */
    UploadThreads(
            Executor connection,
            Workers workers,
            Runnable giveBack,
            Runnable cut,
            Consumer<@Nullable Throwable> after) {
        this.connection = connection;
        this.workers = workers;
        this.giveBack = giveBack;
        this.cut = cut;
        this.after = after;
    }

    /** Does a step, with what it leaves to do. */
    void hand(Step step) {
        run(() -> {
            try {
                Runnable rest = step.take();
                if (rest == null) {
                    onIt(() -> after.accept(null));
                } else {
                    workers.runVerification(() -> carryOut(rest));
                }
            } catch (RuntimeException | Error e) {
                fails(e);
            }
        });
    }

    private void carryOut(Runnable rest) {
        try {
            rest.run();
            onIt(() -> after.accept(null));
        } catch (RuntimeException | Error e) {
            fails(e);
        }
    }

    /** Whatever it was, an error of the machine among it: the lease is given back, and the request is answered. */
    private void fails(Throwable failure) {
        try {
            giveBack.run();
        } catch (RuntimeException | Error e) {
            failure.addSuppressed(e);
        } finally {
            onIt(() -> after.accept(failure));
        }
    }

    /** On the I/O thread. */
    void onIt(Runnable work) {
        try {
            connection.execute(work);
        } catch (RejectedExecutionException e) {
            LOG.debug("The server stops in the middle of an upload", e);
        }
    }

    /** On a thread of uploads. */
    void run(Runnable work) {
        try {
            workers.runUpload(work);
        } catch (RejectedExecutionException e) {
            LOG.debug("The server stops in the middle of an upload", e);
            cut.run();
        }
    }
}
