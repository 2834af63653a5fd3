// SPDX-License-Identifier: Apache-2.0
package io.switchboard.transfers.wire;

import io.switchboard.shared.wire.CloudEvent;
import io.switchboard.shared.wire.EventType;
import io.switchboard.shared.wire.PublishedName;

/** What happens to transfers. The data is the {@link TransferView} of the side that is told. */
public enum TransferEventType implements EventType {
    /** Somebody sends something: to the target's terminals, at once. */
    OFFERED,
    /** The source has begun to upload a content of 1 MiB or more: to the target's terminals, which may fetch it as it comes. */
    UPLOADING,
    /** The server has all of the content: to the target's terminals. */
    READY,
    /** The target has it: to the source, and to the target's other terminals. */
    RECEIVED,
    /** The target said no: to the source. */
    DECLINED,
    /** Its time ran out: to both. */
    EXPIRED,
    /** The source took it back: to the target. */
    CANCELLED,
    /** The content did not come, or is not what its code says: to both. */
    FAILED;

    @Override
    public String type() {
        return CloudEvent.TYPE_PREFIX + "transfer." + PublishedName.of(this);
    }

    @Override
    public Class<?> data() {
        return TransferView.class;
    }

    @Override
    public Audience audience() {
        return Audience.ALL;
    }
}
