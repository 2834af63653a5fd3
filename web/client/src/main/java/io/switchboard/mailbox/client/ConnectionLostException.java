// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.client;

import java.io.Serial;

/** A connection that could not be opened, or broke while something was sent. */
final class ConnectionLostException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final boolean unauthenticated;

    ConnectionLostException(String message, Throwable cause) {
        this(message, cause, false);
    }

    private ConnectionLostException(String message, Throwable cause, boolean unauthenticated) {
        super(message, cause);
        this.unauthenticated = unauthenticated;
    }

    /** The server did not take the access token. */
    static ConnectionLostException unauthenticated(Throwable cause) {
        return new ConnectionLostException("the server did not take the access token", cause, true);
    }

    boolean unauthenticated() {
        return unauthenticated;
    }
}
