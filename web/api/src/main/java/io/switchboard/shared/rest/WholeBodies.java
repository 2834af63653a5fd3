// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.rest;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.RequestBufferingHandler;
import io.undertow.server.protocol.http.HttpContinue;
import io.undertow.servlet.ServletExtension;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.util.Locale;

/**
 * What happens to a body before its request gets a thread. It is collected, so that who sends slowly costs a connection and no thread; it
 * has a time as a whole, see {@link RequestsInFlight}; and its framing must be one that every proxy on the way reads alike (RFC 9112
 * section 6.1). A body that waits for "100 Continue", and one that is larger than any endpoint takes, is passed on: its request is in
 * flight, and {@link BodyLimitFilter} holds a thread no longer than the body may take.
 *
 * <p>Runs on the server's I/O threads, where nothing may wait.
 */
public final class WholeBodies implements ServletExtension {
    /** The attribute of the servlet context that holds the {@link RequestsInFlight}. */
    static final String IN_FLIGHT = "io.switchboard.requests-in-flight";

    /** Of 16 KiB each: more than the default limit of the application. */
    private static final int BUFFERS = 5;

    private static final int BAD_REQUEST = 400;

    @Override
    public void handleDeployment(DeploymentInfo deployment, ServletContext context) {
        deployment.addInitialHandlerChainWrapper(next -> new Collecting(next, context));
    }

    private static final class Collecting implements HttpHandler {
        private final HttpHandler next;
        private final HttpHandler buffering;
        private final ServletContext context;

        private Collecting(HttpHandler next, ServletContext context) {
            this.next = next;
            this.context = context;
            this.buffering = new RequestBufferingHandler(this::passOn, BUFFERS);
        }

        @Override
        public void handleRequest(HttpServerExchange exchange) throws Exception {
            ((RequestsInFlight) context.getAttribute(IN_FLIGHT)).watch(exchange);
            if (isMisframed(exchange.getRequestHeaders())) {
                exchange.setStatusCode(BAD_REQUEST).setPersistent(false).endExchange();
            } else if (exchange.isRequestComplete()) {
                next.handleRequest(exchange);
            } else if (isWaitingForm(exchange) && !isAskedFor(exchange)) {
                exchange.getConnection().close();
            } else {
                buffering.handleRequest(exchange);
            }
        }

        private void passOn(HttpServerExchange exchange) throws Exception {
            RequestsInFlight.passOn(exchange);
            next.handleRequest(exchange);
        }
    }

    /** The container reads forms, and looks at no time while it does. */
    private static boolean isWaitingForm(HttpServerExchange exchange) {
        String type = exchange.getRequestHeaders().getFirst(Headers.CONTENT_TYPE);
        return HttpContinue.requiresContinueResponse(exchange)
                && type != null
                && type.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded");
    }

    /**
     * Sends "100 Continue" (RFC 9110 section 10.1.1), so that the body comes and is collected.
     *
     * @return false when not even these few bytes could be sent
     */
    private static boolean isAskedFor(HttpServerExchange exchange) throws IOException {
        boolean sent = HttpContinue.createResponseSender(exchange).send();
        exchange.getRequestHeaders().remove(Headers.EXPECT);
        return sent;
    }

    /** Chunked and nothing else, or a length and nothing else. */
    private static boolean isMisframed(HeaderMap headers) {
        HeaderValues codings = headers.get(Headers.TRANSFER_ENCODING);
        return codings != null
                && (codings.size() != 1
                        || !codings.getFirst().strip().equalsIgnoreCase("chunked")
                        || headers.contains(Headers.CONTENT_LENGTH));
    }
}
