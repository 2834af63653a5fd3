// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.service;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.switchboard.accounts.model.Terminal;
import io.switchboard.accounts.wire.PublicJwk;
import io.switchboard.shared.wire.AccountId;
import io.switchboard.shared.wire.EnterpriseId;
import io.switchboard.shared.wire.TerminalId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A device with the two key pairs that it made for itself. */
final class Device {
    final ECKey sig = freshKey();
    final ECKey enc = freshKey();

    static ECKey freshKey() {
        try {
            return new ECKeyGenerator(Curve.P_256).generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    /** The terminal that the server has made of it. */
    Terminal enrolled(UUID id, Instant now) {
        return new Terminal(
                new TerminalId(id),
                new EnterpriseId(new UUID(9, 1)),
                new AccountId(new UUID(9, 2)),
                "Phone",
                point(sig),
                point(enc),
                now);
    }

    String signs(@Nullable String type, JWTClaimsSet claims) {
        return signed(sig, type, claims);
    }

    static String signed(ECKey key, @Nullable String type, JWTClaimsSet claims) {
        JWSHeader.Builder header = new JWSHeader.Builder(JWSAlgorithm.ES256);
        if (type != null) {
            header.type(new JOSEObjectType(type));
        }
        SignedJWT jwt = new SignedJWT(header.build(), claims);
        try {
            jwt.sign(new ECDSASigner(key));
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
        return jwt.serialize();
    }

    static PublicJwk jwk(ECKey key) {
        return new PublicJwk("EC", "P-256", key.getX().toString(), key.getY().toString());
    }

    private static Terminal.Point point(ECKey key) {
        return new Terminal.Point(key.getX().toString(), key.getY().toString());
    }
}
