// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.service;

import io.switchboard.shared.wire.TerminalId;

/** Told of a terminal's beginning and end, inside the transaction that makes it so. */
public interface TerminalListener {
    /** The terminal has just been enrolled. */
    void enrolled(TerminalId terminal);

    /** The terminal has just been revoked. */
    void revoked(TerminalId terminal);
}
