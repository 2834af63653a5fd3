// SPDX-License-Identifier: Apache-2.0
package io.switchboard.accounts.service;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.switchboard.accounts.wire.AccountsRefusal;
import io.switchboard.accounts.wire.EnrolTerminalRequest;
import io.switchboard.shared.model.RefusedException;
import io.switchboard.shared.service.SettingKey;
import io.switchboard.shared.service.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;

/**
 * Checks that whoever enrols a terminal holds the private key, and means this server, this code and these keys. A proof may limit its own
 * time ({@code exp}, {@code nbf}); one that does not is as good as its code.
 */
@ApplicationScoped
class EnrolmentProof {
    private static final JOSEObjectType TYPE = new JOSEObjectType("enrolment+jwt");

    private static final Duration SKEW = Duration.ofSeconds(5);

    @Inject
    Settings settings;

    @Inject
    Clock clock;

    /**
     * Checks the proof.
     *
     * @return the signing key's thumbprint (RFC 7638)
     * @throws RefusedException {@code key-invalid} or {@code enrolment-refused}
     */
    String verify(EnrolTerminalRequest request, String code) {
        ECKey sig = Keys.parse(request.sig(), "/sig");
        ECKey enc = Keys.parse(request.enc(), "/enc");
        if (sig.equals(enc)) {
            throw RefusedException.field(AccountsRefusal.KEY_INVALID, "/enc", "One key, one use: enc must not be sig");
        }
        try {
            SignedJWT proof = SignedJWT.parse(request.proof());
            JWTClaimsSet claims = proof.getJWTClaimsSet();
            boolean holds = JWSAlgorithm.ES256.equals(proof.getHeader().getAlgorithm())
                    && TYPE.equals(proof.getHeader().getType())
                    && proof.verify(new ECDSAVerifier(sig))
                    && claims.getAudience()
                            .equals(List.of(settings.get(SettingKey.PUBLIC_URL).toString()))
                    && isTimely(claims)
                    && code.equals(claims.getStringClaim("code"))
                    && enc.computeThumbprint().toString().equals(claims.getStringClaim("enc"));
            if (!holds) {
                throw TerminalService.refused();
            }
            return sig.computeThumbprint().toString();
        } catch (ParseException | JOSEException e) {
            throw TerminalService.refused();
        }
    }

    private boolean isTimely(JWTClaimsSet claims) {
        Instant now = clock.instant();
        Date expires = claims.getExpirationTime();
        Date notBefore = claims.getNotBeforeTime();
        return (expires == null || expires.toInstant().isAfter(now))
                && (notBefore == null || !notBefore.toInstant().isAfter(now.plus(SKEW)));
    }
}
