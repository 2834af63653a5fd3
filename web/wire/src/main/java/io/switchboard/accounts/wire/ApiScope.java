// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.wire;

import io.switchboard.shared.wire.PublishedName;

/** What an enterprise's API client is trusted with. */
public enum ApiScope {
    /** Manage accounts, enrolments, terminals and settings. */
    MANAGE,
    /** Act for any account of the enterprise, named in the header {@code Switchboard-Account}. */
    ACT,
    /** Be a private server of the enterprise: know its terminals, and ask for contents for sources that have proven them. */
    FEDERATE;

    @Override
    public String toString() {
        return PublishedName.of(this);
    }
}
