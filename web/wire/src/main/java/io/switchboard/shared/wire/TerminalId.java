// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.wire;

import java.util.UUID;

/** Names a terminal: one enrolled device of one account. */
public final class TerminalId extends TypedId {
    /** Wraps a value the server made or read. */
    public TerminalId(UUID value) {
        super(value);
    }

    /**
     * Reads the wire form.
     *
     * @throws IllegalArgumentException when it is not an id
     */
    public TerminalId(String text) {
        super(text);
    }
}
