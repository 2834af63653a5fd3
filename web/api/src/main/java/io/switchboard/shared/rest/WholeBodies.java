// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.rest;

import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.Connectors;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpContinue;
import io.undertow.servlet.ServletExtension;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.Protocols;
import jakarta.servlet.ServletContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * What happens to a body before its request gets a thread. It is collected, so that who sends slowly, or never ends, costs a connection and
 * no thread; it has a time as a whole, and all of them together a bounded part of the memory, see {@link RequestsInFlight}; and its framing
 * must be one that every proxy on the way reads alike (RFC 9112 section 6.1). What is too large is thrown away as it comes, so that its
 * sender hears so from {@link BodyLimitFilter}; of what is very much too large the rest is not read, and the connection ends. What
 * may be of any size is not collected: {@link StreamedBodies}.
 *
 * <p>Runs on the server's I/O threads, where nothing may wait.
 */
public final class WholeBodies implements ServletExtension {
    /** The attribute of the servlet context that holds the {@link RequestsInFlight}. */
    static final String IN_FLIGHT = "io.switchboard.requests-in-flight";

    private static final Logger LOG = Logger.getLogger(WholeBodies.class);
    private static final int BAD_REQUEST = 400;
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

    /** Of what is collected, whatever the limit is set to. */
    private static final int LARGEST = 16 * 1024 * 1024;

    /** The bytes beyond the limit that are read and thrown away at most. */
    private static final int THROWN_AWAY = 2 * 1024 * 1024;

    @Override
    public void handleDeployment(DeploymentInfo deployment, ServletContext context) {
        deployment.addInitialHandlerChainWrapper(next -> new Collecting(next, context));
    }

    private static final class Collecting implements HttpHandler {
        private final HttpHandler next;
        private final ServletContext context;

        private Collecting(HttpHandler next, ServletContext context) {
            this.next = next;
            this.context = context;
        }

        @Override
        public void handleRequest(HttpServerExchange exchange) throws Exception {
            RequestsInFlight requests = (RequestsInFlight) context.getAttribute(IN_FLIGHT);
            RequestsInFlight.InFlight request = requests.watch(exchange);
            Optional<StreamedBodies> streamed = requests.streamed(exchange);
            if (isMisframed(exchange)) {
                Connectors.terminateRequest(exchange);
                exchange.setStatusCode(BAD_REQUEST).setPersistent(false).endExchange();
            } else if (exchange.isRequestComplete()) {
                request.isCollected();
                next.handleRequest(exchange);
            } else if (streamed.isPresent()) {
                StreamedBody.attach(exchange, request, streamed.get());
                next.handleRequest(exchange);
            } else {
                collect(exchange, requests, request);
            }
        }

        private void collect(HttpServerExchange exchange, RequestsInFlight requests, RequestsInFlight.InFlight request)
                throws Exception {
            exchange.setMaxEntitySize(LARGEST);
            if (exchange.getRequestContentLength() > requests.bodyLimit() + whatIsReadOf(exchange)) {
                request.isCollected();
                passOnWithout(next, exchange);
            } else if (isAskedFor(exchange)) {
                // Not of HTTP, and not looked at by Undertow before it is read as a number.
                exchange.getRequestHeaders().remove(Headers.X_CONTENT_LENGTH);
                Body body = new Body(next, request, requests.bodyLimit());
                exchange.getRequestReceiver().receivePartialBytes(body::take, Body::fail);
            } else {
                exchange.getConnection().close();
            }
        }
    }

    /** Who waits to be asked has sent nothing yet, and is answered at once. */
    private static long whatIsReadOf(HttpServerExchange exchange) {
        return HttpContinue.requiresContinueResponse(exchange) ? 0 : THROWN_AWAY;
    }

