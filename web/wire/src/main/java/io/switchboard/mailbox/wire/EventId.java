// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.wire;

import io.switchboard.shared.wire.TypedId;
import java.util.UUID;

/** Names an event of an enterprise; the id of its CloudEvent. */
public final class EventId extends TypedId {
    /** Wraps a value the server made or read. */
    public EventId(UUID value) {
        super(value);
    }

    /**
     * Reads the wire form.
     *
     * @throws IllegalArgumentException when it is not an id
     */
    public EventId(String text) {
        super(text);
    }
}
