// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.wire;

import io.switchboard.shared.wire.CloudEvent;
import io.switchboard.shared.wire.EventType;
import io.switchboard.shared.wire.PublishedName;

/** What happens to accounts. The data is the {@link AccountView}. */
public enum AccountEventType implements EventType {
    /** Nothing is left of it but its id. */
    ERASED;

    @Override
    public String type() {
        return CloudEvent.TYPE_PREFIX + "account." + PublishedName.of(this);
    }

    @Override
    public Class<?> data() {
        return AccountView.class;
    }

    @Override
    public Audience audience() {
        return Audience.ENTERPRISE;
    }
}
