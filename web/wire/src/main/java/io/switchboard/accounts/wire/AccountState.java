// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.wire;

import io.switchboard.shared.wire.PublishedName;
import java.util.EnumSet;
import java.util.Set;

/** The life of an account: whether anybody may still act for it, and what is still known of it. */
public enum AccountState {
    /** In use. */
    ACTIVE,
    /** Nobody may act for it any more; what is known of it is being removed. */
    ERASING,
    /** Nothing personal is left; its id stays, so that what others keep goes on naming something. */
    ERASED;

    /** Where an account in this state may go. */
    public Set<AccountState> successors() {
        return switch (this) {
            case ACTIVE -> EnumSet.of(ERASING);
            case ERASING -> EnumSet.of(ERASED);
            case ERASED -> EnumSet.noneOf(AccountState.class);
        };
    }

    @Override
    public String toString() {
        return PublishedName.of(this);
    }
}
