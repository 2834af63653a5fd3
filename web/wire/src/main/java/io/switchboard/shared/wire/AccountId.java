// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.wire;

import java.util.UUID;

/** Names an account: a person or a role of one enterprise. */
public final class AccountId extends TypedId {
    /** Wraps a value the server made or read. */
    public AccountId(UUID value) {
        super(value);
    }

    /**
     * Reads the wire form.
     *
     * @throws IllegalArgumentException when it is not an id
     */
    public AccountId(String text) {
        super(text);
    }
}
