// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.rest;

import io.switchboard.shared.model.DatabaseFailure;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * An answer that is written while it is read from the database. Where that fails in the middle, what is on its way cannot be taken back,
 * and must not look whole: its connection ends. RESTEasy would end the answer as if nothing were amiss, and tell nobody.
 *
 * @param whole writes all of it
 * @param reference the request's id
 */
record StreamedAnswer(StreamingOutput whole, @Nullable String reference) implements StreamingOutput {
    private static final Logger LOG = Logger.getLogger(StreamedAnswer.class);

    @Override
    public void write(OutputStream out) throws IOException {
        RequestsInFlight.currentHasASlowSource();
        try {
            whole.write(out);
        } catch (RuntimeException | Error failure) {
            if (RequestsInFlight.isCurrentCut()) {
                LOG.debugf(failure, "The client was too slow, reference %s", reference);
            } else if (DatabaseFailure.isOutage(failure)) {
                LOG.warnf("The database cannot be asked: %s", failure.getClass().getName());
            } else {
                LOG.errorf(failure, "Unexpected failure, reference %s", reference);
            }
            RequestsInFlight.cutCurrent();
            throw failure;
        }
    }
}
