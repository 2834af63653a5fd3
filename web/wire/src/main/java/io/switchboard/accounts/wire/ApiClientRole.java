// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.wire;

import io.switchboard.shared.wire.PublishedName;

/** What an API client may do. */
public enum ApiClientRole {
    /** Manages enterprises and their API clients; sees no enterprise's data. */
    ADMIN,
    /** Acts for its own enterprise. */
    ENTERPRISE;

    @Override
    public String toString() {
        return PublishedName.of(this);
    }
}
