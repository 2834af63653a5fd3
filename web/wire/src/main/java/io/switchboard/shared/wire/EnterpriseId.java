// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.wire;

import java.util.UUID;

/** Names an enterprise (tenant). */
public final class EnterpriseId extends TypedId {
    /** Wraps a value the server made or read. */
    public EnterpriseId(UUID value) {
        super(value);
    }

    /**
     * Reads the wire form.
     *
     * @throws IllegalArgumentException when it is not an id
     */
    public EnterpriseId(String text) {
        super(text);
    }
}
