// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.rest;

import io.undertow.server.Connectors;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpContinue;
import io.undertow.servlet.handlers.ServletRequestContext;
import io.undertow.util.AttachmentKey;
import io.undertow.util.Headers;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A body that {@link WholeBodies} has let through uncollected, because it may be of any size and take any time ({@link StreamedBodies}).
 * Whoever reads it reads as it comes, without a thread; nobody else does: a request that is refused before is answered without it, and
 * its connection ends with the answer.
 */
public final class StreamedBody {
    private static final AttachmentKey<StreamedBody> ATTACHED = AttachmentKey.create(StreamedBody.class);

    private final HttpServerExchange exchange;
    private final RequestsInFlight.InFlight request;
    private @Nullable ServletRequest reading;

    private StreamedBody(HttpServerExchange exchange, RequestsInFlight.InFlight request) {
        this.exchange = exchange;
        this.request = request;
    }

    /** Leaves a body where it is. On the I/O thread, before anybody else has seen it. */
    static void attach(HttpServerExchange exchange, RequestsInFlight.InFlight request, StreamedBodies kind) {
        StreamedBody body = new StreamedBody(exchange, request);
        exchange.putAttachment(ATTACHED, body);
        request.streams(kind);
        exchange.addResponseCommitListener(committed -> body.leaveUnread());
    }

    /** That of the request that this thread serves; empty when it has none, or one that was collected. */
    public static Optional<StreamedBody> current() {
        return Optional.ofNullable(
                ServletRequestContext.requireCurrent().getExchange().getAttachment(ATTACHED));
    }

    /** How long it is, in bytes; -1 when that is not said. */
    public long length() {
        return exchange.getRequestContentLength();
    }

    /**
     * Asks for it, and lets a listener read it, on {@link #thread}. The request must be answered asynchronously, by this thread's leave.
     *
     * @param listener made for the stream
     */
    public void read(Function<ServletInputStream, ReadListener> listener) throws IOException {
        ServletRequestContext context = ServletRequestContext.requireCurrent();
        ServletRequest read = context.getServletRequest();
        reading = read;
        if (HttpContinue.requiresContinueResponse(exchange)
                && !HttpContinue.createResponseSender(exchange).send()) {
            throw new IOException("The client takes nothing");
        }
        ServletInputStream stream = read.getInputStream();
        stream.setReadListener(listener.apply(stream));
    }

    /** Whether its client sends nothing before it is asked to ({@code Expect: 100-continue}). */
    public boolean waitsToBeAskedFor() {
        return HttpContinue.requiresContinueResponse(exchange);
    }

    /** Who waits for it is not asked to send it. What nobody reads would be waited for by the container. */
    private void leaveUnread() {
        if (reading == null && !exchange.isRequestComplete()) {
            exchange.setPersistent(false);
            exchange.getRequestHeaders().remove(Headers.EXPECT);
            Connectors.terminateRequest(exchange);
        }
    }

    /** The connection's I/O thread, on which alone it may be read, and where nothing may wait. */
    public Executor thread() {
        return exchange.getIoThread();
    }

    /** Where headers of the answer can be set before it is resumed. */
    public static HttpServletResponse answer() {
        return (HttpServletResponse) ServletRequestContext.requireCurrent().getServletResponse();
    }

    /** The server is ready for more. Who is silent for too long after that is cut. */
    public void heard() {
        request.heard();
    }

    /** The server is at work on what has come, or has all of it: nobody waits for the client. */
    public void isServed() {
        request.isServed();
    }

    /** What to do when the connection is cut because its client is too slow. On any thread. */
    public void whenCut(Runnable cut) {
        request.whenCut(cut);
    }

    /**
     * The answer comes although not all was read, and the rest never will be: its client has a moment to take the answer, and the connection
     * ends. The container would wait for the rest, with a thread. On {@link #thread}.
     */
    public void leaveTheRest() {
        request.endsSoon();
        exchange.setPersistent(false);
        Connectors.terminateRequest(exchange);
    }

    /** Closes the connection without a word. */
    public void cut() {
        RequestsInFlight.cut(request);
    }
}
