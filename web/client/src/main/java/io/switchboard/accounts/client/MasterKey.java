// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.client;

import io.switchboard.shared.client.ApiPath;
import io.switchboard.shared.client.ApiSession;
import io.switchboard.shared.client.IdempotencyKey;
import io.switchboard.shared.client.Session;
import io.switchboard.shared.wire.MasterKeyView;
import java.util.Optional;

/** The key above all secrets of a server; for the administrator's API client. The key itself never leaves its server. */
public final class MasterKey {
    private static final ApiPath ROTATION = ApiPath.of("master-key").slash("rotation");

    private final Session session;

    private MasterKey(Session session) {
        this.session = session;
    }

    /** With the administrator's session. */
    public static MasterKey of(ApiSession admin) {
        return new MasterKey(admin.session());
    }

    /** Has the server make a new one; {@code master-key-elsewhere} when it does not keep its master key itself. */
    public MasterKeyView rotate() {
        return session.post(ROTATION, Optional.empty(), MasterKeyView.class);
    }

    /** The same, once for this key of the request. */
    public MasterKeyView rotate(IdempotencyKey key) {
        return session.post(ROTATION, Optional.empty(), MasterKeyView.class, key);
    }
}
