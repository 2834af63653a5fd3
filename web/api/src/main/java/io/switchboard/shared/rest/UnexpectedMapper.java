// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.rest;

import io.switchboard.shared.model.DatabaseFailure;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.wire.SharedRefusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What nobody expected: a fixed sentence and a reference that the log has too. A database that cannot be asked is expected to come back. */
@Provider
public class UnexpectedMapper implements ExceptionMapper<Throwable> {
    private static final Logger LOG = Logger.getLogger(UnexpectedMapper.class);

    @Context
    HttpServletRequest request;

    @Override
    public Response toResponse(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RefusedException refused) {
                return Problems.of(refused);
            }
        }
        if (DatabaseFailure.isOutage(failure)) {
            LOG.warnf("The database cannot be asked: %s", failure.getClass().getName());
            return Problems.of(RefusedException.of(SharedRefusal.BUSY));
        }
        String reference = reference();
        if (RequestsInFlight.isCurrentCut()) {
            LOG.debugf(failure, "The client was too slow, reference %s", reference);
        } else {
            LOG.errorf(failure, "Unexpected failure, reference %s", reference);
        }
        return Problems.unexpected(reference);
    }

    private String reference() {
        @Nullable Object id = request.getAttribute(RequestAttributes.REQUEST_ID);
        return id == null ? "none" : id.toString();
    }
}
