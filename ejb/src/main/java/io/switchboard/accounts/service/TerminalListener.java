// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.service;

import io.switchboard.shared.wire.TerminalId;
import java.util.List;

/** Told of a terminal's beginning and end, inside the transaction that makes it so. */
public interface TerminalListener {
    /** The terminal has just been enrolled. */
    void enrolled(TerminalId terminal);

    /** These terminals of one account have just been revoked, all that are in this transaction. In the order of their ids. */
    void revoked(List<TerminalId> terminals);
}
