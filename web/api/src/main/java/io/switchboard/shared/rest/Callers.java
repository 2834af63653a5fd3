// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.rest;

/** Kinds of callers, for the table endpoint × caller. */
public enum Callers {
    /** Whoever. */
    ANYONE,
    /** The administrator's API client. */
    ADMIN,
    /** An enterprise's API client with the scope {@code manage}. */
    MANAGER,
    /** An enterprise's API client that acts for one of its accounts. */
    ACTING,
    /** A private server: an enterprise's API client with the scope {@code federate}. */
    PRIVATE_SERVER,
    /** A terminal. */
    TERMINAL
}
