// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.rest;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.RequestBufferingHandler;
import io.undertow.servlet.ServletExtension;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.util.concurrent.Future;
import org.jboss.logging.Logger;

/**
 * What happens to a body before its request gets a thread. It is collected, so that who sends slowly costs a connection and no thread; it
 * has a time as a whole, however evenly it drips, and then its connection is closed; and its framing must be one that every proxy on the
 * way reads alike (RFC 9112 section 6.1). A body that waits for "100 Continue", and one that is larger than any endpoint takes, is passed
 * on: its request is in flight, and holds a thread no longer than the body may take.
 *
 * <p>Runs on the server's I/O threads, where nothing may wait.
 */
public final class WholeBodies implements ServletExtension {
    /** The attribute of the servlet context that holds the {@link Time}. */
    static final String TIME = "io.switchboard.body-time";

    private static final Logger LOG = Logger.getLogger(WholeBodies.class);

    /** Of 16 KiB each: more than the default limit of the application. */
    private static final int BUFFERS = 5;

    private static final int BAD_REQUEST = 400;

    /** The time that a body has. */
    interface Time {
        /** Does it when the time is over. */
        Future<?> whenOver(Runnable work);
    }

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
            this.buffering = new RequestBufferingHandler(next, BUFFERS);
        }

        @Override
        public void handleRequest(HttpServerExchange exchange) throws Exception {
            boolean misframed = isMisframed(exchange.getRequestHeaders());
            if (exchange.isRequestComplete() && !misframed) {
                next.handleRequest(exchange);
                return;
            }
            Future<?> end = ((Time) context.getAttribute(TIME)).whenOver(() -> closeIfIncomplete(exchange));
            exchange.addExchangeCompleteListener((done, proceed) -> {
                end.cancel(false);
                proceed.proceed();
            });
            if (misframed) {
                exchange.setStatusCode(BAD_REQUEST).setPersistent(false).endExchange();
            } else {
                buffering.handleRequest(exchange);
            }
        }

        /** Who sends for so long gets no answer: none can be written from here while a thread may be reading. */
        private static void closeIfIncomplete(HttpServerExchange exchange) {
            if (!exchange.isRequestComplete()) {
                try {
                    exchange.getConnection().close();
                } catch (IOException e) {
                    LOG.debug("A connection whose body took too long could not be closed in order", e);
                }
            }
        }
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
