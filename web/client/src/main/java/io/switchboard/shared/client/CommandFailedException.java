// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.client;

import java.io.Serial;

/** A command that did not come to what it was told to do although the server did not refuse: exit code 1 with this message. */
public final class CommandFailedException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    /** With a message for people. */
    public CommandFailedException(String message) {
        super(message);
    }
}
