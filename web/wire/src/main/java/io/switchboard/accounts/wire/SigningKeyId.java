// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.wire;

import io.switchboard.shared.wire.TypedId;
import java.util.UUID;

/** Names a key that signs access tokens; their {@code kid}. */
public final class SigningKeyId extends TypedId {
    /** Wraps a value the server made or read. */
    public SigningKeyId(UUID value) {
        super(value);
    }

    /**
     * Reads the wire form.
     *
     * @throws IllegalArgumentException when it is not an id
     */
    public SigningKeyId(String text) {
        super(text);
    }
}
