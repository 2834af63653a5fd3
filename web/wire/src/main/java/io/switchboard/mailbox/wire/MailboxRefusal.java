// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.wire;

import io.switchboard.shared.wire.PublishedName;
import io.switchboard.shared.wire.RefusalCode;
import io.switchboard.shared.wire.RefusalKind;

/** Why the mailbox says no. */
public enum MailboxRefusal implements RefusalCode {
    NEVER_SENT(RefusalKind.CONFLICT, "No event with this sequence was ever sent"),
    EVENTS_PURGED(RefusalKind.GONE, "Events after this position are gone"),
    TOO_MANY_READERS(RefusalKind.TOO_MANY, "The terminal has as many readers as it may have");

    private final RefusalKind kind;
    private final String title;

    MailboxRefusal(RefusalKind kind, String title) {
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
