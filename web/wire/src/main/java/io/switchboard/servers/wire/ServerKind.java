// SPDX-License-Identifier: Apache-2.0
package io.switchboard.servers.wire;

import io.switchboard.shared.wire.PublishedName;

/** What a server is to those who use it. */
public enum ServerKind {
    /** Everybody's: where terminals enrol. */
    CENTRAL,
    /** One enterprise's own beside the central one: near its people, and good for them while the central one is away. */
    PRIVATE;

    @Override
    public String toString() {
        return PublishedName.of(this);
    }
}
