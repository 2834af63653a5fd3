// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VerifiedTokensTest {
    private static final int MOST = 3;
    private static final JWTClaimsSet CLAIMS =
            new JWTClaimsSet.Builder().subject("terminal:1").build();

    private final ECKey key = Device.freshKey();
    private final Map<String, ECKey> inUse = new HashMap<>(Map.of("key", key));
    private final VerifiedTokens tokens = new VerifiedTokens(MOST);

    @Test
    void aTokenSaysTheSameHoweverOftenItComes() {
        String token = signed(key, CLAIMS);

        assertThat(claims(token)).contains(CLAIMS);
        assertThat(claims(token)).contains(CLAIMS);
        assertThat(tokens.size()).isOne();
    }

    @Test
    void aKnownTokenHoldsNoLongerThanItsKeyIsInUse() {
        String token = signed(key, CLAIMS);
        assertThat(claims(token)).isPresent();

        inUse.clear();

        assertThat(claims(token)).isEmpty();
    }

    @Test
    void anotherKeyOfTheSameNameHasNotSignedIt() {
        String token = signed(key, CLAIMS);
        assertThat(claims(token)).isPresent();

        inUse.put("key", Device.freshKey());

        assertThat(claims(token)).isEmpty();
    }

    @Test
    void whatAKnownTokenSaysIsNotBelievedUnderAnotherSignature() {
        assertThat(claims(signed(key, CLAIMS))).isPresent();

        assertThat(claims(signed(Device.freshKey(), CLAIMS))).isEmpty();
    }

    @Test
    void nothingThatWasNotVerifiedIsKept() {
        assertThat(claims("nonsense")).isEmpty();
        assertThat(claims(signed(Device.freshKey(), CLAIMS))).isEmpty();

        assertThat(tokens.size()).isZero();
    }

    @Test
    void itKeepsOnlySoMany() {
        for (int i = 0; i < MOST + 2; i++) {
            JWTClaimsSet claims =
                    new JWTClaimsSet.Builder().subject("terminal:" + i).build();
            assertThat(claims(signed(key, claims))).contains(claims);
        }

        assertThat(tokens.size()).isEqualTo(MOST);
    }

    private Optional<JWTClaimsSet> claims(String token) {
        return tokens.claims(token, id -> Optional.ofNullable(inUse.get(id)));
    }

    private static String signed(ECKey key, JWTClaimsSet claims) {
        try {
            SignedJWT jwt = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.ES256)
                            .type(new JOSEObjectType("at+jwt"))
                            .keyID("key")
                            .build(),
                    claims);
            jwt.sign(new ECDSASigner(key));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
