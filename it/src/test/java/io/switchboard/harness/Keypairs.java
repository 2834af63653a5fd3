// SPDX-License-Identifier: Apache-2.0
package io.switchboard.harness;

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
import java.util.Map;

/** Keys as a terminal makes them, and what it signs with them. */
public final class Keypairs {
    private Keypairs() {}

    /** A new P-256 key pair. */
    public static ECKey fresh() {
        try {
            return new ECKeyGenerator(Curve.P_256).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The public half, as requests carry it. */
    public static Map<String, String> publicJwk(ECKey key) {
        return Map.of(
                "kty",
                "EC",
                "crv",
                "P-256",
                "x",
                key.getX().toString(),
                "y",
                key.getY().toString());
    }

    /** Signs claims with ES256. */
    public static String sign(String type, JWTClaimsSet claims, ECKey key) {
        try {
            SignedJWT jwt = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.ES256)
                            .type(new JOSEObjectType(type))
                            .build(),
                    claims);
            jwt.sign(new ECDSASigner(key));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The proof that belongs to an enrolment; the code as it is handed out. */
    public static String enrolmentProof(ServerUnderTest server, String code, ECKey sig, ECKey enc) {
        try {
            return sign(
                    "enrolment+jwt",
                    new JWTClaimsSet.Builder()
                            .audience(server.address())
                            .claim("code", code.replace("-", ""))
                            .claim("enc", enc.computeThumbprint().toString())
                            .build(),
                    sig);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
