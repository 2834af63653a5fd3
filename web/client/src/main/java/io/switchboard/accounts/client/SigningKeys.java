// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.client;

import io.switchboard.accounts.wire.SigningKeyId;
import io.switchboard.accounts.wire.SigningKeyView;
import io.switchboard.shared.client.ApiPath;
import io.switchboard.shared.client.ApiSession;
import io.switchboard.shared.client.IdempotencyKey;
import io.switchboard.shared.client.Listing;
import io.switchboard.shared.client.Session;
import java.util.Optional;

/** The keys with which a server signs access tokens; for the administrator's API client. */
public final class SigningKeys {
    private static final ApiPath SIGNING_KEYS = ApiPath.of("signing-keys");

    private final Session session;

    private SigningKeys(Session session) {
        this.session = session;
    }

    /** With the administrator's session. */
    public static SigningKeys of(ApiSession admin) {
        return new SigningKeys(admin.session());
    }

    /** Makes the key that takes over when everybody has had the time to read it. */
    public SigningKeyView rotate() {
        return session.post(SIGNING_KEYS, Optional.empty(), SigningKeyView.class);
    }

    /** The same, once for this key of the request. */
    public SigningKeyView rotate(IdempotencyKey key) {
        return session.post(SIGNING_KEYS, Optional.empty(), SigningKeyView.class, key);
    }

    /** Takes one away that others may know: its tokens end at once, this session's too, and another one signs. */
    public void revoke(SigningKeyId id) {
        session.delete(SIGNING_KEYS.slash(id));
    }

    /** Those that are published, newest first. */
    public Listing<SigningKeyView> list() {
        return session.list(SIGNING_KEYS, SigningKeyView.class);
    }
}
