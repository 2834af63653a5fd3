// SPDX-License-Identifier: Apache-2.0
package io.switchboard.servers.service;

/** The central server does not answer, or not as one: who asks goes on without it. */
public final class CentralAwayException extends Exception {
    private static final long serialVersionUID = 1L;

    CentralAwayException(String message) {
        super(message);
    }

    CentralAwayException(String message, Throwable cause) {
        super(message, cause);
    }
}
