// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.wire;

import io.switchboard.shared.wire.PublishedName;
import io.switchboard.shared.wire.RefusalCode;
import io.switchboard.shared.wire.RefusalKind;

/** Why the calls feature says no. */
public enum CallsRefusal implements RefusalCode {
    /** The one answer to every call that is not let through, whatever the cause. */
    CALL_REFUSED(RefusalKind.FORBIDDEN, "The call was not let through"),
    CODE_MISTYPED(RefusalKind.INVALID, "The code has a typing error"),
    /** Before anything is looked up: the same for a code that there is and for one that there is not. */
    TOO_MANY_ATTEMPTS(RefusalKind.TOO_MANY, "Too many calls were tried"),
    ANSWERED_ELSEWHERE(RefusalKind.CONFLICT, "Another terminal has answered"),
    IDENTIFIER_CLOSED(RefusalKind.CONFLICT, "The identifier was closed while the call was ringing"),
    FORM_NOT_ISSUED(RefusalKind.NOT_FOUND, "The identifier has no code of this form"),
    BLOCK_LIMIT(RefusalKind.CONFLICT, "The identifier blocks as many callers as it may");

    private final RefusalKind kind;
    private final String title;

    CallsRefusal(RefusalKind kind, String title) {
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
