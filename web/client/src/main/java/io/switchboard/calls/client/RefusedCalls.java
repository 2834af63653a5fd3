// SPDX-License-Identifier: Apache-2.0
package io.switchboard.calls.client;

import io.switchboard.calls.wire.RefusalCause;
import io.switchboard.calls.wire.RefusedCallView;
import io.switchboard.shared.client.ApiPath;
import io.switchboard.shared.client.ApiSession;
import io.switchboard.shared.client.Listing;
import io.switchboard.shared.client.Session;
import io.switchboard.shared.wire.VirtualIdentifierId;
import java.time.Instant;
import java.util.Optional;

/** The calls to an enterprise's identifiers that were not let through. */
public final class RefusedCalls {
    private static final ApiPath REFUSED = ApiPath.of("refused-calls");

    private final Session session;

    private RefusedCalls(Session session) {
        this.session = session;
    }

    /** With an enterprise's session. */
    public static RefusedCalls of(ApiSession enterprise) {
        return new RefusedCalls(enterprise.session());
    }

    /** Newest first; of one identifier, for one cause, since a moment, or all. */
    public Listing<RefusedCallView> list(
            Optional<VirtualIdentifierId> identifier, Optional<RefusalCause> cause, Optional<Instant> since) {
        return session.list(
                REFUSED.with("identifier", identifier).with("cause", cause).with("since", since),
                RefusedCallView.class);
    }
}
