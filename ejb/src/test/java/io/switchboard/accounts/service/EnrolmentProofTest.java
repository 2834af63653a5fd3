// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.switchboard.accounts.wire.AccountsRefusal;
import io.switchboard.accounts.wire.EnrolTerminalRequest;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.service.Configured;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnrolmentProofTest {
    private static final String ISSUER = "https://switchboard.example";
    private static final String CODE = "ABCDEFGHJKMNPQRSTVWXYZ0123";
    private static final String TYPE = "enrolment+jwt";
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final Device DEVICE = new Device();

    private final EnrolmentProof proofs = proofs();

    @SuppressWarnings("UnnecessaryAssignment") // there is no container here that would inject
    private static EnrolmentProof proofs() {
        EnrolmentProof proofs = new EnrolmentProof();
        proofs.clock = Clock.fixed(NOW, ZoneOffset.UTC);
        proofs.settings = Configured.settings(Map.of("switchboard.public-url", ISSUER));
        return proofs;
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder().audience(ISSUER).claim("code", CODE).claim("enc", thumbprint(DEVICE.enc));
    }

    private static String thumbprint(ECKey key) {
        try {
            return key.computeThumbprint().toString();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static EnrolTerminalRequest request(String proof) {
        return new EnrolTerminalRequest(CODE, "Phone", Device.jwk(DEVICE.sig), Device.jwk(DEVICE.enc), proof);
    }

    @Test
    void aProofForThisServerCodeAndKeysHoldsAndGivesTheSigningKeysThumbprint() {
        String proof = DEVICE.signs(TYPE, claims().build());

        assertThat(proofs.verify(request(proof), CODE)).isEqualTo(thumbprint(DEVICE.sig));
    }

    @Test
    void aProofThatLimitsItsTimeHoldsForThatTime() {
        String proof = DEVICE.signs(
                TYPE,
                claims().expirationTime(Date.from(NOW.plusSeconds(1)))
                        .notBeforeTime(Date.from(NOW))
                        .build());

        assertThat(proofs.verify(request(proof), CODE)).isEqualTo(thumbprint(DEVICE.sig));
    }

    static Stream<JWTClaimsSet> otherClaims() {
        return Stream.of(
                claims().audience("https://another.example").build(),
                claims().audience(ISSUER + "/").build(),
                claims().audience(List.of(ISSUER, "https://another.example")).build(),
                claims().audience(List.of()).build(),
                claims().claim("code", "ABCDEFGHJKMNPQRSTVWXYZ0124").build(),
                claims().claim("code", "abcdefghjkmnpqrstvwxyz0123").build(),
                claims().claim("code", null).build(),
                claims().claim("code", 5).build(),
                claims().claim("code", List.of(CODE)).build(),
                claims().claim("enc", thumbprint(DEVICE.sig)).build(),
                claims().claim("enc", null).build(),
                claims().expirationTime(Date.from(NOW)).build(),
                claims().expirationTime(Date.from(NOW.minusSeconds(3600))).build(),
                claims().notBeforeTime(Date.from(NOW.plusSeconds(10))).build(),
                claims().claim("enc", Map.of("x", "y")).build(),
                new JWTClaimsSet.Builder().build());
    }

    @ParameterizedTest
    @MethodSource("otherClaims")
    void aProofThatMeansSomethingElseIsRefused(JWTClaimsSet claims) {
        refused(DEVICE.signs(TYPE, claims));
    }

    @Test
    void aProofForAnotherCodeThanTheOneTypedIsRefused() {
        String proof = DEVICE.signs(TYPE, claims().build());

        assertThat(refusalOf(request(proof), "ZZZZZZZZZZZZZZZZZZZZZZZZZZ").code())
                .isEqualTo(AccountsRefusal.ENROLMENT_REFUSED);
    }

    @Test
    void aProofThatAnotherKeySignedIsRefused() {
        refused(Device.signed(Device.freshKey(), TYPE, claims().build()));
        refused(Device.signed(DEVICE.enc, TYPE, claims().build()));
    }

    @Test
    void anotherEncryptionKeyThanTheOneThatWasMeantIsRefused() {
        String proof = DEVICE.signs(TYPE, claims().build());
        EnrolTerminalRequest exchanged =
                new EnrolTerminalRequest(CODE, "Phone", Device.jwk(DEVICE.sig), Device.jwk(Device.freshKey()), proof);

        assertThat(refusalOf(exchanged, CODE).code()).isEqualTo(AccountsRefusal.ENROLMENT_REFUSED);
    }

    /** So that nothing else that the key ever signs, a client assertion above all, can be taken for a proof. */
    @Test
    void aTokenOfAnotherTypeIsRefused() {
        refused(DEVICE.signs(null, claims().build()));
        refused(DEVICE.signs("JWT", claims().build()));
        refused(DEVICE.signs("at+jwt", claims().build()));
    }

    @Test
    void aTokenThatNobodySignedIsRefused() {
        refused(new PlainJWT(claims().build()).serialize());
        String signed = DEVICE.signs(TYPE, claims().build());
        refused(signed.substring(0, signed.lastIndexOf('.') + 1));
        refused(header("{\"alg\":\"none\",\"typ\":\"enrolment+jwt\"}") + signed.substring(signed.indexOf('.')));
    }

    /** The public key is known to everybody: as the secret of an HMAC it proves nothing. */
    @Test
    void aTokenSignedWithThePublicKeyAsASecretIsRefused() throws JOSEException {
        SignedJWT forged = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .type(new com.nimbusds.jose.JOSEObjectType(TYPE))
                        .build(),
                claims().build());
        forged.sign(new MACSigner(DEVICE.sig.toECPublicKey().getEncoded()));

        refused(forged.serialize());
    }

    @Test
    void aProofThatWasChangedAnywhereIsRefused() {
        String proof = DEVICE.signs(TYPE, claims().build());
        // The last symbol has bits that mean nothing.
        for (int at = 0; at + 1 < proof.length(); at++) {
            char other = proof.charAt(at) == 'A' ? 'B' : 'A';
            refused(proof.substring(0, at) + other + proof.substring(at + 1));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ".", "..", "...", "a.b.c", "eyJ.eyJ.eyJ", "e30.e30.e30", "{}", "e30.W10.AAAA", "\uD83D\uDE00"
            })
    void whatIsNoTokenIsRefused(String proof) {
        refused(proof);
    }

    @Test
    void aHeaderThatDemandsWhatWeDoNotKnowIsRefused() {
        String proof = DEVICE.signs(TYPE, claims().build());

        refused(header("{\"alg\":\"ES256\",\"typ\":\"enrolment+jwt\",\"crit\":[\"exp\"],\"exp\":1}")
                + proof.substring(proof.indexOf('.')));
    }

    @Test
    void oneKeyForBothUsesIsRefused() {
        JWTClaimsSet claims = claims().claim("enc", thumbprint(DEVICE.sig)).build();
        EnrolTerminalRequest oneKey = new EnrolTerminalRequest(
                CODE, "Phone", Device.jwk(DEVICE.sig), Device.jwk(DEVICE.sig), DEVICE.signs(TYPE, claims));

        RefusedException refusal = refusalOf(oneKey, CODE);

        assertThat(refusal.code()).isEqualTo(AccountsRefusal.KEY_INVALID);
        assertThat(refusal.errors())
                .hasSize(1)
                .first()
                .satisfies(problem -> assertThat(problem.pointer()).isEqualTo("/enc"));
    }

    private void refused(String proof) {
        RefusedException refusal = refusalOf(request(proof), CODE);
        assertThat(refusal.code()).as(proof).isEqualTo(AccountsRefusal.ENROLMENT_REFUSED);
        assertThat(Objects.requireNonNullElse(refusal.getMessage(), ""))
                .as("a refusal does not say what was wrong")
                .isEmpty();
    }

    private RefusedException refusalOf(EnrolTerminalRequest request, String code) {
        RefusedException refusal = catchThrowableOfType(RefusedException.class, () -> proofs.verify(request, code));
        assertThat(refusal).as("a refusal").isNotNull();
        return refusal;
    }

    private static String header(String json) {
        return Base64URL.encode(json).toString();
    }
}
