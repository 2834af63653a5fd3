// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.wire;

import io.switchboard.shared.wire.PublishedName;

/** What sort of real address an account is reached by. */
public enum AddressKind {
    /** A telephone number, E.164. */
    PHONE,
    /** An account at a social provider. */
    SOCIAL;

    @Override
    public String toString() {
        return PublishedName.of(this);
    }
}
