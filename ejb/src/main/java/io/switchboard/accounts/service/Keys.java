// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.service;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import io.switchboard.accounts.wire.AccountsRefusal;
import io.switchboard.accounts.wire.PublicJwk;
import io.switchboard.shared.model.RefusedException;

/** From wire keys to the library's. */
final class Keys {
    private Keys() {}

    /**
     * Reads a public key and checks that its point is on the curve.
     *
     * @throws RefusedException {@code key-invalid}
     */
    static ECKey parse(PublicJwk key, String pointer) {
        try {
            return of(key.x(), key.y());
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw RefusedException.field(AccountsRefusal.KEY_INVALID, pointer, "The point is not on the curve P-256");
        }
    }

    /** A key that was checked before. */
    static ECKey of(String x, String y) {
        return new ECKey.Builder(Curve.P_256, new Base64URL(x), new Base64URL(y)).build();
    }
}
