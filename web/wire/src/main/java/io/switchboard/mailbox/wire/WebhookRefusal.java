// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.wire;

import io.switchboard.shared.wire.PublishedName;
import io.switchboard.shared.wire.RefusalCode;
import io.switchboard.shared.wire.RefusalKind;

/** Why webhooks say no. */
public enum WebhookRefusal implements RefusalCode {
    WEBHOOK_LIMIT(RefusalKind.CONFLICT, "The enterprise has as many webhooks as it may have"),
    WEBHOOK_BACKLOG(RefusalKind.CONFLICT, "As much waits for the webhook as may"),
    TARGET_REFUSED(RefusalKind.INVALID, "Nothing is delivered to this address");

    private final RefusalKind kind;
    private final String title;

    WebhookRefusal(RefusalKind kind, String title) {
        this.kind = kind;
        this.title = title;
    }

    @Override
    public String code() {
        return PublishedName.of(this);
    }

    @Override
    public RefusalKind kind() {
        return kind;
    }

    @Override
    public String title() {
        return title;
    }
}
