// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.switchboard.harness.Keypairs;
import java.text.ParseException;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;

/** Authorization headers that must open nothing, each made from what once was a good token. */
final class BadTokens {
    private BadTokens() {}

    /** By what is wrong with them. */
    static Map<String, String> of(Stage stage) {
        String good = stage.door().token();
        if (good == null) {
            throw new AssertionError("A terminal has no token");
        }
        Map<String, String> all = new LinkedHashMap<>();
        all.put("no", "");
        all.put("an empty", "Bearer ");
        all.put("a nonsense", "Bearer nonsense");
        all.put("a dotted nonsense", "Bearer a.b.c");
        all.put("an oversize", "Bearer " + "x".repeat(4000));
        all.put("a good, but of another scheme,", "Basic " + good);
        all.put("a doubled", "Bearer " + good + " " + good);
        all.put("a truncated", "Bearer " + good.substring(0, good.lastIndexOf('.') + 1));
        all.put("a tampered", "Bearer " + tampered(good));
        try {
            forged(stage, SignedJWT.parse(good)).forEach((what, token) -> all.put(what, "Bearer " + token));
        } catch (ParseException | JOSEException e) {
            throw new IllegalStateException(e);
        }
        return all;
    }

    /** Another signature of the right length. */
    private static String tampered(String token) {
        int dot = token.lastIndexOf('.');
        byte[] signature = Base64.getUrlDecoder().decode(token.substring(dot + 1));
        signature[signature.length / 2] ^= 1;
        return token.substring(0, dot + 1)
                + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
    }

    private static Map<String, String> forged(Stage stage, SignedJWT good) throws ParseException, JOSEException {
        JWTClaimsSet claims = good.getJWTClaimsSet();
        String[] parts = good.serialize().split("\\.", -1);
        ECKey own = Keypairs.fresh();
        JWTClaimsSet promoted = new JWTClaimsSet.Builder(claims)
                .subject("terminal:" + stage.neighbours().id())
                .build();
        JWTClaimsSet assertion = new JWTClaimsSet.Builder(claims)
                .issuer(stage.door().id())
                .subject(stage.door().id())
                .build();
        JWTClaimsSet eternal = new JWTClaimsSet.Builder(claims)
                .expirationTime(Date.from(stage.server().now().plusSeconds(1_000_000)))
                .build();
        return Map.of(
                "an unsigned", new PlainJWT(claims).serialize(),
                "somebody else's signed", signed(good.getHeader(), claims, own),
                "a signature of the terminal's own under the server's key id, on a",
                        signed(good.getHeader(), claims, stage.door().sig()),
                "an unknown key's", signed(header("at+jwt", "unknown"), claims, own),
                "a keyless", signed(header("at+jwt", null), claims, own),
                "a client assertion as",
                        signed(header("JWT", null), assertion, stage.door().sig()),
                "a MAC'd", mac(good.getHeader(), claims),
                "another subject's", parts[0] + "." + promoted.toPayload().toBase64URL() + "." + parts[2],
                "a prolonged", parts[0] + "." + eternal.toPayload().toBase64URL() + "." + parts[2]);
    }

    private static JWSHeader header(String type, @org.jspecify.annotations.Nullable String keyId) {
        return new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(new JOSEObjectType(type))
                .keyID(keyId)
                .build();
    }

    private static String signed(JWSHeader header, JWTClaimsSet claims, ECKey key) throws JOSEException {
        SignedJWT jwt = new SignedJWT(header, claims);
        jwt.sign(new ECDSASigner(key));
        return jwt.serialize();
    }

    private static String mac(JWSHeader header, JWTClaimsSet claims) throws JOSEException {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .type(header.getType())
                        .keyID(header.getKeyID())
                        .build(),
                claims);
        jwt.sign(new MACSigner(new byte[32]));
        return jwt.serialize();
    }
}
