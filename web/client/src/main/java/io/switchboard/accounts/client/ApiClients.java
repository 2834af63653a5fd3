// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.client;

import io.switchboard.accounts.wire.ApiClientView;
import io.switchboard.accounts.wire.RotateSecretRequest;
import io.switchboard.shared.client.AccountSession;
import io.switchboard.shared.client.ApiPath;
import io.switchboard.shared.client.ApiSession;
import io.switchboard.shared.client.IdempotencyKey;
import io.switchboard.shared.client.Session;
import java.util.Optional;

/** The API client that a session belongs to. Those of all enterprises are the administrator's: {@link Enterprises}. */
public final class ApiClients {
    private static final ApiPath ROTATION =
            ApiPath.of("api-clients").slash("me").slash("secret-rotation");

    private final Session session;

    private ApiClients(Session session) {
        this.session = session;
    }

    /** With the API client's own session; one that may only act for accounts uses {@link #of(AccountSession)}. */
    public static ApiClients of(ApiSession session) {
        return new ApiClients(session.session());
    }

    /** With the session of an API client that acts for an account. */
    public static ApiClients of(AccountSession session) {
        return new ApiClients(session.session());
    }

    /**
     * Gets a new secret. The answer has it, this one time: keep it before the overlap is over. The session goes on with the old one as
     * long as that holds.
     *
     * @param key keep it before you ask: whoever loses the answer gets it again with the same key, as long as the old secret holds
     */
    public ApiClientView rotateSecret(RotateSecretRequest request, IdempotencyKey key) {
        return session.post(ROTATION, Optional.of(request), ApiClientView.class, key);
    }
}
