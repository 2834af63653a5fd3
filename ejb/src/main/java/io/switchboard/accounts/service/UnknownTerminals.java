// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.service;

import io.switchboard.shared.wire.TerminalId;

/** Told of a terminal that wants a token, before anybody looks whether it is known: it may be known elsewhere. */
public interface UnknownTerminals {
    /**
     * Makes it known here where that can be. Outside any transaction; may wait.
     *
     * @param id as the terminal itself says, unproven
     */
    void meet(TerminalId id);
}
