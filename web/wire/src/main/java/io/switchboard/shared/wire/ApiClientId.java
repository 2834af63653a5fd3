// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.wire;

import java.util.UUID;

/** Names an API client: a back end that calls the API with a secret. */
public final class ApiClientId extends TypedId {
    /** Wraps a value the server made or read. */
    public ApiClientId(UUID value) {
        super(value);
    }

    /**
     * Reads the wire form.
     *
     * @throws IllegalArgumentException when it is not an id
     */
    public ApiClientId(String text) {
        super(text);
    }
}
