// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.wire;

import io.switchboard.shared.wire.TypedId;
import java.util.UUID;

/** Names a delivery: one event on its way to one webhook. */
public final class WebhookDeliveryId extends TypedId {
    /** Wraps a value the server made or read. */
    public WebhookDeliveryId(UUID value) {
        super(value);
    }

    /**
     * Reads the wire form.
     *
     * @throws IllegalArgumentException when it is not an id
     */
    public WebhookDeliveryId(String text) {
        super(text);
    }
}
