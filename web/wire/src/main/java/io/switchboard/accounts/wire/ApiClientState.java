// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.wire;

import io.switchboard.shared.wire.PublishedName;
import java.util.EnumSet;
import java.util.Set;

/** The life of an API client. */
public enum ApiClientState {
    /** Its secret and its tokens hold. */
    ACTIVE,
    /** Never let in again. */
    REVOKED;

    /** Where it may go from here. */
    public Set<ApiClientState> successors() {
        return switch (this) {
            case ACTIVE -> EnumSet.of(REVOKED);
            case REVOKED -> EnumSet.noneOf(ApiClientState.class);
        };
    }

    @Override
    public String toString() {
        return PublishedName.of(this);
    }
}
