// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.wire;

import io.switchboard.shared.wire.TypedId;
import java.util.UUID;

/** Names a webhook: where an enterprise is told of events. */
public final class WebhookId extends TypedId {
    /** Wraps a value the server made or read. */
    public WebhookId(UUID value) {
        super(value);
    }

    /**
     * Reads the wire form.
     *
     * @throws IllegalArgumentException when it is not an id
     */
    public WebhookId(String text) {
        super(text);
    }
}
