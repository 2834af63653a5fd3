// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.client;

import io.switchboard.shared.client.ApiPath;
import io.switchboard.shared.client.Session;
import java.io.IOException;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Reads a mailbox over a WebSocket: the server sends each event as it happens. */
final class WebSocketTransport implements EventTransport {
    private static final ApiPath CHANNEL = ApiPath.of("mailbox").slash("channel");
    private static final String SUBPROTOCOL = "cloudevents.json";
    private static final int UNAUTHENTICATED = 401;

    private final Session session;
    private final boolean findable;
    private final Duration opensWithin;

    WebSocketTransport(Session session, boolean findable, Duration opensWithin) {
        this.session = session;
        this.findable = findable;
        this.opensWithin = opensWithin;
    }

    @Override
    public Transport way() {
        return Transport.WEBSOCKET;
    }

    @Override
    public Connection open(OptionalLong after) throws InterruptedException {
        ApiPath path = EventTransport.path(CHANNEL, after, findable);
        String token = session.accessToken().orElseThrow();
        WebSocketConnection connection =
                new WebSocketConnection(session.server().surroundings());
        CompletableFuture<WebSocket> opening = session.openWebSocket(path, SUBPROTOCOL, token, connection);
        try {
            connection.attach(opening.get(opensWithin.toMillis(), TimeUnit.MILLISECONDS));
            return connection;
        } catch (TimeoutException late) {
            abandon(opening);
            throw new ConnectionLostException("the WebSocket did not open in time", late);
        } catch (InterruptedException interrupted) {
            abandon(opening);
            throw interrupted;
        } catch (ExecutionException failed) {
            throw refused(failed, token);
        }
    }

    /** A handshake that ends after all leaves no connection behind. */
    private static void abandon(CompletableFuture<WebSocket> opening) {
        var unused = opening.thenAccept(WebSocket::abort);
    }

    private ConnectionLostException refused(ExecutionException failed, String token) {
        if (failed.getCause() instanceof WebSocketHandshakeException handshake) {
            int status = handshake.getResponse().statusCode();
            if (status == UNAUTHENTICATED) {
                session.refused(token);
                return ConnectionLostException.unauthenticated(handshake);
            }
            return new ConnectionLostException("the server answered " + status + " instead of a WebSocket", handshake);
        }
        if (failed.getCause() instanceof IOException io) {
            return new ConnectionLostException("the server cannot be reached", io);
        }
        return new ConnectionLostException("the WebSocket cannot be opened", failed);
    }
}
