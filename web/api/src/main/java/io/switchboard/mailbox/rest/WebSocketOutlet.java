// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.rest;

import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** A WebSocket (RFC 6455). The container watches over the time that a message takes. */
final class WebSocketOutlet implements Outlet {
    private static final Logger LOG = Logger.getLogger(WebSocketOutlet.class);
    private static final int UNANSWERED_PINGS = 3;

    /** For the reader to answer the closing; after that its connection is ended without it. */
    private static final Duration FAREWELL = Duration.ofSeconds(10);

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Session session;
    private final AtomicInteger unanswered = new AtomicInteger();

    WebSocketOutlet(Session session) {
        this.session = session;
    }

    /** Something came from the reader, a pong at least. */
    void heard() {
        unanswered.set(0);
    }

    @Override
    public boolean isOpen() {
        return session.isOpen();
    }

    @Override
    public void send(ChannelMessage message, Consumer<Boolean> sent) {
        session.getAsyncRemote().sendText(message.json(), result -> sent.accept(result.isOK()));
    }

    /** A ping (section 5.5.2), whose answer shows that somebody is there. */
    @Override
    public boolean beat() {
        if (unanswered.getAndIncrement() >= UNANSWERED_PINGS) {
            return false;
        }
        try {
            session.getAsyncRemote().sendPing(NOTHING.duplicate());
        } catch (IOException | RuntimeException e) {
            LOG.debug("A channel was gone before it could be pinged", e);
        }
        return true;
    }

    @Override
    public void end(Ending ending) {
        try {
            session.setMaxIdleTimeout(FAREWELL.toMillis());
            session.close(ending.closeReason());
        } catch (IOException e) {
            LOG.debug("A channel was gone before it could be closed", e);
        }
    }
}
