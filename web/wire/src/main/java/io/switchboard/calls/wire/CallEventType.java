// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.wire;

import io.switchboard.shared.wire.CloudEvent;
import io.switchboard.shared.wire.EventType;
import io.switchboard.shared.wire.PublishedName;

/** What happens to calls. The data is the {@link CallView} of the side that is told. */
public enum CallEventType implements EventType {
    /** The owner's terminals ring. */
    RINGING(Audience.ALL),
    /** The owner has answered: to the terminal that did, and to the caller's. */
    ANSWERED(Audience.ALL),
    /** The owner has answered elsewhere: to the others that rang. */
    ANSWERED_ELSEWHERE(Audience.TERMINALS),
    /** Both sides are connected. */
    CONNECTED(Audience.ALL),
    /** Over after an answer. */
    ENDED(Audience.ALL),
    /** The owner said no. */
    REJECTED(Audience.ALL),
    /** The caller gave up. */
    CANCELLED(Audience.ALL),
    /** Nobody has answered in time. */
    MISSED(Audience.ALL),
    /** Every terminal that rang is busy. */
    BUSY(Audience.ALL),
    /** It could not go on: a deadline has passed, or a terminal is gone. */
    FAILED(Audience.ALL);

    private final Audience audience;

    CallEventType(Audience audience) {
        this.audience = audience;
    }

    @Override
    public String type() {
        return CloudEvent.TYPE_PREFIX + "call." + PublishedName.of(this);
    }

    @Override
    public Class<?> data() {
        return CallView.class;
    }

    @Override
    public Audience audience() {
        return audience;
    }
}
