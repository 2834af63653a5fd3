// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.wire;

import io.switchboard.shared.wire.CloudEvent;
import io.switchboard.shared.wire.EventType;
import io.switchboard.shared.wire.PublishedName;

/** What happens to virtual identifiers. The data is the {@link VirtualIdentifierView}, without codes. */
public enum VirtualIdentifierEventType implements EventType {
    /** It was edited, paused, resumed or revoked. */
    CHANGED,
    /** Its last use was counted. */
    EXHAUSTED,
    /** Its time is over. */
    EXPIRED;

    @Override
    public String type() {
        return CloudEvent.TYPE_PREFIX + "virtual-identifier." + PublishedName.of(this);
    }

    @Override
    public Class<?> data() {
        return VirtualIdentifierView.class;
    }

    @Override
    public Audience audience() {
        return Audience.ALL;
    }
}
