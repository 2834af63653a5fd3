// SPDX-License-Identifier: Apache-2.0
package io.switchboard.mailbox.client;

import io.switchboard.mailbox.wire.EnterpriseEventView;
import io.switchboard.shared.client.ApiPath;
import io.switchboard.shared.client.ApiSession;
import io.switchboard.shared.client.Listing;
import io.switchboard.shared.client.Session;
import io.switchboard.shared.wire.AccountId;
import java.time.Instant;
import java.util.Optional;

/** What has happened to an enterprise's accounts; for its API clients with the scope {@code manage}. */
public final class Events {
    private static final ApiPath EVENTS = ApiPath.of("events");

    private final Session session;

    private Events(Session session) {
        this.session = session;
    }

    /**
     * Which events; what is empty excludes none.
     *
     * @param type a type, {@code call.ringing}, or all that begin alike, {@code call.*}
     * @param account only what concerns it
     * @param since nothing earlier
     */
    public record Filter(Optional<String> type, Optional<AccountId> account, Optional<Instant> since) {
        /** All that are kept. */
        public static final Filter NONE = new Filter(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** With an enterprise's session. */
    public static Events of(ApiSession enterprise) {
        return new Events(enterprise.session());
    }

    /** Those that the filter lets through, newest first. */
    public Listing<EnterpriseEventView> list(Filter filter) {
        return session.list(
                EVENTS.with("type", filter.type())
                        .with("account", filter.account())
                        .with("since", filter.since()),
                EnterpriseEventView.class);
    }
}
