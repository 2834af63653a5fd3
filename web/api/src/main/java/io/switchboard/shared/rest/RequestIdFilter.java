// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.rest;

import io.switchboard.shared.model.DatabaseFailure;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.service.Ids;
import io.switchboard.shared.service.MonotonicTime;
import io.switchboard.shared.service.WireJson;
import io.switchboard.shared.wire.SharedRefusal;
import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/**
 * The first that sees a request: notes when it came, gives it an id, which the answer and every line of the log have, and gives every
 * answer the headers that keep browsers careful. What nobody expected outside the resources, where {@link UnexpectedMapper} is not asked,
 * is answered here as it is there.
 */
@WebFilter(urlPatterns = "/*", asyncSupported = true)
public class RequestIdFilter implements Filter {
    private static final Logger LOG = Logger.getLogger(RequestIdFilter.class);

    @Inject
    Ids ids;

    @Inject
    MonotonicTime time;

    @Inject
    RateGate gate;

    @Inject
    Cors cors;

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        request.setAttribute(RequestAttributes.ARRIVED, time.nanos());
        String id = ids.next().toString();
        request.setAttribute(RequestAttributes.REQUEST_ID, id);
        HttpServletResponse answer = (HttpServletResponse) response;
        HttpServletRequest asked = (HttpServletRequest) request;
        mark(asked, answer, id);
        if (cors.answersPreflight(asked, answer)) {
            return;
        }
        MDC.put("requestId", id);
        try {
            if (gate.admits(asked, answer)) {
                chain.doFilter(request, response);
            }
        } catch (RuntimeException | ServletException failure) {
            if (DatabaseFailure.isOutage(failure)) {
                LOG.warnf("The database cannot be asked: %s", failure.getClass().getName());
                answerBusy(asked, answer, id);
            } else if (RequestsInFlight.isCurrentCut()) {
                LOG.debugf(failure, "The client was too slow, reference %s", id);
            } else {
                LOG.errorf(failure, "Unexpected failure, reference %s", id);
                answerUnexpected(asked, answer, id);
            }
        } finally {
            MDC.remove("requestId");
        }
    }

    private void mark(HttpServletRequest asked, HttpServletResponse answer, String id) {
        answer.setHeader("Request-Id", id);
        answer.setHeader("X-Content-Type-Options", "nosniff");
        answer.setHeader("Referrer-Policy", "no-referrer");
        answer.setHeader("X-Frame-Options", "DENY");
        answer.setHeader(
                "Content-Security-Policy",
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
                        + "form-action 'none'; frame-ancestors 'none'; base-uri 'none'");
        answer.setHeader("Cache-Control", "no-store");
        cors.mark(asked, answer);
    }

    private void answerBusy(HttpServletRequest asked, HttpServletResponse answer, String id) throws IOException {
        if (answer.isCommitted()) {
            RequestsInFlight.cutCurrent();
        } else {
            answer.reset();
            mark(asked, answer, id);
            Problems.write(RefusedException.of(SharedRefusal.BUSY), answer);
        }
    }

    /** An answer that is on its way already cannot be taken back, and must not look whole: its connection ends. */
    private void answerUnexpected(HttpServletRequest asked, HttpServletResponse answer, String id) throws IOException {
        if (answer.isCommitted()) {
            RequestsInFlight.cutCurrent();
        } else {
            answer.reset();
            mark(asked, answer, id);
            answer.setStatus(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
            answer.setContentType(Problems.MEDIA_TYPE);
            answer.getOutputStream()
                    .write(WireJson.write(Problems.unexpectedProblem(id)).getBytes(StandardCharsets.UTF_8));
        }
    }
}
