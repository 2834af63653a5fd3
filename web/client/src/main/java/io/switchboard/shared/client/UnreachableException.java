// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.client;

import java.io.IOException;
import java.io.Serial;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * There was no answer. What the request asked for may or may not have happened: repeat it with the same idempotency key, or read what
 * is there.
 */
public final class UnreachableException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final String origin;

    UnreachableException(URI uri, IOException cause) {
        this(uri, "The server at " + origin(uri) + " cannot be reached: " + reason(cause), cause);
    }

    private UnreachableException(URI uri, String message, Exception cause) {
        super(message, cause);
        origin = origin(uri);
    }

    /** For a server that stopped in the middle of its answer. */
    static UnreachableException cutOff(URI uri, IOException cause) {
        return new UnreachableException(
                uri, "The server at " + origin(uri) + " stopped in the middle of its answer", cause);
    }

    /** For a thread that was interrupted while it waited; it stays marked as interrupted. */
    static UnreachableException interrupted(URI uri, InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new UnreachableException(uri, "Interrupted while waiting for the server at " + origin(uri), cause);
    }

    /** Whether it was this server. */
    boolean isOf(URI server) {
        return origin.equals(origin(server));
    }

    /** Whether nobody failed, but the waiting thread was told to stop. */
    public boolean wasInterrupted() {
        return getCause() instanceof InterruptedException;
    }

    private static String origin(URI uri) {
        return uri.getScheme() + "://" + uri.getAuthority();
    }

    /** The name was looked up in vain; how deep the client says so is its own affair. */
    private static boolean findsNobody(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .anyMatch(
                        cause -> cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException);
    }

    private static String reason(IOException cause) {
        if (cause instanceof HttpConnectTimeoutException) {
            return "it does not take connections in time";
        }
        if (cause instanceof HttpTimeoutException) {
            return "it does not answer in time";
        }
        if (cause instanceof ConnectException && findsNobody(cause)) {
            return "no machine of this name is known here; is the address right?";
        }
        if (cause instanceof ConnectException) {
            return "nothing accepts connections there; is the server running, and is the address right?";
        }
        @Nullable String message = cause.getMessage();
        return message == null ? "the connection broke" : message;
    }
}
