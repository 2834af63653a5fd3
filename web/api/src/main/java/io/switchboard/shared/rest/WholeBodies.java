// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.rest;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.RequestBufferingHandler;
import io.undertow.server.protocol.http.HttpContinue;
import io.undertow.servlet.ServletExtension;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.util.AttachmentKey;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.xnio.IoUtils;
import org.xnio.XnioExecutor;
import org.xnio.channels.StreamSinkChannel;

/**
 * What happens to a body before its request gets a thread. It is collected, so that who sends slowly costs a connection and no thread; it
 * has a time for that as a whole, however evenly it drips; and its framing must be one that every proxy on the way reads alike (RFC 9112
 * section 6.1). Bodies that are larger than any endpoint takes are passed on when the buffers are full, and refused there.
 *
 * <p>Runs on the server's I/O threads, where nothing may wait.
 */
public final class WholeBodies implements ServletExtension {
    /** The attribute of the servlet context that holds the time, a {@link Duration}. */
    static final String TIME = "io.switchboard.body-time";

    private static final Logger LOG = Logger.getLogger(WholeBodies.class);

    /** Of 16 KiB each: more than the default limit of the application. */
    private static final int BUFFERS = 5;

    private static final int BAD_REQUEST = 400;
    private static final int REQUEST_TIMEOUT = 408;

    @Override
    public void handleDeployment(DeploymentInfo deployment, ServletContext context) {
        deployment.addInitialHandlerChainWrapper(next -> new Collecting(next, context));
    }

    /** One body on its way; it comes, or the time does. */
    private record Arrival(AtomicBoolean decided, XnioExecutor.Key deadline) {
        private static final AttachmentKey<Arrival> KEY = AttachmentKey.create(Arrival.class);
    }

    private static final class Collecting implements HttpHandler {
        private final HttpHandler next;
        private final HttpHandler buffering;
        private final ServletContext context;

        private Collecting(HttpHandler next, ServletContext context) {
            this.next = next;
            this.context = context;
            this.buffering = new RequestBufferingHandler(this::arrived, BUFFERS);
        }

        @Override
        public void handleRequest(HttpServerExchange exchange) throws Exception {
            if (isMisframed(exchange.getRequestHeaders())) {
                end(exchange, BAD_REQUEST);
                return;
            }
            if (exchange.isRequestComplete()) {
                next.handleRequest(exchange);
                return;
            }
            Duration time = (Duration) context.getAttribute(TIME);
            AtomicBoolean decided = new AtomicBoolean();
            XnioExecutor.Key deadline = exchange.getIoThread()
                    .executeAfter(() -> late(exchange, decided), time.toMillis(), TimeUnit.MILLISECONDS);
            exchange.putAttachment(Arrival.KEY, new Arrival(decided, deadline));
            exchange.addExchangeCompleteListener((gone, proceed) -> {
                deadline.remove();
                proceed.proceed();
            });
            if (HttpContinue.requiresContinueResponse(exchange) && !isAskedFor(exchange)) {
                return;
            }
            buffering.handleRequest(exchange);
        }

        /**
         * Sends "100 Continue" (RFC 9110 section 10.1.1). With the header the body would not be collected, and its reader would hold a
         * thread.
         *
         * @return false when the connection was closed, because not even these few bytes could be sent
         */
        private static boolean isAskedFor(HttpServerExchange exchange) throws IOException {
            if (!HttpContinue.createResponseSender(exchange).send()) {
                IoUtils.safeClose(exchange.getConnection());
                return false;
            }
            exchange.getRequestHeaders().remove(Headers.EXPECT);
            return true;
        }

        private void arrived(HttpServerExchange exchange) throws Exception {
            Arrival arrival = exchange.getAttachment(Arrival.KEY);
            if (arrival.decided().compareAndSet(false, true)) {
                arrival.deadline().remove();
                next.handleRequest(exchange);
            }
        }

        private static void late(HttpServerExchange exchange, AtomicBoolean decided) {
            if (decided.compareAndSet(false, true)) {
                end(exchange, REQUEST_TIMEOUT);
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

    /** Answers without a word and closes the connection: what may still come on it is not looked at. */
    private static void end(HttpServerExchange exchange, int status) {
        exchange.setPersistent(false);
        exchange.setStatusCode(status);
        exchange.getResponseHeaders().put(Headers.CONNECTION, "close").put(Headers.CONTENT_LENGTH, "0");
        try {
            StreamSinkChannel answer = exchange.getResponseChannel();
            answer.shutdownWrites();
            answer.flush();
        } catch (IOException e) {
            LOG.debug("A client has left before it was told so", e);
        } finally {
            IoUtils.safeClose(exchange.getConnection());
        }
    }
}