    /** The body of one request, as it comes. Of the connection's I/O thread. */
    private static final class Body {
        private final HttpHandler next;
        private final RequestsInFlight.InFlight request;
        private final int limit;
        private ByteArrayOutputStream collected = new ByteArrayOutputStream(0);
        private long length;

        private Body(HttpHandler next, RequestsInFlight.InFlight request, int limit) {
            this.next = next;
            this.request = request;
            this.limit = limit;
        }

        private void take(HttpServerExchange exchange, byte[] part, boolean last) {
            length += part.length;
            if (length <= limit) {
                collected.writeBytes(part);
                request.keeps(part.length);
            } else {
                collected.reset();
            }
            if (last || length - limit > THROWN_AWAY) {
                // Before the request is handed over: the exchange allows either reading or a thread.
                exchange.getRequestReceiver().pause();
                request.isCollected();
                handOver(exchange, last);
            }
        }

        private void handOver(HttpServerExchange exchange, boolean whole) {
            try {
                if (length > limit) {
                    exchange.getRequestHeaders().remove(Headers.TRANSFER_ENCODING);
                    exchange.getRequestHeaders().put(Headers.CONTENT_LENGTH, length);
                    if (whole) {
                        next.handleRequest(exchange);
                    } else {
                        passOnWithout(next, exchange);
                    }
                } else {
                    Connectors.ungetRequestBytes(exchange, pooled(exchange, collected.toByteArray()));
                    collected = new ByteArrayOutputStream(0);
                    Connectors.resetRequestChannel(exchange);
                    next.handleRequest(exchange);
                }
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        private static void fail(HttpServerExchange exchange, IOException failure) {
            LOG.debug("A client has left in the middle of a body", failure);
            exchange.setPersistent(false).endExchange();
        }
    }

    /** Nobody reads it, and nobody waits for its end: the connection ends with the answer. */
    private static void passOnWithout(HttpHandler next, HttpServerExchange exchange) throws Exception {
        exchange.setPersistent(false);
        exchange.getRequestHeaders().remove(Headers.EXPECT);
        Connectors.terminateRequest(exchange);
        next.handleRequest(exchange);
    }

    private static PooledByteBuffer[] pooled(HttpServerExchange exchange, byte[] body) {
        List<PooledByteBuffer> buffers = new ArrayList<>();
        for (int at = 0; at < body.length; ) {
            PooledByteBuffer buffer =
                    exchange.getConnection().getByteBufferPool().allocate();
            int part = Math.min(buffer.getBuffer().remaining(), body.length - at);
            buffer.getBuffer().put(body, at, part).flip();
            buffers.add(buffer);
            at += part;
        }
        return buffers.toArray(PooledByteBuffer[]::new);
    }

    /**
     * Sends "100 Continue" (RFC 9110 section 10.1.1) to who waits for it.
     *
     * @return false when not even these few bytes could be sent
     */
    private static boolean isAskedFor(HttpServerExchange exchange) throws IOException {
        boolean asked = !HttpContinue.requiresContinueResponse(exchange)
                || HttpContinue.createResponseSender(exchange).send();
        exchange.getRequestHeaders().remove(Headers.EXPECT);
        return asked;
    }

    /** Chunked and nothing else, or a length and nothing else; chunks in HTTP/1.1 only, and no length that a number does not hold. */
    private static boolean isMisframed(HttpServerExchange exchange) {
        HeaderMap headers = exchange.getRequestHeaders();
        HeaderValues codings = headers.get(Headers.TRANSFER_ENCODING);
        HeaderValues lengths = headers.get(Headers.CONTENT_LENGTH);
        boolean isLength = lengths == null
                || (lengths.size() == 1 && LENGTH.matcher(lengths.getFirst()).matches());
        boolean isCoding = codings == null
                || (codings.size() == 1
                        && codings.getFirst().equalsIgnoreCase("chunked")
                        && lengths == null
                        && exchange.getProtocol().equals(Protocols.HTTP_1_1));
        return !isLength || !isCoding;
    }
}
