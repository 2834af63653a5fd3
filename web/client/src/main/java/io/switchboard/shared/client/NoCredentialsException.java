// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.client;

import java.io.Serial;

/** The command needs credentials that neither the profile nor the environment has. The message says how to get them. */
public final class NoCredentialsException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    /** With a message for people. */
    public NoCredentialsException(String message) {
        super(message);
    }
}
