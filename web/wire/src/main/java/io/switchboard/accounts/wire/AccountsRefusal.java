// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.wire;

import io.switchboard.shared.wire.PublishedName;
import io.switchboard.shared.wire.RefusalCode;
import io.switchboard.shared.wire.RefusalKind;

/** Why the accounts feature says no. */
public enum AccountsRefusal implements RefusalCode {
    ADDRESS_TAKEN(RefusalKind.CONFLICT, "Another account of the enterprise has this address"),
    EXTERNAL_ID_TAKEN(RefusalKind.CONFLICT, "Another account of the enterprise has this external id"),
    ADDRESS_INVALID(RefusalKind.INVALID, "The address is not valid"),
    ENROLMENT_REFUSED(RefusalKind.FORBIDDEN, "The enrolment code does not hold, or its proof does not"),
    KEY_INVALID(RefusalKind.INVALID, "A key is not an acceptable public P-256 key"),
    TERMINAL_LIMIT(RefusalKind.CONFLICT, "The account has as many terminals in use as it may have"),
    SECRET_MUST_BE_REPLACED(RefusalKind.FORBIDDEN, "The one-time secret must be replaced first");

    private final RefusalKind kind;
    private final String title;

    AccountsRefusal(RefusalKind kind, String title) {
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
