// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.client;

import java.util.Optional;

/**
 * Where a terminal keeps its keys. Keys are kept <em>before</em> the server hears of them, so that an enrolment whose answer was lost
 * can be repeated with the same keys, which is harmless.
 */
public interface TerminalKeyStore {
    /** Keys that were made and may or may not have been enrolled. */
    Optional<TerminalKeys> pending();

    /** The enrolled terminal. */
    Optional<TerminalIdentity> identity();

    /** Keeps keys that are about to be enrolled. Durable when it returns. */
    void keep(TerminalKeys keys);

    /** Keeps the enrolled terminal. Durable when it returns. */
    void keep(TerminalIdentity identity);

    /** A store that forgets with the program: for tests and demonstrations. */
    static TerminalKeyStore inMemory() {
        return new MemoryKeyStore();
    }
}
