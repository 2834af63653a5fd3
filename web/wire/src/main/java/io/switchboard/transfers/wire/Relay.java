// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.wire;

import io.switchboard.shared.wire.PublishedName;

/** What two servers, a private one and its central, have to do with one transfer. */
public enum Relay {
    /** At the central: the private server fetches the content and delivers it. Nobody is offered the transfer here. */
    LENT,
    /** At the private server: the content comes from the central, and is delivered here. */
    FETCHED,
    /** At the private server: the central delivers it. Nobody is offered the transfer here. */
    DELEGATED;

    /** Whether the target is offered the transfer by this server. */
    public boolean isOffered() {
        return this == FETCHED;
    }

    @Override
    public String toString() {
        return PublishedName.of(this);
    }
}
