// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.rest;

import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.rest.StreamedBody;
import io.switchboard.shared.service.Workers;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.ws.rs.container.AsyncResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import org.jboss.logging.Logger;

/**
 * What comes of a request that is refused, read for a moment and thrown away: a connection that is closed while its client still sends
 * is reset, and the client may never read why. All of it is of the connection's I/O thread, and waits for nothing.
 */
final class RefusedBody implements ReadListener {
    private static final Logger LOG = Logger.getLogger(RefusedBody.class);
    private static final int BUFFER_BYTES = 16 << 10;
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final long MOST = 64L << 20;

    private final StreamedBody body;
    private final ServletInputStream in;
    private final Workers workers;
    private final AsyncResponse response;
    private final RefusedException refusal;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private long thrownAway;
    private boolean over;

    private RefusedBody(
            StreamedBody body,
            ServletInputStream in,
            Workers workers,
            AsyncResponse response,
            RefusedException refusal) {
        this.body = body;
        this.in = in;
        this.workers = workers;
        this.response = response;
        this.refusal = refusal;
    }

    /**
     * Answers with the refusal when the body has come, is too long, or takes too long. On the thread that serves the request.
     *
     * @throws RefusedException the refusal itself, when the client waits to be asked for the body
     */
    static void answer(StreamedBody body, Workers workers, AsyncResponse response, RefusedException refusal) {
        if (body.waitsToBeAskedFor()) {
            throw refusal;
        }
        try {
            body.heard();
            body.read(in -> {
                RefusedBody refused = new RefusedBody(body, in, workers, response, refusal);
                workers.putOff(() -> body.thread().execute(refused::cutOff), PATIENCE);
                return refused;
            });
        } catch (IOException e) {
            throw new IllegalStateException("A body cannot be read", e);
        }
    }

    @Override
    public void onDataAvailable() throws IOException {
        while (!over && in.isReady() && !in.isFinished()) {
            int read = in.read(buffer);
            if (read < 0) {
                break;
            }
            thrownAway += read;
            if (thrownAway > MOST) {
                cutOff();
            }
        }
        if (in.isFinished()) {
            end();
        }
    }

    @Override
    public void onAllDataRead() {
        end();
    }

    @Override
    public void onError(Throwable failure) {
        LOG.debug("The client of a refused upload has gone", failure);
        end();
    }

    /** Its client gets another moment for the answer, and the connection ends. */
    private void cutOff() {
        if (!over) {
            body.leaveTheRest();
            end();
        }
    }

    private void end() {
        if (!over) {
            over = true;
            body.isServed();
            try {
                workers.runUpload(() -> response.resume(refusal));
            } catch (RejectedExecutionException e) {
                LOG.debug("The server stops in the middle of a refusal", e);
                body.cut();
            }
        }
    }
}
