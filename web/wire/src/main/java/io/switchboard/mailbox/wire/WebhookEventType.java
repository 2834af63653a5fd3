// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.wire;

import io.switchboard.shared.wire.CloudEvent;
import io.switchboard.shared.wire.EventType;
import io.switchboard.shared.wire.PublishedName;

/** What happens to webhooks. The data is the {@link WebhookView}, without the secret. */
public enum WebhookEventType implements EventType {
    /** The server has disabled it: its receiver is gone, or has failed for days. The others are told. */
    DISABLED,
    /** It tells nothing: somebody tries the webhook. */
    TEST;

    @Override
    public String type() {
        return CloudEvent.TYPE_PREFIX + "webhook." + PublishedName.of(this);
    }

    @Override
    public Class<?> data() {
        return WebhookView.class;
    }

    @Override
    public Audience audience() {
        return Audience.ENTERPRISE;
    }
}
