// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.client;

import io.switchboard.shared.wire.AccountId;

/** A session of an API client: it manages what is its own, and acts for any account of its enterprise. */
public final class ApiSession {
    private final Session session;

    ApiSession(Session session) {
        this.session = session;
    }

    /** The requests themselves, for the features. */
    public Session session() {
        return session;
    }

    /** A session in which this API client acts for one account; needs the scope {@code act}. */
    public AccountSession actingFor(AccountId account) {
        Session acting = session.actingFor(account);
        return () -> acting;
    }
}
