// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.client;

import io.switchboard.shared.client.ApiPath;
import io.switchboard.shared.client.ProblemException;
import io.switchboard.shared.client.Session;
import io.switchboard.shared.client.Surroundings;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Reads a mailbox as server-sent events: one answer that does not end. */
final class StreamTransport implements EventTransport {
    private static final ApiPath STREAM = ApiPath.of("mailbox").slash("stream");
    private static final int UNAUTHENTICATED = 401;

    /** After this long it is worth trying a WebSocket again. */
    private static final Duration LIFE = Duration.ofMinutes(5);

    private final Session session;
    private final Mailbox mailbox;
    private final boolean findable;
    private final Duration opensWithin;

    StreamTransport(Session session, Mailbox mailbox, boolean findable, Duration opensWithin) {
        this.findable = findable;
        this.session = session;
        this.mailbox = mailbox;
        this.opensWithin = opensWithin;
    }

    @Override
    public Transport way() {
        return Transport.SSE;
    }

    @Override
    public Connection open(OptionalLong after) throws InterruptedException {
        ApiPath path = EventTransport.path(STREAM, after, findable);
        String token = session.accessToken().orElseThrow();
        Surroundings surroundings = session.server().surroundings();
        StreamConnection connection = new StreamConnection(mailbox::acknowledge, surroundings, LIFE);
        CompletableFuture<Void> opening = session.openStream(path, token, connection);
        try {
            opening.get(opensWithin.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            opening.cancel(true);
            connection.close();
            throw new ConnectionLostException("the stream did not open in time", late);
        } catch (InterruptedException interrupted) {
            opening.cancel(true);
            connection.close();
            throw interrupted;
        } catch (ExecutionException failed) {
            throw refused(failed, token);
        }
        return connection;
    }

    private RuntimeException refused(ExecutionException failed, String token) {
        if (failed.getCause() instanceof ProblemException problem) {
            if (problem.status() == UNAUTHENTICATED) {
                session.refused(token);
                return ConnectionLostException.unauthenticated(problem);
            }
            return problem;
        }
        if (failed.getCause() instanceof IOException io) {
            return new ConnectionLostException("the server cannot be reached", io);
        }
        return new ConnectionLostException("the stream cannot be opened", failed);
    }
}
