// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.client;

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
import io.switchboard.accounts.wire.PublicJwk;
import java.security.SecureRandom;
import java.text.ParseException;
import java.util.Map;

/** A terminal's two key pairs (P-256), made on the device: one signs, others encrypt to the other. One key, one use. */
public final class TerminalKeys {
    private final ECKey sig;
    private final ECKey enc;

    private TerminalKeys(ECKey sig, ECKey enc) {
        this.sig = sig;
        this.enc = enc;
    }

    /** Makes new ones. */
    public static TerminalKeys generate(SecureRandom random) {
        try {
            return new TerminalKeys(
                    new ECKeyGenerator(Curve.P_256).secureRandom(random).generate(),
                    new ECKeyGenerator(Curve.P_256).secureRandom(random).generate());
        } catch (JOSEException impossible) {
            throw new IllegalStateException("this Java has no P-256", impossible);
        }
    }

    /**
     * Reads private JWKs (RFC 7517).
     *
     * @throws IllegalArgumentException when they are no private P-256 keys
     */
    public static TerminalKeys of(Map<String, Object> sig, Map<String, Object> enc) {
        return new TerminalKeys(parse(sig), parse(enc));
    }

    /** The public half of the key that signs. */
    public PublicJwk sig() {
        return publicJwk(sig);
    }

    /** The public half of the key that others encrypt to. */
    public PublicJwk enc() {
        return publicJwk(enc);
    }

    /** The key that signs as a private JWK: for storing it, nothing else. */
    public Map<String, Object> privateSig() {
        return sig.toJSONObject();
    }

    /** The key that others encrypt to as a private JWK: for storing it, nothing else. */
    public Map<String, Object> privateEnc() {
        return enc.toJSONObject();
    }

    /** The RFC 7638 SHA-256 thumbprint of the key that others encrypt to. */
    String encThumbprint() {
        try {
            return enc.computeThumbprint().toString();
        } catch (JOSEException impossible) {
            throw new IllegalStateException("this Java has no SHA-256", impossible);
        }
    }

    /** A JWT of this type, signed with {@code sig} (ES256). */
    String sign(String type, JWTClaimsSet claims) {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .type(new JOSEObjectType(type))
                        .build(),
                claims);
        try {
            jwt.sign(new ECDSASigner(sig));
        } catch (JOSEException impossible) {
            throw new IllegalStateException("this Java has no ES256", impossible);
        }
        return jwt.serialize();
    }

    private static PublicJwk publicJwk(ECKey key) {
        return new PublicJwk("EC", "P-256", key.getX().toString(), key.getY().toString());
    }

    private static ECKey parse(Map<String, Object> jwk) {
        try {
            ECKey key = ECKey.parse(jwk);
            if (!key.isPrivate() || !Curve.P_256.equals(key.getCurve())) {
                throw new IllegalArgumentException("not a private P-256 key");
            }
            return key;
        } catch (ParseException malformed) {
            throw new IllegalArgumentException("not a key", malformed);
        }
    }
}
