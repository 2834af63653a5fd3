// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.wire;

import java.util.UUID;

/** Identifies an entry of the audit trail. */
public final class AuditEntryId extends TypedId {
    /** Wraps a value the server made or read. */
    public AuditEntryId(UUID value) {
        super(value);
    }

    /**
     * Reads the wire form.
     *
     * @throws IllegalArgumentException when it is not an id
     */
    public AuditEntryId(String text) {
        super(text);
    }
}
